"""Every address, as every role of this provider and of another: 403, 404, or what belongs to whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import access
from waymark.ground.ledger.models import Entry
from waymark.ground.people.doors import EVERYONE, who_may_enter
from waymark.ground.people.models import Person, RoleHeld
from waymark.ground.people.roles import Role
from waymark.web.models import PretendDate


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, Any]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one, f"{one.namespace}:" if one.namespace else namespace)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name}", one.callback


TWINS = {"marker2", "marker3", "setter2"}
"""They may do just what the first marker, or the first setter, may."""


ALL = dict(addresses(get_resolver()))


def test_every_address_has_its_row() -> None:
    assert set(ALL) - access.OF_THE_LIBRARY == set(access.MATRIX)


@pytest.mark.parametrize("name", sorted(access.MATRIX))
def test_a_view_says_what_the_matrix_says(name: str) -> None:
    roles = access.MATRIX[name].roles
    assert who_may_enter(ALL[name]) == (EVERYONE if roles is None else roles)


class Tour:
    """Walks every address of one provider as somebody, and notes what is wrong."""

    def __init__(self, world: access.World) -> None:
        self.world = world
        self.wrong: list[str] = []

    def addresses(self) -> Iterator[tuple[str, access.Row, str]]:
        for name, row in access.MATRIX.items():
            yield name, row, reverse(name, args=[self.world.at[key] for key in row.fill])

    def expect(self, holds: bool, name: str, who: str, got: Any) -> None:
        if not holds:
            self.wrong.append(f"{name} as {who}: {got}")

    def as_visitor(self) -> None:
        for name, row, url in self.addresses():
            for method in ("get", "post"):
                answer = getattr(Client(), method)(url)
                if row.roles is None:
                    self.expect(answer.status_code < 500, name, f"visitor ({method})", answer.status_code)
                    self.expect(not self._leaks(answer) or row.public, name, "visitor", "shows a secret")
                else:
                    asked = answer.status_code == 302 and "/accounts/login/" in answer.headers["location"]
                    self.expect(asked, name, f"visitor ({method})", answer.status_code)

    def as_own(self, key: str, person: Person) -> None:
        browser, roles = _browser(person), _roles(person)
        for name, row, url in self.addresses():
            got = _final(browser, url) if row.own else browser.get(url).status_code
            if row.roles is not None and not roles & row.roles:
                self.expect(got == 403, name, key, got)
            elif key == row.owner:
                self.expect(got in (200, 302, 405), name, key, got)
            elif row.own:
                self.expect(got in (403, 404, 405), name, key, got)
            else:
                self.expect(got < 500 and got != 403, name, key, got)

    def as_stranger(self, key: str, person: Person) -> None:
        browser, roles = _browser(person), _roles(person)
        for name, row, url in self.addresses():
            answers = [browser.get(url, follow=row.own)]
            if row.roles is None or roles & row.roles:
                answers += [] if row.public else [browser.post(url)]
            for answer in answers:
                got = answer.status_code
                self.expect(row.public or not self._leaks(answer), name, f"stranger {key}", "shows a secret")
                if row.roles is not None and not roles & row.roles:
                    self.expect(got == 403, name, f"stranger {key}", got)
                elif self._is_a_thing_of_its_own(row):
                    self.expect(got in (403, 404, 405), name, f"stranger {key}", got)
                else:
                    self.expect(got < 500, name, f"stranger {key}", got)

    def _is_a_thing_of_its_own(self, row: access.Row) -> bool:
        """Whether the address names something of this provider; items of a programme are named alike in all."""
        shared = {"session", "study", "page", "questions", "meeting", "set", "coaching", "question"}
        return bool(set(row.fill) - shared) and not row.public

    def _leaks(self, answer: Any) -> bool:
        if answer.streaming or not answer.headers.get("content-type", "").startswith(
            ("text/", "application/json")
        ):
            return False
        text = answer.content.decode(errors="replace")
        return any(word in text for word in self.world.words)


def _browser(person: Person) -> Client:
    browser = Client()
    assert person.account
    browser.force_login(person.account)
    return browser


def _final(browser: Client, url: str) -> int:
    """The status at the end of any redirect: what is one person's own may only lead to a closed door."""
    return int(browser.get(url, follow=True).status_code)


def _roles(person: Person) -> frozenset[Role]:
    return frozenset(
        Role(one) for one in RoleHeld.objects.filter(person=person).values_list("role", flat=True)
    )


@pytest.mark.slow
@pytest.mark.django_db
def test_everyone_everywhere() -> None:
    worlds = [access.build(team) for team in access.TEAMS]
    PretendDate.objects.create(pretend_at=access.NOW, real_at=datetime.now(tz=UTC))
    wrong: list[str] = []
    for world, other in (worlds, reversed(worlds)):
        tour = Tour(world)
        tour.as_visitor()
        for key, person in world.people.items():
            if key not in TWINS:
                tour.as_own(key, person)
        lines = Entry.objects.filter(provider=world.house.provider).count()
        for key, person in other.people.items():
            if key not in {*TWINS, "other", "done"}:
                tour.as_stranger(key, person)
        tour.expect(
            Entry.objects.filter(provider=world.house.provider).count() == lines,
            "any",
            "a stranger",
            "did something",
        )
        wrong += tour.wrong
    assert not wrong, "\n".join(wrong)
