"""What tests of the second step share: an app that shows codes, and clients at each point of signing in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from tests.cast import PASSWORD, Cast
from waymark.bridges.signin.second_factor import actions, rules, secrets
from waymark.bridges.signin.second_factor.models import AuthenticatorApp
from waymark.ground.people.models import Account


class Phone:
    """An authenticator app, and the real clock that it shares with the server."""

    def __init__(self, monkeypatch: Any) -> None:
        self.now = datetime.now(tz=UTC).replace(microsecond=0)
        self.secret = secrets.new_secret()
        monkeypatch.setattr("waymark.web.access.real_now", lambda: self.now)

    def code(self, steps: int = 0) -> str:
        return rules.code_at(rules.step_of(self.now) + steps, secret=self.secret)

    def wait(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def set_up(self, account: Account) -> list[str]:
        """The app is the account’s from then on; its recovery codes. The clock moves on to the next code."""
        codes = actions.add_app(
            account=account, secret=self.secret, code=self.code(), at=self.now, now=self.now
        )
        self.wait(seconds=30)
        return codes

    def scan(self, page: str) -> None:
        """Take over the secret that a page shows."""
        import base64

        shown = re.search(r'wm-code">([A-Z2-7 ]+)<', page)
        assert shown
        self.secret = base64.b32decode(shown[1].replace(" ", ""))


def account_of(cast: Cast, who: str) -> Account:
    account = cast.people[who].account
    assert account
    return account


def with_password(email: str, *, browser: Client | None = None, to: str = "") -> Client:
    """A client that has entered the right password, and nothing more."""
    browser = browser or Client()
    address = f"/accounts/login/?next={to}" if to else "/accounts/login/"
    data = {"login": email, "password": PASSWORD} | ({"next": to} if to else {})
    assert browser.post(address, data).status_code == 302
    return browser


def enter_code(browser: Client, code: str) -> Any:
    return browser.post("/accounts/login/second-step/", {"code": code})


def is_signed_in(browser: Client) -> bool:
    return bool(browser.get("/account/signed-in/").json()["mark"])


def stored_app(account: Account) -> AuthenticatorApp:
    return AuthenticatorApp.objects.get(account=account)
