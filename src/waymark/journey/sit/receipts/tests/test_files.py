"""The file receipt.json, the PDF, and the files attached to the email."""

from __future__ import annotations

import json
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from waymark.journey.sit.receipts import attachments, signing
from waymark.journey.sit.receipts.file import answers_text, first_differing_line
from waymark.journey.sit.receipts.tests.makers import CANARY, TEXT, checked, make_payload, retire, submit
from waymark.journey.sit.tests.makers import make_sitting, save
from waymark.journey.sit.tests.pages import seal, url


def test_file_names_the_key_that_signed_it(cast, settings):
    sitting, receipt = submit(cast)
    old = signing.public_key()
    retire(settings, date(2026, 10, 22))
    members = cast.browser("amina").get(url("receipt_file", sitting)).json()
    assert members["public_key"] == old.hex()
    retire(settings, None)
    assert "public_key" not in json.loads(attachments.file_of(receipt))


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
    text, file = attachments.of_receipt(id=receipt.pk)
    assert (text.name, text.media_type) == ("answers.txt", "text/plain")
    assert f"--- q1 ---\n\n{CANARY} flew.\n\nTwice.\n" in text.data.decode()
    assert checked(file.data).facts
    assert attachments.of_receipt(id=receipt.pk + 1) is None


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
    page = seal(cast.browser("amina"), sitting).content.decode()
    assert url("receipt_pdf", sitting) in page
    assert url("receipt_file", sitting) in page
