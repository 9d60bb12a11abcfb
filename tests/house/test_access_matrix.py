"""Every address, as every role of this provider and of another: 403, 404, or what belongs to whoever
asks; and in every answer no text that its reader must not see.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import serializers
from django.urls import URLPattern, URLResolver, get_resolver

from tests import access
from tests.house.canaries import MAY_SEE, Canaries, Canary, Reader
from tests.house.planting import fields_without
from tests.house.touring import TWINS, Tour, readers_of
from tests.house.unmoved import moved_by_others
from waymark.ground.ledger.models import Entry
from waymark.ground.people.access import EVERYONE, allowed_roles
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.web.models import PretendDate


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback


STRANGERS = {
    "writer",
    "facilitator",
    "coach",
    "setter",
    "marker",
    "senior",
    "lead",
    "board",
    "partner",
    "assistant",
}
"""Who of the other provider comes: one of each role."""
ALL = dict(addresses(get_resolver()))


def test_every_address_has_its_row() -> None:
    assert set(ALL) - access.OF_THE_LIBRARY == set(access.MATRIX)


@pytest.mark.parametrize("name", sorted(access.MATRIX))
def test_a_view_says_what_the_matrix_says(name: str) -> None:
    roles = access.MATRIX[name].roles
    assert allowed_roles(ALL[name]) == (EVERYONE if roles is None else roles)


@pytest.mark.slow
@pytest.mark.django_db
def test_everyone_everywhere(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.DEBUG, logger="waymark")
    canaries = Canaries()
    worlds = [access.build(team, write=canaries.write) for team in access.TEAMS]
    PretendDate.objects.create(pretend_at=access.NOW, real_at=datetime.now(tz=UTC))
    for world in worlds:
        canaries.know("TRN", world.trns)
        canaries.know("script code", world.script_codes())
        canaries.know("sitting code", world.sitting_codes())
    assert list(fields_without(canaries)) == [], "No canary is planted there."
    problems: list[str] = []
    known: set[Role] = set()
    seen: set[tuple[Reader, Canary]] = set()
    for world, other in (worlds, reversed(worlds)):
        tour = Tour(world, canaries, known)
        tour.as_visitor()
        for key, reader in readers_of(world).items():
            if key not in TWINS:
                tour.as_own(reader, world.people[key])
        lines = Entry.objects.filter(provider=world.setup.provider).count()
        for key, reader in readers_of(other).items():
            if key in STRANGERS:
                tour.as_stranger(reader, other.people[key], other)
        tour.expect(
            Entry.objects.filter(provider=world.setup.provider).count() == lines,
            "any",
            "a stranger",
            "did something",
        )
        problems += tour.problems
        seen |= tour.seen
    monkeypatch.setattr("waymark.web.access.real_now", lambda: datetime(2026, 10, 22, 9, 0, tzinfo=UTC))
    problems += [line for pair in (worlds, worlds[::-1]) for line in moved_by_others(pair)]
    assert not problems, "\n".join(problems)
    shown_kinds = {(canary.kind, role) for reader, canary in seen for role in reader.roles}
    never = {
        (kind, role.value)
        for kind, rule in MAY_SEE.items()
        for role in rule
        if (kind, role) not in shown_kinds
    }
    assert sorted(never) == [], "The table allows what no page shows."
    kept = [caplog.text, serializers.serialize("json", [*Email.objects.all(), *Entry.objects.all()])]
    secret = {canary.kind for text in kept for canary in canaries.in_text(text) if "paper" in canary.kind}
    assert secret <= {"paper omission", "paper criterion"}
