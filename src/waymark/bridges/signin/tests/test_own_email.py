"""Changing one's own email address: a link to the new one, and the old one is told."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.emails import newest_email, newest_path
from waymark.bridges.signin.tests.second_steps import Phone, account_of, is_signed_in, with_password
from waymark.ground.people.actions import add_person
from waymark.ground.people.models import Email, Person

OLD, NEW = "amina@llse.example", "amina.new@llse.example"
PAGE = "/accounts/security/email/"


def ask(browser: Client, email: str = NEW) -> str:
    return browser.post(PAGE, {"email": email}, follow=True).content.decode()


def test_own_address_changes_when_the_link_is_used(cast: Cast) -> None:
    browser = with_password(OLD)
    assert f"We’ve emailed a link to {NEW}" in ask(browser)
    assert Person.objects.get(pk=cast.people["amina"].pk).email == OLD
    path = newest_path(NEW)
    assert Client().get(path).status_code == 200
    assert account_of(cast, "amina").email == OLD
    Client().post(path)
    assert Person.objects.get(pk=cast.people["amina"].pk).email == NEW
    assert is_signed_in(with_password(NEW))
    assert NEW not in newest_email(OLD).subject
    assert Email.objects.filter(to=OLD).count() == 2


def test_the_page_does_not_tell_whose_an_address_is(cast: Cast) -> None:
    browser = with_password(OLD)
    taken, free = ask(browser, "ben@llse.example"), ask(browser)
    assert "We’ve emailed a link to ben@llse.example" in taken
    assert f"We’ve emailed a link to {NEW}" in free
    assert not Email.objects.filter(to="ben@llse.example").exists()


@pytest.mark.parametrize("email", ["", "amina", OLD, "AMINA@LLSE.EXAMPLE", "a" * 65 + "@llse.example"])
def test_an_address_that_cannot_be_used_is_refused_in_words(cast: Cast, email: str) -> None:
    answer = with_password(OLD).post(PAGE, {"email": email})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_someone_at_two_providers_signs_in_with_the_new_address_at_both(cast: Cast) -> None:
    at_ucl = add_person(
        provider=cast.ucl, given_name="Amina", family_name="C", email=OLD, by=None, at=cast.at
    )
    at_ucl.account = account_of(cast, "amina")
    at_ucl.save()
    ask(with_password(OLD))
    Client().post(newest_path(NEW))
    assert is_signed_in(with_password(NEW))
    assert not is_signed_in(Client())
    old = Client().post("/accounts/login/", {"login": OLD, "password": PASSWORD})
    assert old.status_code == 422


def test_the_password_is_asked_for_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Phone(monkeypatch)
    browser = with_password(OLD)
    phone.wait(minutes=11)
    answer = browser.post(PAGE, {"email": NEW})
    assert "/confirmation/" in answer.headers["location"]
    assert not Email.objects.filter(to=NEW).exists()
