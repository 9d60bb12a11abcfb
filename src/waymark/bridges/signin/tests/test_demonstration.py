"""A demonstration can have a person whose password and app everyone knows; a provider of production can’t."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from waymark.bridges.signin.actions import set_up_for_demonstration
from waymark.bridges.signin.second_factor import rules
from waymark.bridges.signin.tests.second_steps import Phone, enter_code, is_signed_in
from waymark.ground.people.models import Provider

SECRET = b"twenty bytes, known."


def test_a_known_password_and_app_sign_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Phone(monkeypatch)
    set_up_for_demonstration(person=cast.grace, password="seven paper lanterns", secret=SECRET, at=cast.at)
    browser = Client()
    browser.post("/accounts/login/", {"login": cast.grace.email, "password": "seven paper lanterns"})
    assert not is_signed_in(browser)
    assert enter_code(browser, rules.code_at(rules.step_of(phone.now), secret=SECRET)).status_code == 302
    assert is_signed_in(browser)


def test_no_one_outside_a_demonstration_gets_one(cast: Cast) -> None:
    Provider.objects.filter(pk=cast.llse.pk).update(demonstration=False)
    cast.grace.provider.refresh_from_db()
    with pytest.raises(ValueError, match="demonstration"):
        set_up_for_demonstration(person=cast.grace, password="x" * 12, secret=SECRET, at=cast.at)
