"""Saves by the page's script: what is answered, kept and refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waymark.ground.people.models import Account
from waymark.journey.sit.models import (
    Revision,
)
from waymark.journey.sit.tests.makers import make_sitting, save, words
from waymark.journey.sit.tests.pages import (
    autosave,
    form_of,
    statements,
    text_of,
    url,
)


def test_an_autosave_takes_four_statements(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    autosave(browser, sitting, "One")
    with CaptureQueriesContext(connection) as captured:
        answer = autosave(browser, sitting, words(1500), base=1)
    assert answer.json()["code"] == "saved"
    assert len(answer.content) < 1000
    assert len(statements(captured)) <= (3 if connection.vendor == "postgresql" else 4), statements(captured)


def test_an_autosave_says_when_and_how_many(cast):
    sitting = make_sitting(cast)
    reply = autosave(cast.browser("amina"), sitting, "One\r\ntwo\rthree").json()
    assert (reply["rev"], reply["words"]) == (1, 3)
    assert re.fullmatch(r"Saved at 10:00:\d\d", reply["says"])
    assert text_of(sitting) == "One\ntwo\nthree"


def test_a_stale_autosave_keeps_both(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    autosave(browser, sitting, "From the laptop", window="laptop")
    answer = autosave(browser, sitting, "From the phone", window="phone")
    assert answer.status_code == 409
    assert answer.json()["text"] == "From the laptop"
    assert "Question 1 was also changed" in answer.json()["says"]
    page = browser.get(answer.json()["kept"]).content.decode()
    assert "From the laptop" in page
    assert "From the <mark>phone</mark>" in page


@pytest.mark.parametrize("who", ["ben", "uma", "grace", "chioma", "finn"])
def test_nobody_else_saves(cast, who):
    sitting = make_sitting(cast)
    assert autosave(cast.browser(who), sitting, "Not mine").status_code == 404
    assert not Revision.objects.exists()


def test_signed_out_is_said_in_json(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    for end in (
        lambda: Session.objects.update(expire_date=datetime(2020, 1, 1, tzinfo=UTC)),
        lambda: Session.objects.all().delete(),
    ):
        end()
        answer = autosave(browser, sitting, "Text")
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert autosave(Client(), sitting, "Text").status_code == 401


def test_a_changed_password_or_a_closed_account_ends_the_session_here_too(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    account = cast.people["amina"].account
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert autosave(browser, sitting, "Text").status_code == 401
    account.set_password("eighteen grey herons")
    account.save()
    assert autosave(browser, sitting, "Text").status_code == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe\x00", b'{"text": 1, "base": 0, "client": "window1"}',
     b'{"text": "a", "base": true, "client": "window1"}', b'{"text": "a", "base": 1e309, "client": "window1"}',
     b'{"text": "a", "base": -1, "client": "window1"}', b'{"text": "a", "base": 0, "client": ""}',
     b'{"text": "a", "base": 0, "client": "\\u0000aaaa"}', b"[" * 100_000,
     b'{"text": "a", "base": ' + b"9" * 5000 + b', "client": "window1"}'],
)  # fmt: skip
def test_a_save_that_is_not_understood_changes_nothing(cast, body):
    sitting = make_sitting(cast)
    where = url("revisions", sitting, question="q1")
    answer = cast.browser("amina").post(
        where, body, content_type="application/json", headers={"x-waymark-desk": "1"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "not_understood")
    assert not Revision.objects.exists()


def test_characters_that_cannot_be_kept_are_named_and_saving_goes_on(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    reply = autosave(browser, sitting, "ab\x00c\ud800d", question="q2").json()
    assert reply["code"] == "saved"
    assert "Characters 3, 5 of question 2" in reply["replaced"]
    assert text_of(sitting, "q2") == "ab�c�d"
    assert "Characters 3, 5 of question 2" in browser.get(url("desk", sitting)).content.decode()


@pytest.mark.parametrize("text", ["a" * 5_000_000, "a " * 6_000, "a" * 200_001])
def test_a_draft_too_long_is_said_and_the_text_before_is_safe(cast, text):
    sitting = make_sitting(cast)
    save(sitting, "Safe", at=cast.at)
    browser = cast.browser("amina")
    answer = autosave(browser, sitting, text, base=1)
    assert (answer.status_code, answer.json()["code"]) == (422, "draft_too_long")
    page = browser.post(url("answers", sitting), form_of(sitting, q1=text, q2="Second"))
    assert page.status_code == 422
    assert text in page.content.decode()
    assert "too long to save" in page.content.decode()
    assert (text_of(sitting), text_of(sitting, "q2")) == ("Safe", "Second")


def test_an_autosave_from_another_site_is_refused(cast):
    sitting = make_sitting(cast)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["amina"].account)
    assert autosave(browser, sitting, "Forged").status_code == 403
    assert autosave(browser, sitting, "Forged", origin="https://elsewhere.example").status_code == 403
    assert autosave(browser, sitting, "Forged", **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert autosave(browser, sitting, "Mine", origin="http://testserver").status_code == 200
    assert text_of(sitting) == "Mine"
