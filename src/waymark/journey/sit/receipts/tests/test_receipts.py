"""Receipts: the payload, keys, the checking page, receipt.json, the PDF, and the files attached to the email."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.people.models import Letter
from waymark.journey.sit import actions, queries
from waymark.journey.sit.models import Receipt, SittingWindow
from waymark.journey.sit.receipts import enclosures, signing
from waymark.journey.sit.receipts.file import (
    ReceiptReason,
    answers_text,
    check_receipt,
    first_differing_line,
    read_receipt_file,
    receipt_members,
)
from waymark.journey.sit.receipts.forms import MAX_BYTES
from waymark.journey.sit.receipts.keys import InvalidKeyList, ReceiptKey, key_list, read_key_list
from waymark.journey.sit.receipts.payload import NotAReceipt, canonical_json, read_facts, read_payload
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.journey.sit.tests.pages import hand_in, url

CANARY = "Quetzalcoatlus"
AT = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
OTHER_SEED = bytes(range(32))
OTHER = Ed25519PrivateKey.from_private_bytes(OTHER_SEED).public_key().public_bytes_raw()
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=40)


@pytest.fixture(autouse=True)
def _fresh_rate_limit():
    cache.clear()


def make_payload(**more):
    values = {
        "sitting": "K7F2M9QRSTUVWX",
        "paper": "ab" * 32,
        "answers": {"q1": "One answer", "q2": ""},
        "words": 2,
        "at": AT,
        "how": "submitted",
    }
    return signing.build_payload(**(values | more))


def make_file(payload=None, **more):
    signed = signing.sign(payload or make_payload())
    members = receipt_members(code="ABCD", signed=signed, public=signing.public_key())
    return json.dumps(members | more, ensure_ascii=False).encode()


def checked(data, keys=None):
    return check_receipt(read_receipt_file(data), keys=keys or signing.list_keys())


def upload(data, name="receipt.json"):
    return Client().post("/sit/receipts/", {"file": SimpleUploadedFile(name, data)})


def submit(cast, text=f"{CANARY} flew.\n\nTwice."):
    sitting = make_sitting(cast)
    save(sitting, text, at=cast.at)
    submission = actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    return sitting, submission.receipt


# --- the payload ---------------------------------------------------------------------------------------------


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


# --- keys ----------------------------------------------------------------------------------------------------


def retire(settings, until):
    """Retires the current key; another signs from now on."""
    old = signing.public_key()
    settings.SIGNING_SEED, settings.SIGNS_FOR_DEMONSTRATION = OTHER_SEED, False
    settings.RETIRED_KEYS = [(old, date(2026, 1, 1), until)] if until else []


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


# --- the page ------------------------------------------------------------------------------------------------

HOSTILE = {
    "empty": b"",
    "not UTF-8": b"\xff\xfe{}",
    "UTF-16": "{}".encode("utf-16"),
    "not JSON": b"<html>",
    "cut short": b'{"payload": "',
    "deep": b"[" * 60_000,
    "deep objects": b'{"a":' * 10_000,
    "quotes": b'\\"' * 30_000,
    "an unclosed string of escapes": b'{"' + b"\\\\" * 30_000,
    "twice": b'{"payload":"a","payload":"b","signature":"","key_id":"","algorithm":"Ed25519"}',
    "huge number": b'{"payload":' + b"9" * 60_000 + b"}",
    "infinite": b'{"payload":Infinity}',
    "a fraction": b'{"payload":1e999}',
    "NUL": b'{"payload":"\\u0000","signature":"","key_id":"","algorithm":"Ed25519"}',
    "half a pair": b'{"payload":"\\ud800","signature":"","key_id":"","algorithm":"Ed25519"}',
    "a raw NUL": b'{"payload":"\x00"}',
    "a list": b"[]",
    "null": b"null",
    "wrong types": b'{"payload":1,"signature":null,"key_id":true,"algorithm":"Ed25519"}',
    "other algorithm": b'{"payload":"","signature":"","key_id":"","algorithm":"none"}',
    "too large": b" " * (MAX_BYTES + 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_malformed_file_is_refused_with_a_sentence(db, name):
    answer = upload(HOSTILE[name])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "<title>Error: " in page


def test_uploaded_pdf_is_refused_with_what_to_do_instead(db):
    page = upload(b"%PDF-1.7\n\xe2\xe3").content.decode()
    assert "This is a PDF." in page
    assert "UTF-8" not in page


@pytest.mark.parametrize("typed", ["", "  "])
def test_empty_code_shows_an_error(db, typed):
    page = Client().get("/sit/receipts/", {"code": typed}).content.decode()
    assert "Enter a receipt code" in page
    assert "This receipt is not valid" not in page


@given(st.binary(max_size=300))
def test_random_bytes_are_not_a_receipt(data):
    with pytest.raises(NotAReceipt):
        read_receipt_file(data)


@pytest.mark.parametrize("how", ["code", "file"])
def test_page_shows_no_name_and_no_text(cast, how):
    sitting, receipt = submit(cast)
    if how == "code":
        answer = Client().get("/sit/receipts/", {"code": receipt.code})
    else:
        answer = upload(enclosures.file_of(receipt), name=f"{CANARY}.json")
    page = answer.content.decode()
    assert "This receipt is valid" in page
    assert "Thursday 22 October 2026, 10:00:00" in page
    assert "Submitted" in page
    for secret in (CANARY, "Twice", "Amina", "Castellane", sitting.code):
        assert secret not in page
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "no-store" in answer.headers["cache-control"]
    values = [value for context in answer.context for layer in context.dicts for value in layer.values()]
    known = [value for value in values if not isinstance(value, HttpRequest)]
    assert not [value for value in known if CANARY in f"{value!r} {getattr(value, '__dict__', '')}"]


def test_statement_signed_with_the_same_key_is_not_a_receipt(cast):
    _, receipt = submit(cast)
    signed = signing.sign(canonical_json({"name": CANARY, "number": "1"}))
    Receipt.objects.update(payload=signed.payload, signature=signed.signature)
    page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
    assert "The signed data isn’t a receipt" in page
    answer = upload(make_file(signed.payload))
    assert answer.status_code == 422
    assert "The signed data isn’t a receipt" in answer.content.decode()
    assert CANARY not in f"{page}{answer.content.decode()}"


def test_changed_answers_are_invalid_and_not_shown(cast):
    _, receipt = submit(cast)
    answer = upload(enclosures.file_of(receipt).replace(CANARY.encode(), b"Pteranodon"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This receipt is not valid" in page
    assert "it has been changed since it was signed" in page
    assert "Pteranodon" not in page


def test_receipt_of_another_installation_is_not_valid(cast, settings):
    data = make_file()
    retire(settings, None)
    page = upload(data).content.decode()
    assert "This receipt is not valid" in page
    assert "isn’t on the list of keys" in page


def test_practice_receipt_is_marked_as_practice(db):
    assert "Practice." in upload(make_file(make_payload(practice=True))).content.decode()
    assert "Practice." not in upload(make_file()).content.decode()


def test_checks_are_limited_per_address(db):
    for _ in range(30):
        assert Client().get("/sit/receipts/?code=A").status_code == 200
    refused = Client().get("/sit/receipts/?code=A")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert upload(b"").status_code == 429
    assert Client().get("/sit/receipts/").status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get("/sit/receipts/?code=A").status_code == 200


def test_receipt_stays_valid_after_the_answers_are_taken_back_and_replaced(cast):
    sitting, first = submit(cast)
    amina = cast.people["amina"]
    actions.take_back(sitting=sitting, by=amina, at=cast.at)
    save(sitting, "Four words instead now", at=cast.at)
    second = actions.submit(sitting=sitting, declared=True, by=amina, at=cast.at).receipt
    assert first.code != second.code
    for receipt in (first, second):
        page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
        assert "This receipt is valid" in page
        assert upload(enclosures.file_of(receipt)).context["facts"] == read_facts(receipt.payload)
    text, _ = enclosures.of_receipt(id=first.pk)
    assert CANARY in text.data.decode()
    assert cast.browser("amina").get(url("receipt_file", sitting)).json()["receipt"] == second.code


def test_practice_submission_is_marked_as_practice_everywhere(cast):
    sitting = make_sitting(cast, window=make_window(cast))
    SittingWindow.objects.update(is_practice=True)
    sitting = queries.get_sitting_for(for_=cast.people["amina"], code=sitting.code)
    save(sitting, "For practice", at=cast.at)
    page = hand_in(cast.browser("amina"), sitting).content.decode()
    assert "No one reads it" in page
    receipt = Receipt.objects.get()
    assert read_facts(receipt.payload).practice
    assert Letter.objects.get().subject == "Your practice sitting: receipt"


# --- the file, the PDF and the email -------------------------------------------------------------------------


def test_file_names_the_key_that_signed_it(cast, settings):
    sitting, receipt = submit(cast)
    old = signing.public_key()
    retire(settings, date(2026, 10, 22))
    members = cast.browser("amina").get(url("receipt_file", sitting)).json()
    assert members["public_key"] == old.hex()
    retire(settings, None)
    assert "public_key" not in json.loads(enclosures.file_of(receipt))


@given(st.dictionaries(TEXT, TEXT, max_size=3), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_emailed_text_matches_the_signed_text(answers, line_end, bare):
    signed = signing.sign(make_payload(answers=answers))
    mailed = answers_text(signed)
    arrived = mailed.replace("\n", line_end)
    assert first_differing_line(arrived.rstrip("\r\n") if bare else f"\ufeff{arrived}", signed=signed) is None
    assert first_differing_line(f"Another line\n{mailed}", signed=signed) == 1


def test_first_differing_line_is_numbered():
    signed = signing.sign(make_payload())
    mailed = answers_text(signed)
    assert mailed == "--- q1 ---\n\nOne answer\n\n--- q2 ---\n\n\n"
    assert first_differing_line(mailed.replace("One", "An"), signed=signed) == 3
    assert first_differing_line(f"{mailed}more", signed=signed) == 8
    assert first_differing_line("--- q1 ---", signed=signed) == 3


def test_email_attaches_the_answers_and_the_receipt(cast):
    _, receipt = submit(cast)
    text, file = enclosures.of_receipt(id=receipt.pk)
    assert (text.name, text.media_type) == ("answers.txt", "text/plain")
    assert f"--- q1 ---\n\n{CANARY} flew.\n\nTwice.\n" in text.data.decode()
    assert checked(file.data).facts
    assert enclosures.of_receipt(id=receipt.pk + 1) is None


def test_pdf_is_tagged_and_only_for_its_writer(cast):
    sitting, receipt = submit(cast)
    answer = cast.browser("amina").get(url("receipt_pdf", sitting))
    assert answer.headers["content-type"] == "application/pdf"
    assert receipt.code in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content
    assert re.search(rb"/Lang\s*\(en-GB\)", answer.content)
    assert answer.content == cast.browser("amina").get(url("receipt_pdf", sitting)).content
    assert cast.browser("ben").get(url("receipt_pdf", sitting)).status_code == 404
    assert cast.browser("grace").get(url("receipt_pdf", sitting)).status_code == 403


def test_receipt_page_links_to_the_pdf_and_the_file(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    page = hand_in(cast.browser("amina"), sitting).content.decode()
    assert url("receipt_pdf", sitting) in page
    assert url("receipt_file", sitting) in page
