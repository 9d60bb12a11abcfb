"""Signing in at another organisation, against a real OpenID Connect provider that runs beside the test."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.cast import Cast
from waymark.bridges.signin.oidc import rules
from waymark.bridges.signin.tests.second_steps import Phone, account_of, enter_code, is_signed_in
from waymark.ground.people.models import Account, Person

BACK = "http://testserver/accounts/login/provider/back/"
SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
NODE = shutil.which("node")
GRACE = "grace@llse.example"


def _any_addresses() -> None:
    """Node reserves more addresses than the mutants' runner gives to a test."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    assert NODE, "Node runs the provider."
    process = subprocess.Popen(
        [NODE, str(SCRIPT), BACK],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=django_settings.BASE,
        preexec_fn=_any_addresses,
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def provider(issuer: str, settings: Any, cast: Cast) -> str:
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Our Trust"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "waymark", "a secret of the tests"
    return issuer


class Stop(HTTPRedirectHandler):
    """Follows the provider’s redirects, and stops where one leads back to us."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if newurl.startswith(BACK):
            raise HTTPError(newurl, code, msg, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def begin(browser: Client) -> str:
    page = browser.post("/accounts/login/provider/", {"next": "/audit-log/"}).content.decode()
    link = re.search(r'href="(http://127[^"]+)"', page)
    assert link, page
    return unescape(link[1])


def sign_in_there(address: str, email: str) -> str:
    """What a browser does at the provider: enter an address, and agree. The address that leads back."""
    opener = build_opener(Stop, HTTPCookieProcessor(CookieJar()))
    data = None
    for fields in ({"prompt": "login", "login": email, "password": "any"}, {"prompt": "consent"}, {}):
        try:
            answer = opener.open(address, data=data)
        except HTTPError as problem:
            return problem.url
        address, data = answer.url, urlencode(fields).encode()
        form = re.search(r'action="([^"]+)"', answer.read().decode())
        address = unescape(form[1]) if form else address
    raise AssertionError("The provider did not lead back.")


def come_back(browser: Client, address: str) -> Any:
    return browser.get("/accounts/login/provider/back/", parse_qs(urlsplit(address).query))


def whole(browser: Client, email: str) -> Any:
    return come_back(browser, sign_in_there(begin(browser), email))


def test_a_verified_address_signs_in(provider: str) -> None:
    browser = Client()
    assert "Continue with Our Trust" in browser.get("/accounts/login/").content.decode()
    answer = whole(browser, GRACE)
    assert answer.headers["location"] == "/audit-log/"
    assert is_signed_in(browser)


@pytest.mark.parametrize("email", [f"unverified+{GRACE}", "nobody@llse.example"])
def test_nobody_else_does_and_nobody_is_made(provider: str, email: str) -> None:
    before, browser = (Account.objects.count(), Person.objects.count()), Client()
    answer = whole(browser, email)
    assert answer.status_code == 422
    assert "verified email address that has an account here" in answer.content.decode()
    assert not is_signed_in(browser)
    assert (Account.objects.count(), Person.objects.count()) == before


def test_own_second_step_follows(provider: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Phone(monkeypatch)
    phone.set_up(account_of(cast, "grace"))
    browser = Client()
    assert whole(browser, GRACE).headers["location"] == "/accounts/login/second-step/"
    assert not is_signed_in(browser)
    assert enter_code(browser, phone.code()).headers["location"] == "/audit-log/"


def test_state_belongs_to_one_session_and_works_once(provider: str) -> None:
    browser = Client()
    address = sign_in_there(begin(browser), GRACE)
    assert come_back(Client(), address).status_code == 422
    assert come_back(browser, address).status_code == 302
    again = Client()
    begin(again)
    assert come_back(again, address).status_code == 422


def test_another_verifier_gets_no_token(provider: str) -> None:
    browser = Client()
    address = sign_in_there(begin(browser), GRACE)
    session = browser.session
    session["oidc_pending"] = session["oidc_pending"] | {"verifier": "x" * 43}
    session.save()
    assert come_back(browser, address).status_code == 422
    assert not is_signed_in(browser)


def test_another_nonce_is_refused(provider: str) -> None:
    browser = Client()
    address = sign_in_there(begin(browser), GRACE)
    session = browser.session
    session["oidc_pending"] = session["oidc_pending"] | {"nonce": "another"}
    session.save()
    assert come_back(browser, address).status_code == 422
    assert not is_signed_in(browser)


def test_without_a_provider_there_is_no_such_page(cast: Cast) -> None:
    assert Client().post("/accounts/login/provider/").status_code == 404
    assert come_back(Client(), BACK).status_code == 404


def test_a_provider_that_is_down_is_said_in_words(provider: str, settings: Any) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    answer = Client().post("/accounts/login/provider/")
    assert answer.status_code == 422
    assert "didn’t answer as it should" in answer.content.decode()


CLAIMS = {"iss": "https://a", "aud": "us", "nonce": "n", "exp": 1000, "email": GRACE, "email_verified": True}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({}, ""),
        ({"iss": "https://b"}, "issuer"),
        ({"aud": "them"}, "audience"),
        ({"aud": ["us", "them"]}, "audience"),
        ({"aud": ["us", "them"], "azp": "us"}, ""),
        ({"aud": None}, "audience"),
        ({"nonce": None}, "nonce"),
        ({"nonce": "m"}, "nonce"),
        ({"exp": 900}, "expiry"),
        ({"exp": "later"}, "expiry"),
    ],
)
def test_an_answer_must_be_for_us_now(changed: dict[str, Any], problem: str) -> None:
    claims = CLAIMS | changed
    assert rules.problem_of(claims, issuer="https://a", client_id="us", nonce="n", now=970) == problem


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_only_a_verified_address_counts(verified: Any) -> None:
    assert rules.email_of(CLAIMS) == GRACE
    assert rules.email_of(CLAIMS | {"email_verified": verified}) == ""


@pytest.mark.parametrize(
    ("amr", "counts", "has"),
    [(["pwd", "otp"], True, True), (["pwd"], True, False), (["mfa"], False, False), ("mfa", True, False)],
)
def test_its_second_factor_counts_if_the_operator_says_so(amr: Any, counts: bool, has: bool) -> None:
    assert rules.has_factor({"amr": amr}, counts=counts) is has
