"""Each door does the same work, and gives the same answer, whether there is an account or not. No clock is read here:
`python -m benchmarks doors` measures the times.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.emails import SITE, newest_path
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.people import actions as people
from waymark.ground.people.models import Account, Person, Provider

NOBODY = "nobody@llse.example"
VALUES = re.compile(r"'(?:[^']|'')*'|\"s\d+_x\d+\"|\b\d+\b|NULL")
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')


REFERENCE = re.compile(r'wm-code">\w+<')
APPLICATION: dict[str, dict[str, str]] = {
    "name": {"given_name": "Ada", "family_name": "Example"},
    "email": {},
    "trn": {"trn": ""},
    "job": {"job": "Head"},
    "organisation": {"organisation": "One School"},
    "sponsor": {"sponsor_name": "Cy", "sponsor_email": "cy@school.example"},
    "reason": {"reason": "Two schools are joining us."},
}
NOT_COMPARED = {"Content-Length", "Content-Security-Policy", "Expires"}
"""The body is compared itself; the policy has a nonce."""


@dataclass(frozen=True)
class Work:
    statements: tuple[str, ...]
    hashes: int
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> Any:
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return made


def work_of(act: Callable[[], Any], hashes: list[str], *, email: str) -> Work:
    hashes.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = act()
    statements = tuple(VALUES.sub("?", query["sql"]) for query in queries.captured_queries)
    headers = sorted(item for item in answer.headers.items() if item[0] not in NOT_COMPARED)
    body = CHANGING.sub("", answer.content.decode()).replace(email, "EMAIL")
    return Work(statements, len(hashes), answer.status_code, tuple(headers), body)


def kinds_of_addresses(cast: Cast) -> dict[str, str]:
    """Addresses about which an outsider must learn nothing."""
    Account.objects.create_user("closed@llse.example", "seven quiet lanterns", is_active=False)
    Account.objects.create_user("no-password@llse.example")
    _add(cast.llse, "no-account@llse.example", cast)
    return {
        "nobody": NOBODY,
        "an account": "grace@llse.example",
        "an account, in capitals": "GRACE@llse.example",
        "closed": "closed@llse.example",
        "without a password": "no-password@llse.example",
        "invited": "no-account@llse.example",
    }


def _add(provider: Provider, email: str, cast: Cast) -> Person:
    return people.add_person(
        provider=provider, given_name="Ada", family_name="Example", email=email, by=None, at=cast.at
    )


def test_sign_in_does_the_same_work(cast: Cast, hashes: list[str]) -> None:
    works = {}
    for kind, email in kinds_of_addresses(cast).items():
        data = {"login": email, "password": "not this one"}
        works[kind] = work_of(lambda data=data: Client().post("/accounts/login/", data), hashes, email=email)
    assert {kind: work for kind, work in works.items() if work != works["nobody"]} == {}
    assert works["nobody"].hashes == 1
    assert sum("signin_signinattempt" in statement for statement in works["nobody"].statements) == 1


def test_sign_in_that_comes_too_soon_does_the_same_work(cast: Cast, hashes: list[str]) -> None:
    works = {}
    for kind, email in kinds_of_addresses(cast).items():
        data = {"login": email, "password": "not this one"}
        for _ in range(5 if kind != "an account, in capitals" else 0):
            Client().post("/accounts/login/", data)
        works[kind] = work_of(lambda data=data: Client().post("/accounts/login/", data), hashes, email=email)
    assert len({(work.statements, work.hashes, work.status) for work in works.values()}) == 1
    assert works["nobody"].hashes == 0


def test_password_reset_does_the_same_work(cast: Cast, hashes: list[str]) -> None:
    works = {}
    for kind, email in kinds_of_addresses(cast).items():
        data = {"email": email}
        works[kind] = work_of(
            lambda data=data: Client().post("/accounts/password/reset/", data), hashes, email=email
        )
    assert {kind: work for kind, work in works.items() if work != works["nobody"]} == {}
    assert [statement.split(" ")[0] for statement in works["nobody"].statements if "INSERT" in statement]


def test_application_does_the_same_work(cast: Cast, hashes: list[str]) -> None:
    cohort = cohorts.open_cohort(
        programme=cast.cohort.programme, name="To come", starts_on=date(2027, 1, 4), by=None, at=cast.at
    )
    page = f"/programmes/{cohort.programme.slug}/applications/{cohort.slug}/"
    works = {}
    for kind, email in kinds_of_addresses(cast).items():
        visitor = Client()
        for step, answers in APPLICATION.items():
            visitor.post(f"{page}{step}/", answers | ({"email": email} if step == "email" else {}))
        works[kind] = [
            work_of(lambda visitor=visitor: visitor.post(f"{page}check/"), hashes, email=email),
            work_of(lambda visitor=visitor: visitor.get(f"{page}submitted/"), hashes, email=email.lower()),
        ]
        assert works[kind][0].status == 302
        works[kind][1] = replace(works[kind][1], body=REFERENCE.sub("", works[kind][1].body))
    assert {kind: work for kind, work in works.items() if work != works["nobody"]} == {}


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaa"])
def test_invitation_does_the_same_work(cast: Cast, hashes: list[str], password: str) -> None:
    """Someone who has an account at another provider, and someone who has none."""
    works = {}
    for email in ("grace@llse.example", "nobody@llse.example"):
        person = _add(cast.ucl, email, cast)
        people.invite(person=person, site=SITE, by=None, at=cast.at)
        path = newest_path(email)
        works[email] = [
            work_of(lambda path=path: Client().get(path), hashes, email=email),
            work_of(lambda path=path: Client().post(path, {"password": password}), hashes, email=email),
        ]
        for work in works[email]:
            assert "INSERT INTO" not in work.body
    first, second = (
        [(work.statements, work.hashes, work.status, work.body.replace(email, "")) for work in rows]
        for email, rows in works.items()
    )
    assert first == second


def test_unknown_used_and_forged_links_are_answered_alike(cast: Cast, hashes: list[str]) -> None:
    bodies = {
        Client().get(f"/accounts/invitations/{token}/").content.decode().replace(token, "")
        for token in ("unknown", "A" * 43, "x" * 200)
    }
    assert len({CHANGING.sub("", body) for body in bodies}) == 1
