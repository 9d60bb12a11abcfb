"""Signing in at another organisation, against a real OpenID Connect provider that runs beside the test."""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator
from html import unescape
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast
from tests.filled import form_of
from tests.guards import guards_off
from waymark.bridges.signin.oidc import rules
from waymark.bridges.signin.second_factor.actions import set_rules
from waymark.bridges.signin.second_factor.queries import list_providers_letting_invited_in
from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.bridges.signin.tests.organisation import running_provider, use_provider
from waymark.bridges.signin.tests.second_steps import Phone, account_of, enter_code, is_signed_in
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import Account, Invitation, Person
from waymark.ground.people.roles import Role

BACK = "http://testserver/accounts/login/provider/back/"
GRACE = "grace@llse.example"


def _any_addresses() -> None:
    """Node reserves more addresses than the mutants' runner gives to a test."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running_provider(BACK) as address:
        yield address


@pytest.fixture
def provider(issuer: str, settings: Any, cast: Cast) -> str:
    use_provider(settings, issuer)
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
    ("claims", "counts", "has"),
    [
        ({"amr": ["pwd", "otp"]}, True, True),
        ({"amr": ["pwd"]}, True, False),
        ({"amr": ["mfa"]}, True, False),
        ({"amr": ["otp"]}, False, False),
        ({"amr": "otp"}, True, False),
        ({"amr": [["otp"], None]}, True, False),
        ({"acr": "strong"}, True, True),
        ({"acr": "strong"}, False, False),
        ({"acr": "Strong"}, True, False),
        ({"acr": ["strong"]}, True, False),
        ({"acr": "otp"}, True, False),
        ({"amr": ["strong"]}, True, False),
        ({"amr": ["pwd"], "acr": "strong"}, True, True),
        ({}, True, False),
    ],
)
def test_its_second_factor_counts_if_the_operator_names_its_values(
    claims: dict[str, Any], counts: bool, has: bool
) -> None:
    assert rules.has_factor(claims, counts=counts, amr=["otp"], acr=["strong"]) is has


STRONG = "https://refeds.org/profile/mfa"


@pytest.fixture
def counting(provider: str, settings: Any) -> Any:
    """As in production, where the operator lets the provider's second factor count."""
    settings.STAFF_NEED_SECOND_FACTOR = settings.OIDC_FACTOR_COUNTS = True
    settings.OIDC_FACTOR_AMR, settings.OIDC_FACTOR_ACR = ["otp"], [STRONG]
    return settings


