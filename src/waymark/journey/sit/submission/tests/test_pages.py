"""Checking and submitting, and the receipt that answers."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from waymark.journey.sit.models import (
    Receipt,
    Submission,
)
from waymark.journey.sit.tests.makers import CLOSES, make_sitting, save, words
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


def test_answers_as_they_would_be_collected_now(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    page = url("as_collected", sitting)
    assert "nothing would be collected" in browser.get(page).content.decode()
    save(sitting, words(1500), at=cast.at)
    save(sitting, "One word too many.", question="q2", at=cast.at)
    with CaptureQueriesContext(connection) as captured:
        shown = browser.get(page).content.decode()
    assert len([sql for sql in statements(captured) if "pretenddate" not in sql]) <= 5, statements(captured)
    assert "the server has 1,504 words, last saved at 10:00:00" in shown
    assert "A marker won’t read this:" in shown
    assert "Amina" not in shown.partition("<main")[2].partition("</main>")[0]
    assert cast.browser("ben").get(page).status_code == 404


def test_after_the_close_nothing_says_that_one_cannot_submit_yet(cast):
    sitting = make_sitting(cast)
    cast.set_time(CLOSES + timedelta(seconds=1))
    page = cast.browser("amina").get(url("submission", sitting)).content.decode()
    assert "The window has closed" in page
    assert " yet" not in page.partition("<main")[2].partition("</main>")[0]
