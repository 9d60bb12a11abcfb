"""One's own sign-ins, and the people that a visitor of the demonstration can be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from waymark.bridges.signin import words
from waymark.bridges.signin.models import Door, Guide, Outcome, SignInAttempt
from waymark.bridges.signin.personal_data import DATA
from waymark.bridges.signin.second_factor.queries import owes_second_factor
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider

__all__ = ["owes_second_factor"]

MOST_SHOWN = 100


class Group(TypedDict):
    provider: Provider
    guides: list[Guide]


def list_guides() -> list[Guide]:
    """By provider, in their order."""
    rows = Guide.objects.select_related("person__provider", "person__account")
    return list(rows.order_by("person__provider__short_name", "position", "id"))


def list_groups() -> list[Group]:
    """The guides by provider, in their order."""
    return [
        {"provider": provider, "guides": list(group)}
        for provider, group in groupby(list_guides(), key=lambda guide: guide.person.provider)
    ]


def find_guide(*, person_id: int) -> Guide | None:
    """By an id that a visitor may have typed, of any length."""
    return next((guide for guide in list_guides() if guide.person_id == person_id), None)


@dataclass(frozen=True)
class ShownAttempt:
    """An attempt to sign in, in words."""

    at: datetime
    outcome: str
    door: str
    address: str
    browser: str


def list_attempts_of(*, for_: Person) -> list[ShownAttempt]:
    """The newest attempts at the viewer's own account, at whichever provider."""
    rows = SignInAttempt.objects.filter(account__persons=for_).order_by("-at", "-id")[:MOST_SHOWN]
    return [
        ShownAttempt(
            at=row.at,
            outcome=words.OUTCOMES[Outcome(row.outcome)],
            door=words.DOORS[Door(row.door)],
            address=row.client_address or "",
            browser=row.browser,
        )
        for row in rows
    ]


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
