"""Checking and submitting, and the receipt that answers."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from waymark.journey.sit.models import (
    Receipt,
    Submission,
)
from waymark.journey.sit.tests.makers import make_sitting, save, words
from waymark.journey.sit.tests.pages import (
    confirmation,
    seal,
    statements,
    text_of,
    url,
)


def test_submitting_twice_gives_the_same_receipt_in_few_statements(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    browser = cast.browser("amina")
    assert "My answer" in browser.get(url("submission", sitting)).content.decode()
    form = confirmation(sitting)
    with CaptureQueriesContext(connection) as captured:
        first = browser.post(url("submission", sitting), form)
    made = [sql for sql in statements(captured) if "pretenddate" not in sql]
    assert len(made) <= (8 if connection.vendor == "postgresql" else 10), made
    writes = [sql for sql in made if sql.startswith(("INSERT", "UPDATE", "WITH"))]
    assert len(writes) <= (3 if connection.vendor == "postgresql" else 5), writes
    receipt = url("receipt", sitting)
    assert (first.status_code, first.headers["content-location"]) == (200, receipt)
    assert seal(browser, sitting).headers["location"] == receipt
    assert Submission.objects.count() == 1
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(receipt).content.decode()
    assert len([sql for sql in statements(captured) if "pretenddate" not in sql]) <= 4, statements(captured)
    assert "Submitted: 2 words" in page
    assert Receipt.objects.get().code in first.content.decode()
    assert "Demonstration" in page
    assert browser.get(url("desk", sitting)).headers["location"] == url("receipt", sitting)


def test_one_word_too_many_is_said_and_nothing_is_lost(cast):
    sitting = make_sitting(cast)
    save(sitting, words(1501), at=cast.at)
    browser = cast.browser("amina")
    page = seal(browser, sitting)
    assert page.status_code == 422
    assert "You have 1 word too many" in page.content.decode()
    assert "remove at least 1 word" in page.content.decode()
    assert text_of(sitting) == words(1501)


def test_without_the_confirmation_nothing_is_handed_in(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    assert seal(cast.browser("amina"), sitting, declared="").status_code == 422
    assert seal(cast.browser("amina"), sitting, **{"rev-q1": "nine"}).status_code == 422
    assert not Submission.objects.exists()


def test_only_the_writer_reads_the_receipt(cast):
    sitting = make_sitting(cast)
    save(sitting, "My answer", at=cast.at)
    assert cast.browser("amina").get(url("receipt", sitting)).status_code == 404
    seal(cast.browser("amina"), sitting)
    assert cast.browser("ben").get(url("receipt", sitting)).status_code == 404
    assert cast.browser("grace").get(url("receipt_file", sitting)).status_code == 403
