"""Keys: retired keys stay valid for what they signed, and key lists are read strictly."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.file import ReceiptReason
from waymark.journey.sit.receipts.keys import InvalidKeyList, ReceiptKey, key_list, read_key_list
from waymark.journey.sit.receipts.tests.makers import OTHER, checked, make_file, retire


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        (date(2026, 10, 22), None),
        (date(2026, 10, 21), ReceiptReason.AFTER_KEY_RETIRED),
        (None, ReceiptReason.UNKNOWN_KEY),
    ],
)
def test_retired_key_proves_what_it_signed(settings, until, reason):
    data = make_file()
    retire(settings, until)
    assert checked(data).reason is reason
    assert checked(make_file()).facts


def test_instant_before_the_keys_first_day_is_valid(settings):
    settings.SIGNING_KEY_FROM = date(2026, 10, 23)
    assert checked(make_file()).facts


def test_demonstration_key_is_recognised(settings):
    assert signing.public_key().hex() == settings.DEMONSTRATION_PUBLIC_KEY
    assert signing.list_keys()[0].demonstration


def test_key_pages_show_current_and_retired_keys(db, settings):
    old = signing.public_key()
    retire(settings, date(2026, 10, 22))
    page = Client().get("/sit/keys/").content.decode()
    assert OTHER.hex() in page
    assert old.hex() in page
    assert "Used until Thursday 22 October 2026" in page
    response = Client().get("/sit/keys.json")
    assert [key["until"] for key in response.json()["keys"]] == [None, "2026-10-22"]
    assert read_key_list(response.content) == signing.list_keys()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "0" * 16},
        {"public_key": OTHER.hex().upper()},
        {"public_key": 7},
        {"algorithm": "RSA"},
        {"until": "tomorrow"},
        {"from": 20261022},
        {"more": [[[]]]},
    ],
    ids=str,
)
def test_key_list_is_read_strictly(change):
    content = key_list([ReceiptKey(OTHER)])
    assert read_key_list(json.dumps(content).encode()) == [ReceiptKey(OTHER)]
    content["keys"][0] |= change
    with pytest.raises(InvalidKeyList):
        read_key_list(json.dumps(content).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"keys": 1}', b'{"keys": [1]}', b"\xff"], ids=repr)
def test_malformed_key_list_is_refused(data):
    with pytest.raises(InvalidKeyList):
        read_key_list(data)
