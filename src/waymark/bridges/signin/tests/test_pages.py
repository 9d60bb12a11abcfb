"""Invitations accepted in the browser, a forgotten password, and the demonstration's list."""

import re

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from tests.cast import PASSWORD, Cast
from waymark.bridges.signin import actions
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email


def link(token: str) -> str:
    return f"http://testserver/accounts/invitations/{token}/"


def invited(cast: Cast) -> str:
    person = people.add_person(
        provider=cast.llse,
        given_name="Nell",
        family_name="Ashdown",
        email="nell@llse.example",
        by=None,
        at=cast.at,
    )
    people.invite(person=person, link=link, by=None, at=cast.at)
    match = re.search(
        r"http://testserver(/accounts/invitations/\S+)", Email.objects.get(to=person.email).text
    )
    assert match
    return match.group(1)


def test_invitation_is_accepted_with_a_password(cast: Cast) -> None:
    path, browser = invited(cast), Client()
    assert "Welcome, Nell Ashdown" in browser.get(path).content.decode()
    assert browser.post(path, {"password": PASSWORD}).status_code == 302
    assert "_auth_user_id" in browser.session
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("password", ["", "short", "password123456"])
def test_weak_password_is_refused_with_a_reason(cast: Cast, password: str) -> None:
    answer = Client().post(invited(cast), {"password": password})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_unknown_invitation_says_what_to_do(cast: Cast) -> None:
    answer = Client().get("/accounts/invitations/not-a-token/")
    assert answer.status_code == 404
    assert "ask your provider" in answer.content.decode()


def test_password_is_reset_by_email(cast: Cast) -> None:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": "grace@llse.example"})
    email = Email.objects.get(to="grace@llse.example")
    match = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", email.text)
    assert match
    page = browser.get(match.group(1), follow=True)
    form = page.redirect_chain[-1][0]
    changed = browser.post(form, {"password1": "seven quiet lanterns", "password2": "seven quiet lanterns"})
    assert changed.status_code == 302
    signed = Client().post(
        "/accounts/login/", {"login": "grace@llse.example", "password": "seven quiet lanterns"}
    )
    assert signed.status_code == 302


def test_no_email_to_an_unknown_address(cast: Cast) -> None:
    Client().post("/accounts/password/reset/", {"email": "nobody@llse.example"})
    assert not Email.objects.filter(to="nobody@llse.example").exists()


def test_password_attempts_are_limited(cast: Cast) -> None:
    cache.clear()
    answers = [
        Client().post("/accounts/login/", {"login": "grace@llse.example", "password": f"guess number {n}"})
        for n in range(12)
    ]
    assert "Too many attempts" in answers[-1].content.decode()
    right = Client().post("/accounts/login/", {"login": "grace@llse.example", "password": PASSWORD})
    assert right.status_code != 302
    cache.clear()


@override_settings(DEMO_DOOR=True)
def test_demonstration_signs_in_only_people_on_its_list(cast: Cast) -> None:
    guide = actions.guide(person=cast.people["grace"], label="Lead", try_this="Look around.", position=1)
    browser = Client()
    assert "Sign in as Grace Penhaligon" in browser.get("/accounts/demonstration/").content.decode()
    assert browser.post(f"/accounts/demonstration/{guide.person_id}/").status_code == 302
    assert browser.get("/audit-log/").status_code == 200
    other = Client().post(f"/accounts/demonstration/{cast.people['jonas'].pk}/")
    assert other.status_code == 404


def test_too_many_password_resets_get_an_error_page(cast: Cast) -> None:
    cache.clear()
    answers = [Client().post("/accounts/password/reset/", {"email": "grace@llse.example"}) for _ in range(25)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].content.decode()
    cache.clear()
