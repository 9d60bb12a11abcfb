"""Saves by the plain form, without the page's script."""

from __future__ import annotations

import pytest
from django.test import Client

from waymark.journey.sit.models import (
    AlternateVersion,
    Revision,
)
from waymark.journey.sit.tests.makers import make_sitting, save
from waymark.journey.sit.tests.pages import (
    form_of,
    text_of,
    url,
)


@pytest.mark.parametrize("base", ["", "-1", "9" * 5000, "\u0663", "x"])
def test_a_form_that_does_not_know_its_revision_loses_nothing(cast, base):
    sitting = make_sitting(cast)
    save(sitting, "What stands", at=cast.at)
    form = form_of(sitting, q1="What was typed") | {"base-q1": base}
    assert cast.browser("amina").post(url("answers", sitting), form).status_code == 302
    assert text_of(sitting) == "What stands"
    assert AlternateVersion.objects.get().text == "What was typed"


def test_the_plain_form_saves_every_answer(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    form = form_of(sitting, q1="One", q3="Three")
    for _ in range(2):
        assert browser.post(url("answers", sitting), form).headers["location"] == url("desk", sitting)
    assert [text_of(sitting, question) for question in ("q1", "q2", "q3")] == ["One", "", "Three"]
    assert Revision.objects.count() == 2
    check = browser.post(url("answers", sitting), form_of(sitting) | {"then": "check"})
    assert check.headers["location"] == url("submission", sitting)


def test_a_stale_form_keeps_both(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    stale = form_of(sitting, q1="Mine")
    save(sitting, "Newer", at=cast.at, client="other")
    page = browser.post(url("answers", sitting), stale, follow=True).content.decode()
    assert "Question 1 was also changed" in page
    assert "Mine" in page
    assert "Newer" in page
    assert text_of(sitting) == "Newer"


def test_signed_out_the_plain_form_comes_back_with_the_text(cast):
    sitting = make_sitting(cast)
    page = Client().post(url("answers", sitting), form_of(sitting, q1="An hour of <writing>"))
    assert page.status_code == 401
    html = page.content.decode()
    assert "An hour of &lt;writing&gt;</textarea>" in html
    assert f'action="{url("answers", sitting)}"' in html
    assert 'name="base-q1" value="0"' in html


def test_a_form_with_an_old_token_comes_back_with_the_text(cast):
    sitting = make_sitting(cast)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["amina"].account)
    form = form_of(sitting, q1="An hour of writing")
    page = browser.post(url("answers", sitting), form)
    assert page.status_code == 403
    assert "An hour of writing</textarea>" in page.content.decode()
    assert not Revision.objects.exists()
    browser.post(url("answers", sitting), form, headers={"sec-fetch-site": "same-origin"})
    assert text_of(sitting) == "An hour of writing"


def test_a_form_from_another_site_is_refused(cast):
    sitting = make_sitting(cast)
    page = cast.browser("amina").post(
        url("answers", sitting),
        form_of(sitting, q1="Forged"),
        headers={"origin": "https://elsewhere.example"},
    )
    assert page.status_code == 403
    assert "Forged" not in page.content.decode()


@pytest.mark.parametrize("who", ["ben", "uma", "grace", "finn"])
def test_nobody_else_saves_by_the_form(cast, who):
    sitting = make_sitting(cast)
    assert cast.browser(who).post(url("answers", sitting), form_of(sitting, q1="x")).status_code == 404
    assert text_of(sitting) == ""


def test_nul_in_the_plain_form(cast):
    sitting = make_sitting(cast)
    page = cast.browser("amina").post(url("answers", sitting), form_of(sitting, q1="a\x00b"), follow=True)
    assert "Character 2 of question 1" in page.content.decode()
    assert text_of(sitting) == "a�b"
