"""The writing page: who may see it, what it shows, and choosing another version."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waymark.journey.sit.models import (
    AlternateVersion,
)
from waymark.journey.sit.tests.makers import CLOSES, make_sitting, save
from waymark.journey.sit.tests.pages import (
    autosave,
    statements,
    text_of,
    url,
)


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("ben", 404), ("uma", 404), ("grace", 403), ("chioma", 403), ("finn", 403)],
)
@pytest.mark.parametrize("name", ["desk", "kept", "submission"])
def test_only_the_writer_sees_the_desk(cast, who, status, name):
    sitting = make_sitting(cast)
    assert cast.browser(who).get(url(name, sitting)).status_code == status


@pytest.mark.parametrize("name", ["desk", "kept", "submission", "receipt", "receipt_file"])
def test_a_visitor_is_asked_to_sign_in(cast, name):
    sitting = make_sitting(cast)
    assert Client().get(url(name, sitting)).status_code == 302


def test_the_desk_shows_case_questions_and_answers_in_few_statements(cast):
    sitting = make_sitting(cast)
    save(sitting, "My own words", at=cast.at)
    browser = cast.browser("amina")
    browser.get(url("desk", sitting))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = browser.get(url("desk", sitting)).content.decode()
    assert len([sql for sql in statements(captured) if "pretenddate" not in sql]) <= 5, statements(captured)
    assert "My own words</textarea>" in page
    assert "&lt;b&gt;tags" in page
    assert "<h2>The Trust" not in page
    assert "Monday 26 October 2026, 23:59" in page
    assert "1,497 words left" in page
    assert "style=" not in page


def test_choosing_a_kept_text(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    autosave(browser, sitting, "From the laptop", window="laptop")
    autosave(browser, sitting, "From the phone", window="phone")
    kept = AlternateVersion.objects.get()
    where = url("choice", sitting, text=kept.pk)
    assert cast.browser("ben").post(where, {"base": 1}).status_code == 404
    assert browser.post(where, {"base": "x"}).status_code == 302
    assert text_of(sitting) == "From the laptop"
    browser.post(where, {"base": 1})
    assert text_of(sitting) == "From the phone"


def test_after_the_close_the_desk_no_longer_saves(cast):
    sitting = make_sitting(cast)
    save(sitting, "In time", at=cast.at)
    cast.set_time(CLOSES + timedelta(seconds=30))
    browser = cast.browser("amina")
    answer = autosave(browser, sitting, "Too late", base=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "late")
    assert "after the close" in answer.json()["says"]
    page = browser.get(url("desk", sitting)).content.decode()
    assert "The window closed on Monday 26 October 2026, 23:59" in page
    assert "desk.js" not in page
    assert "In time" in page


def test_the_page_says_how_many_other_versions_of_which_answer_there_are(cast):
    sitting = make_sitting(cast)
    save(sitting, "Mine", question="q2", at=cast.at)
    for number in range(3):
        save(sitting, f"Another {number}", question="q2", base=0, client=f"phone{number}", at=cast.at)
    save(sitting, "Mine", at=cast.at)
    save(sitting, "Other", base=0, client="phone", at=cast.at)
    page = cast.browser("amina").get(url("desk", sitting)).content.decode()
    assert "3 other versions of answer 2 are saved. You don’t need to do anything." in page
    assert "1 other version of answer 1 is saved. You don’t need to do anything." in page


def test_the_desk_has_the_providers_logo_and_colours(cast):
    type(cast.llse).objects.filter(pk=cast.llse.pk).update(brand="0123456789abcdef", logo_digest="f" * 64)
    page = cast.browser("amina").get(url("desk", make_sitting(cast))).content.decode()
    assert 'aria-label="LLSE, home"' in page
    assert f'class="wm-brand__logo" src="/look/{"f" * 64}"' in page
    assert "0123456789abcdef" in page
