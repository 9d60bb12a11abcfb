"""Receipts: keys that change, files that lie, a page that shows no text, a PDF, and what the letter encloses."""

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
from waymark.journey.sit.receipts.forms import MOST_BYTES
from waymark.journey.sit.receipts.receipt_bytes import NotAReceipt, canonical, read_payload, what_was_signed
from waymark.journey.sit.receipts.receipt_file import (
    WhyNot,
    answers_text,
    body_of,
    check,
    first_other_line,
    read_receipt,
)
from waymark.journey.sit.receipts.receipt_keys import Key, NotKeys, published, read_keys
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.journey.sit.tests.test_pages import hand_in, url

CANARY = "Quetzalcoatlus"
AT = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
OTHER_SEED = bytes(range(32))
OTHER = Ed25519PrivateKey.from_private_bytes(OTHER_SEED).public_key().public_bytes_raw()
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=40)


@pytest.fixture(autouse=True)
def _fresh_tries():
    cache.clear()


def make_payload(**more):
    said = {
        "sitting": "K7F2M9QRSTUVWX",
        "paper": "ab" * 32,
        "answers": {"q1": "One answer", "q2": ""},
        "words": 2,
        "at": AT,
        "how": "submitted",
    }
    return signing.payload_of(**(said | more))


def make_file(payload=None, **more):
    signed = signing.sign(payload or make_payload())
    said = body_of(code="ABCD", signed=signed, public=signing.public_key())
    return json.dumps(said | more, ensure_ascii=False).encode()


def checked(data, keys=None):
    return check(read_receipt(data), keys=keys or signing.list_keys())


def bring(data, name="receipt.json"):
    return Client().post("/sit/receipts/", {"file": SimpleUploadedFile(name, data)})


def handed_in(cast, text=f"{CANARY} flew.\n\nTwice."):
    sitting = make_sitting(cast)
    save(sitting, text, at=cast.at)
    submission = actions.submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    return sitting, submission.receipt


# --- the bytes -----------------------------------------------------------------------------------------------


@given(st.dictionaries(TEXT, TEXT, max_size=4), st.booleans())
def test_what_is_signed_is_read_back(answers, practice):
    payload = make_payload(answers=answers, practice=practice)
    said = read_payload(payload)
    assert said["answers"] == answers
    assert ("practice" in said) is practice
    assert what_was_signed(payload).practice is practice


@given(st.integers(0), st.integers(1, 255))
def test_no_byte_of_what_is_signed_can_be_another(place, change):
    for part in ("payload", "signature", "key_id"):
        signed = signing.sign(make_payload())
        data = bytearray(getattr(signed, part).encode())
        data[place % len(data)] ^= change
        changed = json.dumps(vars(signed) | {"algorithm": "Ed25519", part: data.decode("latin-1")}).encode()
        with suppress(NotAReceipt):
            assert checked(changed).told is None


@given(st.integers(0), st.integers(1, 255))
def test_a_file_with_another_byte_is_not_valid_or_says_the_same(place, change):
    data = bytearray(make_file())
    data[place % len(data)] ^= change
    try:
        told = checked(bytes(data)).told
    except NotAReceipt:
        return
    assert told is None or told == what_was_signed(make_payload())


