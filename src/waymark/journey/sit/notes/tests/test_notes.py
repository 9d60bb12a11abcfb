"""A participant's own notes: theirs alone, never collected, never overwritten unseen."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from waymark.journey.sit import queries
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import Notes, Submission
from waymark.journey.sit.tests.makers import CLOSES, make_sitting, save
from waymark.journey.sit.tests.pages import url

CANARY = "Quetzalcoatlus"


def write(browser, sitting, text, rev=0):
    return browser.post(url("notes", sitting), {"text": text, "rev": rev})


def test_notes_are_saved_and_shown_to_their_writer_alone(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    assert write(browser, sitting, f"{CANARY}\r\np. 7").status_code == 302
    assert Notes.objects.get().text == f"{CANARY}\np. 7"
    assert CANARY in browser.get(url("notes", sitting)).content.decode()
    for who, status in (("ben", 404), ("grace", 403), ("chioma", 403)):
        assert cast.browser(who).get(url("notes", sitting)).status_code == status


def test_what_was_saved_elsewhere_is_shown_and_not_overwritten(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    write(browser, sitting, "From the laptop")
    answer = write(browser, sitting, "From the phone")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "From the laptop" in page
    assert "From the phone" in page
    assert Notes.objects.get().text == "From the laptop"
    assert write(browser, sitting, "Both", rev=1).status_code == 302
    assert write(browser, sitting, "Both", rev=1).status_code == 302
    assert (Notes.objects.get().text, Notes.objects.get().rev) == ("Both", 2)


def test_notes_that_are_too_long_are_refused_with_the_text_still_there(cast):
    sitting = make_sitting(cast)
    page = write(cast.browser("amina"), sitting, "a" * 200_001)
    assert page.status_code == 422
    assert "Notes must be 200,000 characters or fewer" in page.content.decode()
    assert not Notes.objects.exists()


@pytest.mark.parametrize("address", ["as_collected", "submission"])
def test_notes_are_on_no_page_about_the_script(cast, address):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    write(browser, sitting, CANARY)
    save(sitting, "An answer", at=cast.at)
    assert CANARY not in browser.get(url(address, sitting)).content.decode()


def test_notes_are_never_collected(cast):
    sitting = make_sitting(cast)
    write(cast.browser("amina"), sitting, CANARY)
    save(sitting, "An answer", at=cast.at)
    run(at=CLOSES + timedelta(minutes=5))
    submission = Submission.objects.get()
    reading = queries.reading_of(submission=submission)
    assert (reading.answers["q1"], reading.words) == ("An answer", 2)
    assert CANARY not in json.dumps(reading.answers) + submission.receipt.payload


def test_notes_alone_are_not_collected(cast):
    sitting = make_sitting(cast)
    write(cast.browser("amina"), sitting, CANARY)
    run(at=CLOSES + timedelta(minutes=5))
    assert not Submission.objects.exists()
