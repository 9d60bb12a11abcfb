"""Every address that can sign someone in, tried by staff in production: with a second factor, and without one yet.

The list is held to the addresses that exist: what opens a session is found by calling them, not by remembering them.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.emails import newest_path
from waymark.bridges.signin import urls
from waymark.bridges.signin.tests.second_steps import Phone, account_of, enter_code, is_signed_in
from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role
from waymark.journey.sit.tests.makers import make_sitting

NEW = "seven quiet lanterns"
STAFF_PAGES = ("/", "/audit-log/", "/people/", "/accounts/rules/", "/pay/rules/", "/account/")


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Phone:
    settings.STAFF_NEED_SECOND_FACTOR = True
    return Phone(monkeypatch)


def email_of(cast: Cast, who: str) -> str:
    return cast.people[who].email


def by_password(cast: Cast, browser: Client, who: str) -> None:
    browser.post("/accounts/login/", {"login": email_of(cast, who), "password": PASSWORD})


def by_dialog(cast: Cast, browser: Client, who: str) -> None:
    """The dialog over the writing page, which asks in JSON."""
    browser.post(
        "/accounts/login/",
        {"login": email_of(cast, who), "password": PASSWORD},
        headers={"x-requested-with": "XMLHttpRequest", "accept": "application/json"},
    )


def by_invitation(cast: Cast, browser: Client, who: str) -> None:
    """To another provider, with the password that the account has."""
    person = people.add_person(
        provider=cast.ucl, given_name="G", family_name="P", email=email_of(cast, who), by=None, at=cast.at
    )
    people.give_role(person=person, role=Role.COACH, by=None, at=cast.at)
    people.invite(person=person, site="http://testserver", by=None, at=cast.at)
    browser.post(newest_path(email_of(cast, who)), {"password": PASSWORD})


def by_reset_link(cast: Cast, browser: Client, who: str) -> None:
    people.send_password_reset(account=account_of(cast, who), site="http://testserver", at=cast.at)
    browser.post(newest_path(email_of(cast, who)), {"password": NEW, "again": NEW})


DOORS: dict[str, Callable[[Cast, Client, str], None]] = {
    "account_login": by_password,
    "account_login by the dialog": by_dialog,
    "signin_invitation": by_invitation,
    "signin_new_password": by_reset_link,
}
TRIED_ELSEWHERE = {
    "signin_second_step": "it is the second step",
    "signin_passkey": "a passkey is both steps; test_passkeys",
    "signin_provider_back": "test_oidc",
    "signin_demonstration_session": "test_second_factor; production has no such page",
    "signin_own_password": "it keeps a session that has passed",
}


@pytest.mark.parametrize("door", DOORS)
def test_staff_with_a_second_factor_are_signed_in_by_no_door_without_it(
    cast: Cast, phone: Phone, door: str
) -> None:
    phone.set_up(account_of(cast, "grace"))
    browser = Client()
    DOORS[door](cast, browser, "grace")
    assert "_auth_user_id" not in browser.session
    assert not is_signed_in(browser)
    for path in STAFF_PAGES[1:]:
        assert browser.get(path).headers["location"].startswith("/accounts/login/"), path
    assert enter_code(browser, phone.code()).status_code == 302
    assert is_signed_in(browser)
    assert browser.get("/audit-log/").status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_staff_without_one_open_nothing_but_the_pages_that_set_it_up(
    cast: Cast, phone: Phone, door: str
) -> None:
    browser = Client()
    DOORS[door](cast, browser, "grace")
    assert not is_signed_in(browser)
    for path in STAFF_PAGES:
        answer = browser.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["location"].startswith("/accounts/security/?next="), path
    phone.scan(browser.get("/accounts/security/app/").content.decode())
    browser.post("/accounts/security/app/", {"code": phone.code()})
    assert browser.get("/audit-log/").status_code == 200


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("has_factor", [True, False])
def test_the_short_way_in_of_the_save_opens_for_no_one_before_the_second_step(
    cast: Cast, phone: Phone, door: str, has_factor: bool
) -> None:
    """Amina writes at one provider and coaches at it too, so that a save would be her own."""
    sitting = make_sitting(cast)
    people.give_role(person=cast.people["amina"], role=Role.COACH, by=None, at=cast.at)
    if has_factor:
        phone.set_up(account_of(cast, "amina"))
    browser = Client()
    DOORS[door](cast, browser, "amina")
    answer = browser.post(
        f"/sit/{sitting.code}/answers/q1/revisions/",
        json.dumps({"text": "Words.", "base": 0, "client": "abcd1234"}),
        content_type="application/json",
        headers={"x-waymark-desk": "1"},
    )
    assert answer.status_code == 401


def test_every_address_that_opens_a_session_is_tried() -> None:
    opening = {"open_session", "enter_with", "_enter", "begin_second_step", "carry_on", "allauth.login"}
    named = {door.partition(" ")[0] for door in DOORS} | set(TRIED_ELSEWHERE)
    doors = {
        str(pattern.name)
        for pattern in urls.urlpatterns
        if any(f"{call}(" in _source_of(pattern.callback) for call in opening)
    }
    assert doors <= named
    assert {"account_login", "signin_invitation", "signin_new_password", "signin_passkey"} <= doors


def _source_of(view: Any) -> str:
    """Of the view and the functions of its own module that it calls."""
    inner = inspect.unwrap(view)
    source = inspect.getsource(inner)
    module = inspect.getmodule(inner)
    own = [
        value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and re.search(rf"\b{name}\(", source)
    ]
    return source + "".join(
        inspect.getsource(function) for function in own if function.__module__ == inner.__module__
    )