@pytest.mark.parametrize(
    "says",
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
def test_what_the_key_signed_for_another_purpose_is_no_receipt(says):
    said = read_payload(make_payload()) | says
    with pytest.raises(NotAReceipt):
        checked(make_file(canonical(said)))


def test_only_the_one_spelling_is_a_receipt():
    with pytest.raises(NotAReceipt):
        checked(make_file(json.dumps(read_payload(make_payload()))))
    with pytest.raises(NotAReceipt):
        checked(make_file(make_payload().replace('"count":2', '"count":9,"count":2')))


# --- keys ----------------------------------------------------------------------------------------------------


def retire(settings, until):
    """The key that signed until now is retired, and another signs."""
    old = signing.public_key()
    settings.SIGNING_SEED, settings.SIGNS_FOR_DEMONSTRATION = OTHER_SEED, False
    settings.RETIRED_KEYS = [(old, date(2026, 1, 1), until)] if until else []


@pytest.mark.parametrize(
    ("until", "why_not"),
    [
        (date(2026, 10, 22), None),
        (date(2026, 10, 21), WhyNot.AFTER_ITS_KEY),
        (None, WhyNot.UNKNOWN_KEY),
    ],
)
def test_a_retired_key_proves_what_it_signed(settings, until, why_not):
    data = make_file()
    retire(settings, until)
    assert checked(data).why_not is why_not
    assert checked(make_file()).told


def test_an_instant_before_the_first_day_of_a_key_is_no_fault(settings):
    settings.SIGNING_KEY_FROM = date(2026, 10, 23)
    assert checked(make_file()).told


def test_the_demonstrations_key_is_known_by_its_name(settings):
    assert signing.public_key().hex() == settings.DEMONSTRATION_PUBLIC_KEY
    assert signing.list_keys()[0].demonstration


def test_the_pages_of_keys(db, settings):
    old = signing.public_key()
    retire(settings, date(2026, 10, 22))
    page = Client().get("/sit/keys/").content.decode()
    assert OTHER.hex() in page
    assert old.hex() in page
    assert "Signed until Thursday 22 October 2026" in page
    answer = Client().get("/sit/keys.json")
    assert [one["until"] for one in answer.json()["keys"]] == [None, "2026-10-22"]
    assert read_keys(answer.content) == signing.list_keys()


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
def test_a_list_of_keys_is_read_strictly(change):
    said = published([Key(OTHER)])
    assert read_keys(json.dumps(said).encode()) == [Key(OTHER)]
    said["keys"][0] |= change
    with pytest.raises(NotKeys):
        read_keys(json.dumps(said).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"keys": 1}', b'{"keys": [1]}', b"\xff"], ids=repr)
def test_what_is_no_list_of_keys_is_refused(data):
    with pytest.raises(NotKeys):
        read_keys(data)


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
    "too large": b" " * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_receipt_gets_a_sentence(db, name):
    answer = bring(HOSTILE[name])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert "<title>Error: " in page


def test_the_pdf_brought_instead_of_the_file_is_known_and_the_way_is_said(db):
    page = bring(b"%PDF-1.7\n\xe2\xe3").content.decode()
    assert "This is a PDF." in page
    assert "UTF-8" not in page


@pytest.mark.parametrize("said", ["", "  "])
def test_a_code_that_was_not_typed_is_asked_for(db, said):
    page = Client().get("/sit/receipts/", {"code": said}).content.decode()
    assert "Type the code of a receipt." in page
    assert "not a valid receipt" not in page


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_no_receipt(data):
    with pytest.raises(NotAReceipt):
        read_receipt(data)


@pytest.mark.parametrize("how", ["code", "file"])
def test_the_page_says_no_name_and_no_text(cast, how):
    sitting, receipt = handed_in(cast)
    if how == "code":
        answer = Client().get("/sit/receipts/", {"code": receipt.code})
    else:
        answer = bring(enclosures.file_of(receipt), name=f"{CANARY}.json")
    page = answer.content.decode()
    assert "This receipt is valid" in page
    assert "Thursday 22 October 2026, 10:00:00" in page
    assert "Submitted" in page
    for secret in (CANARY, "Twice", "Amina", "Castellane", sitting.code):
        assert secret not in page
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "no-store" in answer.headers["cache-control"]
    given = [value for context in answer.context for layer in context.dicts for value in layer.values()]
    known = [value for value in given if not isinstance(value, HttpRequest)]
    assert not [value for value in known if CANARY in f"{value!r} {getattr(value, '__dict__', '')}"]


def test_a_statement_signed_by_the_same_key_is_no_receipt(cast):
    _, receipt = handed_in(cast)
    signed = signing.sign(canonical({"name": CANARY, "number": "1"}))
    Receipt.objects.update(payload=signed.payload, signature=signed.signature)
    page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
    assert "What was signed is not a receipt" in page
    answer = bring(make_file(signed.payload))
    assert answer.status_code == 422
    assert "What was signed is not a receipt" in answer.content.decode()
    assert CANARY not in f"{page}{answer.content.decode()}"


def test_a_changed_text_is_not_valid_and_not_shown(cast):
    _, receipt = handed_in(cast)
    answer = bring(enclosures.file_of(receipt).replace(CANARY.encode(), b"Pteranodon"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This is not a valid receipt" in page
    assert "one of the two was changed" in page
    assert "Pteranodon" not in page


def test_a_receipt_of_another_installation_is_not_valid_here(cast, settings):
    data = make_file()
    retire(settings, None)
    page = bring(data).content.decode()
    assert "This is not a valid receipt" in page
    assert "names a key that is not one of those" in page


def test_a_practice_receipt_says_so(db):
    assert "Practice." in bring(make_file(make_payload(practice=True))).content.decode()
    assert "Practice." not in bring(make_file()).content.decode()


def test_tries_are_counted_for_each_address(db):
    for _ in range(30):
        assert Client().get("/sit/receipts/?code=A").status_code == 200
    refused = Client().get("/sit/receipts/?code=A")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert bring(b"").status_code == 429
    assert Client().get("/sit/receipts/").status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get("/sit/receipts/?code=A").status_code == 200


def test_a_receipt_stays_valid_when_the_script_is_taken_back_and_replaced(cast):
    sitting, first = handed_in(cast)
    amina = cast.people["amina"]
    actions.take_back(sitting=sitting, by=amina, at=cast.at)
    save(sitting, "Four words instead now", at=cast.at)
    second = actions.submit(sitting=sitting, declared=True, by=amina, at=cast.at).receipt
    assert first.code != second.code
    for receipt in (first, second):
        page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
        assert "This receipt is valid" in page
        assert bring(enclosures.file_of(receipt)).context["told"] == what_was_signed(receipt.payload)
    text, _ = enclosures.of_receipt(id=first.pk)
    assert CANARY in text.data.decode()
    assert cast.browser("amina").get(url("receipt_file", sitting)).json()["receipt"] == second.code


def test_handing_in_for_practice_is_said_everywhere(cast):
    sitting = make_sitting(cast, window=make_window(cast))
    SittingWindow.objects.update(is_practice=True)
    sitting = queries.get_sitting_for(for_=cast.people["amina"], code=sitting.code)
    save(sitting, "For practice", at=cast.at)
    page = hand_in(cast.browser("amina"), sitting).content.decode()
    assert "nobody reads it" in page
    receipt = Receipt.objects.get()
    assert what_was_signed(receipt.payload).practice
    assert Letter.objects.get().subject == "Your practice sitting: receipt"


# --- the file, the PDF and the letter ------------------------------------------------------------------------


def test_the_file_names_the_key_that_signed_it(cast, settings):
    sitting, receipt = handed_in(cast)
    old = signing.public_key()
    retire(settings, date(2026, 10, 22))
    said = cast.browser("amina").get(url("receipt_file", sitting)).json()
    assert said["public_key"] == old.hex()
    retire(settings, None)
    assert "public_key" not in json.loads(enclosures.file_of(receipt))


@given(st.dictionaries(TEXT, TEXT, max_size=3), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_the_text_as_mailed_is_the_text_that_was_signed(answers, line_end, bare):
    signed = signing.sign(make_payload(answers=answers))
    mailed = answers_text(signed)
    arrived = mailed.replace("\n", line_end)
    assert first_other_line(arrived.rstrip("\r\n") if bare else f"\ufeff{arrived}", signed=signed) is None
    assert first_other_line(f"Another line\n{mailed}", signed=signed) == 1


def test_the_first_line_that_differs_is_named():
    signed = signing.sign(make_payload())
    mailed = answers_text(signed)
    assert mailed == "--- q1 ---\n\nOne answer\n\n--- q2 ---\n\n\n"
    assert first_other_line(mailed.replace("One", "An"), signed=signed) == 3
    assert first_other_line(f"{mailed}more", signed=signed) == 8
    assert first_other_line("--- q1 ---", signed=signed) == 3


def test_the_letter_encloses_what_was_signed(cast):
    _, receipt = handed_in(cast)
    text, file = enclosures.of_receipt(id=receipt.pk)
    assert (text.name, text.media_type) == ("answers.txt", "text/plain")
    assert f"--- q1 ---\n\n{CANARY} flew.\n\nTwice.\n" in text.data.decode()
    assert checked(file.data).told
    assert enclosures.of_receipt(id=receipt.pk + 1) is None


def test_the_pdf_is_tagged_and_its_writers_alone(cast):
    sitting, receipt = handed_in(cast)
    answer = cast.browser("amina").get(url("receipt_pdf", sitting))
    assert answer.headers["content-type"] == "application/pdf"
    assert receipt.code in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content
    assert re.search(rb"/Lang\s*\(en-GB\)", answer.content)
    assert answer.content == cast.browser("amina").get(url("receipt_pdf", sitting)).content
    assert cast.browser("ben").get(url("receipt_pdf", sitting)).status_code == 404
    assert cast.browser("grace").get(url("receipt_pdf", sitting)).status_code == 403


def test_a_receipts_page_offers_its_pdf_and_its_file(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    page = hand_in(cast.browser("amina"), sitting).content.decode()
    assert url("receipt_pdf", sitting) in page
    assert url("receipt_file", sitting) in page
