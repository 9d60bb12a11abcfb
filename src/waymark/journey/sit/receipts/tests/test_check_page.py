"""The public page that checks a receipt: no name, no text, and strict about files."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.guards import guards_off
from waymark.ground.people.models import Email
from waymark.journey.sit import actions, queries
from waymark.journey.sit.models import Receipt, SittingWindow
from waymark.journey.sit.receipts import attachments, signing
from waymark.journey.sit.receipts.file import read_receipt_file
from waymark.journey.sit.receipts.forms import MAX_BYTES
from waymark.journey.sit.receipts.payload import NotAReceipt, canonical_json, read_facts
from waymark.journey.sit.receipts.tests.makers import CANARY, make_file, make_payload, retire, submit, upload
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.journey.sit.tests.pages import seal, url

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
        answer = upload(attachments.file_of(receipt), name=f"{CANARY}.json")
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
    with guards_off():
        Receipt.objects.update(payload=signed.payload, signature=signed.signature)
    page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
    assert "The signed data isn’t a receipt" in page
    answer = upload(make_file(signed.payload))
    assert answer.status_code == 422
    assert "The signed data isn’t a receipt" in answer.content.decode()
    assert CANARY not in f"{page}{answer.content.decode()}"


def test_changed_answers_are_invalid_and_not_shown(cast):
    _, receipt = submit(cast)
    answer = upload(attachments.file_of(receipt).replace(CANARY.encode(), b"Pteranodon"))
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
    actions.withdraw_submission(sitting=sitting, by=amina, at=cast.at)
    save(sitting, "Four words instead now", at=cast.at)
    second = actions.submit(sitting=sitting, declared=True, by=amina, at=cast.at).receipt
    assert first.code != second.code
    for receipt in (first, second):
        page = Client().get("/sit/receipts/", {"code": receipt.code}).content.decode()
        assert "This receipt is valid" in page
        assert upload(attachments.file_of(receipt)).context["facts"] == read_facts(receipt.payload)
    text, _ = attachments.of_receipt(id=first.pk)
    assert CANARY in text.data.decode()
    assert cast.browser("amina").get(url("receipt_file", sitting)).json()["receipt"] == second.code


def test_practice_submission_is_marked_as_practice_everywhere(cast):
    sitting = make_sitting(cast, window=make_window(cast))
    with guards_off():
        SittingWindow.objects.update(is_practice=True)
    sitting = queries.get_sitting_for(for_=cast.people["amina"], code=sitting.code)
    save(sitting, "For practice", at=cast.at)
    page = seal(cast.browser("amina"), sitting).content.decode()
    assert "No one reads it" in page
    receipt = Receipt.objects.get()
    assert read_facts(receipt.payload).practice
    assert Email.objects.get().subject == "Receipt for your practice assessment"


def test_receipt_of_fifteen_thousand_words_passes(db):
    answers = {f"q{number}": "Überprüfung " * 5000 for number in (1, 2, 3)}
    data = make_file(make_payload(answers=answers, words=15_000))
    assert len(data) > 200_000
    page = upload(data).content.decode()
    assert "15,000" in page
    assert "valid" in page