@pytest.mark.parametrize("method", ["otp", "strong"])
def test_staff_who_used_a_second_factor_there_are_asked_for_none(
    counting: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    Phone(monkeypatch).set_up(account_of(cast, "grace"))
    browser = Client()
    assert whole(browser, f"{method}+{GRACE}").headers["location"] == "/audit-log/"
    assert browser.get("/audit-log/").status_code == 200


@pytest.mark.parametrize("method", ["otp", "strong"])
def test_it_counts_for_nothing_unless_its_value_is_named(counting: Any, method: str) -> None:
    counting.OIDC_FACTOR_AMR, counting.OIDC_FACTOR_ACR = ["hwk"], ["another"]
    browser = Client()
    whole(browser, f"{method}+{GRACE}")
    assert browser.get("/audit-log/").headers["location"].startswith("/accounts/security/")
    assert not is_signed_in(browser)


def test_staff_who_used_a_password_alone_there_set_one_up_here(counting: Any) -> None:
    browser = Client()
    whole(browser, GRACE)
    assert browser.get("/audit-log/").headers["location"].startswith("/accounts/security/")


def test_the_levels_that_count_are_asked_for(counting: Any) -> None:
    def acr_values() -> list[str] | None:
        return parse_qs(urlsplit(begin(Client())).query).get("acr_values")

    assert acr_values() == [STRONG]
    counting.OIDC_FACTOR_COUNTS = False
    assert acr_values() is None
    counting.OIDC_FACTOR_COUNTS, counting.OIDC_FACTOR_ACR = True, []
    assert acr_values() is None


# Someone who was invited, and has no account.

NIA = "nia@llse.example"


@pytest.fixture
def invited(provider: str, cast: Cast) -> Person:
    person = people.add_person(
        provider=cast.llse, given_name="Nia", family_name="Early", email=NIA, by=None, at=cast.at
    )
    people.invite(person=person, site="http://testserver", by=cast.grace, at=cast.at)
    return person


def allow(cast: Cast, *, allowed: bool = True, by: str = "grace") -> None:
    set_rules(
        participants=ForParticipants.OPTIONAL, invited_may_use_oidc=allowed, by=cast.people[by], at=cast.at
    )


def test_an_invited_person_is_let_in_by_a_verified_address(invited: Person, cast: Cast) -> None:
    allow(cast)
    browser = Client()
    assert whole(browser, NIA.upper()).status_code == 302
    invited.refresh_from_db()
    assert invited.account is not None
    assert invited.account.email == NIA
    assert not invited.account.has_usable_password()
    assert browser.session["_auth_user_id"] == str(invited.account_id)
    assert Invitation.objects.get(person=invited).accepted_at is not None
    assert Entry.objects.filter(verb="people.invitation_accepted", about_id=invited.pk).count() == 1
    whole(Client(), NIA)
    assert Account.objects.filter(email=NIA).count() == 1


@pytest.mark.parametrize("case", ["not allowed", "taken back", "by another provider", "unverified"])
def test_not_unless_their_provider_allows_it_and_the_address_is_verified(
    invited: Person, cast: Cast, case: str
) -> None:
    if case == "unverified":
        allow(cast)
    if case == "taken back":
        allow(cast)
        allow(cast, allowed=False)
    if case == "by another provider":
        allow(cast, by="finn")
    browser = Client()
    assert whole(browser, f"unverified+{NIA}" if case == "unverified" else NIA).status_code == 422
    invited.refresh_from_db()
    assert invited.account is None
    assert not Account.objects.filter(email=NIA).exists()


@pytest.mark.parametrize("case", ["expired", "withdrawn", "never invited", "accepted", "merged"])
def test_not_without_a_waiting_invitation(invited: Person, cast: Cast, case: str) -> None:
    allow(cast)
    if case == "withdrawn":
        people.withdraw_invitation(person=invited, by=cast.grace, at=cast.at)
    changes: dict[str, dict[str, Any]] = {
        "expired": {"expires_at": cast.at},
        "accepted": {"accepted_at": cast.at},
    }
    with guards_off(connection):
        if case == "never invited":
            Invitation.objects.all().delete()
        Invitation.objects.update(**changes.get(case, {"by": cast.grace}))
        if case == "merged":
            Person.objects.filter(pk=invited.pk).update(merged_into=cast.people["amina"])
    assert people.accept_by_verified_address(email=NIA, provider_ids=[cast.llse.pk], at=cast.at) == 0
    assert not Account.objects.filter(email=NIA).exists()


def test_an_account_with_that_address_gets_the_invited_person_too(invited: Person, cast: Cast) -> None:
    """She works for UCL already, and her address there is the invitation's."""
    at_ucl = cast.person("nia", "Nia", "Early", None, provider=cast.ucl)
    Person.objects.filter(pk=at_ucl.pk).update(email=NIA)
    Account.objects.filter(pk=at_ucl.account_id).update(email=NIA)
    allow(cast)
    whole(Client(), NIA)
    invited.refresh_from_db()
    assert invited.account_id == at_ucl.account_id


def test_a_closed_account_stays_closed(invited: Person, cast: Cast) -> None:
    Account.objects.create_user(NIA, is_active=False)
    allow(cast)
    assert whole(Client(), NIA).status_code == 422
    invited.refresh_from_db()
    assert invited.account is None


def test_staff_who_are_let_in_still_need_a_second_factor(invited: Person, cast: Cast, settings: Any) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    people.give_role(person=invited, role=Role.COACH, by=None, at=cast.at)
    allow(cast)
    browser = Client()
    whole(browser, NIA)
    assert browser.get("/").headers["location"].startswith("/accounts/security/")


def test_a_lead_allows_it_on_the_page_where_there_is_such_an_organisation(
    provider: str, cast: Cast, settings: Any
) -> None:
    grace = cast.browser("grace")
    page = grace.get("/accounts/rules/")
    assert "People you’ve invited may sign in with Our Trust instead of their link" in page.content.decode()
    assert grace.post("/accounts/rules/", form_of(page) | {"invited": "on"}).status_code == 302
    assert list_providers_letting_invited_in() == [cast.llse.pk]
    form = form_of(grace.get("/accounts/rules/"))
    assert form.pop("invited") == ["on"]
    assert grace.post("/accounts/rules/", form).status_code == 302
    assert list_providers_letting_invited_in() == []
    allow(cast)
    settings.OIDC_ISSUER = ""
    page = grace.get("/accounts/rules/")
    assert "Our Trust" not in page.content.decode()
    grace.post("/accounts/rules/", form_of(page) | {"participants": "required"})
    assert list_providers_letting_invited_in() == [cast.llse.pk], "What isn’t on the page stays."
