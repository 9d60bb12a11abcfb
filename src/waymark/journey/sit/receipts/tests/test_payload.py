"""The signed payload: it is read back, and only canonical JSON with the right members is a receipt."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.payload import NotAReceipt, canonical_json, read_facts, read_payload
from waymark.journey.sit.receipts.tests.makers import TEXT, checked, make_file, make_payload


@given(st.dictionaries(TEXT, TEXT, max_size=4), st.booleans())
def test_signed_payload_is_read_back(answers, practice):
    payload = make_payload(answers=answers, practice=practice)
    members = read_payload(payload)
    assert members["answers"] == answers
    assert ("practice" in members) is practice
    assert read_facts(payload).practice is practice


@given(st.integers(0), st.integers(1, 255))
def test_receipt_is_invalid_when_any_signed_byte_changes(place, change):
    for part in ("payload", "signature", "key_id"):
        signed = signing.sign(make_payload())
        data = bytearray(getattr(signed, part).encode())
        data[place % len(data)] ^= change
        changed = json.dumps(vars(signed) | {"algorithm": "Ed25519", part: data.decode("latin-1")}).encode()
        with suppress(NotAReceipt):
            assert checked(changed).facts is None


@given(st.integers(0), st.integers(1, 255))
def test_file_with_a_changed_byte_is_invalid_or_has_the_same_facts(place, change):
    data = bytearray(make_file())
    data[place % len(data)] ^= change
    try:
        facts = checked(bytes(data)).facts
    except NotAReceipt:
        return
    assert facts is None or facts == read_facts(make_payload())


@pytest.mark.parametrize(
    "changes",
    [
        {"count": -1},
        {"count": True},
        {"count": 1.0},
        {"count": "2"},
        {"how": "taken"},
        {"instant": "2026-10-22T09:00:00Z"},
        {"instant": "2026-13-22T09:00:00.000000Z"},
        {"practice": False},
        {"demonstration": 1},
        {"answers": []},
        {"answers": {"q1": None}},
        {"answers": {"q1": {"q2": ""}}},
        {"sitting": None},
        {"more": ""},
    ],
    ids=str,
)
def test_other_members_signed_with_the_key_are_not_a_receipt(changes):
    members = read_payload(make_payload()) | changes
    with pytest.raises(NotAReceipt):
        checked(make_file(canonical_json(members)))


def test_only_canonical_json_is_a_receipt():
    with pytest.raises(NotAReceipt):
        checked(make_file(json.dumps(read_payload(make_payload()))))
    with pytest.raises(NotAReceipt):
        checked(make_file(make_payload().replace('"count":2', '"count":9,"count":2')))
