"""Where someone is signed in, ending sessions, and changing one's own password."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.emails import newest_email
from waymark.bridges.signin import jobs
from waymark.bridges.signin.models import SignedInSession
from waymark.bridges.signin.sessions.words import seen_in_words
from waymark.bridges.signin.tests.second_steps import Phone, is_signed_in
from waymark.bridges.signin.tests.test_second_factor import save
from waymark.ground.ledger.models import Entry
from waymark.journey.sit.tests.makers import make_sitting
from waymark.kit.session_keys import stored_key

AMINA, GRACE = "amina@llse.example", "grace@llse.example"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
NEW = "seven quiet lanterns"
PAGE = "/accounts/security/sessions/"


def signed_in(email: str = AMINA, *, agent: str = FIREFOX, password: str = PASSWORD) -> Client:
    browser = Client(headers={"user-agent": agent})
    answer = browser.post("/accounts/login/", {"login": email, "password": password})
    assert answer.status_code == 302
    return browser


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return Phone(monkeypatch)


def test_sessions_are_listed_with_the_one_that_asks_first(cast: Cast) -> None:
    signed_in(agent=SAFARI)
    signed_in(GRACE)
    browser = signed_in()
    page = browser.get(PAGE).content.decode()
    assert page.index("This session") < page.index("Safari on iPhone")
    assert page.count('data-label="Browser"') == 2
    assert page.count("In the last hour") == 2


def test_no_key_of_a_session_is_stored_or_shown(cast: Cast) -> None:
    browser = signed_in()
    key = browser.cookies["waymark"].value
    row = SignedInSession.objects.get()
    assert row.key == stored_key(key) != key
    page = browser.get(PAGE).content.decode()
    assert key not in page
    assert row.key not in page


def test_one_session_is_ended_for_pages_and_for_the_fast_path(cast: Cast) -> None:
    sitting = make_sitting(cast)
    other, browser = signed_in(agent=SAFARI), signed_in()
    assert save(other, sitting) == 200
    row = SignedInSession.objects.get(key=stored_key(other.cookies["waymark"].value))
    browser.post(PAGE, {"session": str(row.pk)})
    assert save(other, sitting, "More.") == 401
    assert not is_signed_in(other)
    assert is_signed_in(browser)
    assert not Session.objects.filter(session_key=row.key).exists()


def test_all_other_sessions_are_ended(cast: Cast) -> None:
    others = [signed_in(agent=SAFARI) for _ in range(3)]
    grace, browser = signed_in(GRACE), signed_in()
    page = browser.post(PAGE, {"session": "others"}, follow=True).content.decode()
    assert "You ended 3 other sessions." in page
    assert not any(map(is_signed_in, others))
    assert is_signed_in(browser)
    assert is_signed_in(grace)


@pytest.mark.parametrize("of_someone_else", [True, False])
def test_no_one_ends_a_session_of_someone_else_or_one_that_is_none(cast: Cast, of_someone_else: bool) -> None:
    grace, browser = signed_in(GRACE), signed_in()
    row = SignedInSession.objects.get(key=stored_key(grace.cookies["waymark"].value))
    browser.post(PAGE, {"session": str(row.pk) if of_someone_else else "9" * 40})
    assert is_signed_in(grace)


def test_session_is_seen_again_once_an_hour(cast: Cast, phone: Phone, django_assert_num_queries: Any) -> None:
    browser = signed_in(GRACE)
    row = SignedInSession.objects.get()
    phone.wait(minutes=59)
    browser.get(PAGE)
    assert SignedInSession.objects.get().seen_at == row.seen_at
    phone.wait(minutes=2)
    browser.get(PAGE)
    assert SignedInSession.objects.get().seen_at == phone.now
    browser.get("/accounts/sign-ins/")
    with django_assert_num_queries(4):
        browser.get("/accounts/sign-ins/")


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(), "In the last hour"),
        (timedelta(minutes=70), "In the last hour"),
        (timedelta(hours=3), "Today"),
        (timedelta(hours=13), "Yesterday"),
        (timedelta(days=3), "Friday 27 November 2026"),
    ],
)
def test_last_seen_is_said_roughly(before: timedelta, words: str) -> None:
    now = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    assert seen_in_words(now - before, now=now) == words


def test_rows_of_sessions_that_have_ended_are_deleted(cast: Cast) -> None:
    browser, _ = signed_in(), signed_in(GRACE)
    browser.post("/accounts/logout/")
    assert SignedInSession.objects.count() == 2
    jobs.forget(at=cast.at)
    assert SignedInSession.objects.get().account.email == GRACE


def change_password(browser: Client, current: str = PASSWORD, password: str = NEW, again: str = NEW) -> Any:
    data = {"current": current, "password": password, "again": again}
    return browser.post("/accounts/security/password/", data)


def test_own_password_is_changed_and_other_sessions_end(cast: Cast) -> None:
    sitting = make_sitting(cast)
    other, browser = signed_in(agent=SAFARI), signed_in()
    key = browser.cookies["waymark"].value
    assert change_password(browser).status_code == 302
    assert browser.cookies["waymark"].value != key
    assert is_signed_in(browser)
    assert not is_signed_in(other)
    assert save(other, sitting) == 401
    assert browser.get(PAGE).content.decode().count('data-label="Browser"') == 1
    assert newest_email(AMINA).subject == "Your Waymark password has been changed"
    assert Entry.objects.filter(verb="people.password_changed", about_id=cast.people["amina"].pk).count() == 1
    assert is_signed_in(signed_in(password=NEW))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"current": ""}, "Enter your current password"),
        ({"current": "wrong, and wrong again"}, "Your password is incorrect"),
        ({"password": "short", "again": "short"}, "12 characters"),
        ({"again": "seven quiet lamps"}, "Enter the same password twice"),
        ({"password": "amina@llse.example", "again": "amina@llse.example"}, "There is a problem"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(cast: Cast, change: dict[str, str], sentence: str) -> None:
    browser = signed_in()
    answer = change_password(browser, **change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert is_signed_in(signed_in())


def test_wrong_current_passwords_slow_the_account_down(cast: Cast) -> None:
    browser = signed_in()
    answers = [change_password(browser, "wrong, and wrong again") for _ in range(6)]
    assert "Too many wrong passwords" in answers[-1].content.decode()


def test_a_password_reset_ends_every_session_on_the_list(cast: Cast) -> None:
    from tests.emails import answer_password_requests, newest_path

    signed_in(agent=SAFARI)
    Client().post("/accounts/password/reset/", {"email": AMINA})
    answer_password_requests(cast.at)
    browser = Client(headers={"user-agent": FIREFOX})
    browser.post(newest_path(AMINA), {"password": NEW, "again": NEW})
    page = browser.get(PAGE).content.decode()
    assert page.count('data-label="Browser"') == 1
    assert "Firefox on Linux" in page
