"""Codes that were used, are too old or are someone else’s; and a reset that tells no one who is known."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import newest_path
from tests.filled import form_of
from waymark.bridges.signin import jobs
from waymark.bridges.signin.tests.second_steps import (
    Phone,
    account_of,
    enter_code,
    is_signed_in,
    with_password,
)
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email, Invitation

GRACE = "grace@llse.example"


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return Phone(monkeypatch)


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_a_code_of_the_interval_before_or_after_counts_and_an_older_one_does_not(
    cast: Cast, phone: Phone, steps: int, status: int
) -> None:
    phone.set_up(account_of(cast, "grace"))
    phone.wait(seconds=60)
    assert enter_code(with_password(GRACE), phone.code(steps)).status_code == status


@pytest.mark.parametrize("steps", [-1, 0])
def test_a_replayed_code_signs_in_no_second_browser(cast: Cast, phone: Phone, steps: int) -> None:
    phone.set_up(account_of(cast, "grace"))
    phone.wait(seconds=60)
    code = phone.code(steps)
    assert enter_code(with_password(GRACE), code).status_code == 302
    second = with_password(GRACE)
    answer = enter_code(second, code)
    assert answer.status_code == 422
    assert "That code has been used" in answer.content.decode()
    assert not is_signed_in(second)
    confirming = enter_code(second, code.replace(code[:3], f"{code[:3]} ", 1))
    assert confirming.status_code == 422


def test_a_recovery_code_signs_in_once_in_whatever_form_it_is_typed(cast: Cast, phone: Phone) -> None:
    code = phone.set_up(account_of(cast, "grace"))[0]
    assert enter_code(with_password(GRACE), code).status_code == 302
    for form in (code, code.upper(), code.replace("-", " "), f" {code} "):
        phone.wait(minutes=3)
        second = with_password(GRACE)
        assert enter_code(second, form).status_code == 422, form
        assert not is_signed_in(second)


def ask_for_reset(email: str) -> tuple[int, str, str]:
    """What someone sees who asks: the status, where they are sent, and every word of the page."""
    browser = Client()
    form = form_of(browser.get("/accounts/password/reset/"))
    answer: Any = browser.post("/accounts/password/reset/", form | {"email": email})
    page = browser.get(answer.headers["location"]).content.decode()
    return answer.status_code, answer.headers["location"], re.sub(r"nonce-[\w-]+|csrf\w*", "", page)


def test_a_reset_says_the_same_for_known_unknown_invited_and_closed(cast: Cast) -> None:
    person = people.add_person(
        provider=cast.llse, given_name="Nia", family_name="E", email="nia@llse.example", by=None, at=cast.at
    )
    people.invite(person=person, site="http://testserver", by=None, at=cast.at)
    closed = account_of(cast, "fay")
    closed.is_active = False
    closed.save()
    emails = (GRACE, "no.one@llse.example", person.email, closed.email)
    assert len({ask_for_reset(email) for email in emails}) == 1


def test_a_reset_for_someone_invited_sends_the_invitation_and_for_no_one_nothing(cast: Cast) -> None:
    person = people.add_person(
        provider=cast.llse, given_name="Nia", family_name="E", email="nia@llse.example", by=None, at=cast.at
    )
    people.invite(person=person, site="http://testserver", by=None, at=cast.at - timedelta(days=30))
    before = Email.objects.count()
    ask_for_reset("no.one@llse.example")
    jobs.run(at=cast.at)
    assert Email.objects.count() == before
    ask_for_reset(" NIA@llse.example ")
    jobs.run(at=cast.at)
    assert Email.objects.count() == before + 1
    assert newest_path(person.email).startswith("/accounts/invitations/")
    assert Invitation.objects.filter(person=person, expires_at__gt=cast.at).count() == 1


def test_a_form_survives_a_session_that_ends_and_the_second_step_before_it_comes_back(
    cast: Cast, phone: Phone
) -> None:
    """The waiver of a fee: typed, sent after the session ended, and there again after password and code."""
    phone.set_up(account_of(cast, "grace"))
    browser = with_password(GRACE)
    enter_code(browser, phone.code())
    url = f"/pay/enrolments/{cast.amina.reference}/waiver/"
    typed = form_of(browser.get(url)) | {"reason": "Her school closed last week."}
    browser.session.flush()
    answer = browser.post(url, typed)
    assert answer.status_code == 302
    back = answer.headers["location"]
    assert back.startswith("/accounts/login/")
    phone.wait(minutes=1)
    to = form_of(browser.get(back)).get("next", "")
    with_password(GRACE, browser=browser, to=to)
    assert "Her school closed last week." not in browser.get(url).content.decode()
    entered = enter_code(browser, phone.code())
    page = browser.get(entered.headers["location"]).content.decode()
    assert "Her school closed last week." in page
