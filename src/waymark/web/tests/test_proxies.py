"""What a proxy says is believed of declared proxies only."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waymark.bridges.signin.models import SignInAttempt

FORWARDED = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9, 198.51.100.7"}


@pytest.fixture
def behind_proxy(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = (ip_network("10.0.0.5"),)


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize(("peer", "status"), [("10.0.0.5", 200), ("192.0.2.1", 301)])
def test_forged_scheme_is_ignored(cast: Cast, peer: str, status: int) -> None:
    answer = Client(REMOTE_ADDR=peer, headers=FORWARDED).get("/accessibility/")
    assert answer.status_code == status


@pytest.mark.usefixtures("behind_proxy")
def test_address_behind_a_proxy_is_recorded(cast: Cast) -> None:
    browser = Client(REMOTE_ADDR="10.0.0.5", headers=FORWARDED)
    browser.post("/accounts/login/", {"login": "grace@llse.example", "password": "wrong"})
    assert SignInAttempt.objects.get().client_address == "198.51.100.7"


def test_without_a_declared_proxy_the_scheme_is_read_as_before(cast: Cast, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert Client(headers=FORWARDED).get("/accessibility/").status_code == 200
