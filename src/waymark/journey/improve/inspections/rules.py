"""Which sections a pack has, which numbers are too small to be shown, and when a link can be used. Pure.

| Clause                 | Says                                                                       | Here |
|------------------------|----------------------------------------------------------------------------|------|
| pack: inspection_packs | templates name their sections; one with every section is always there | `templates_from` |
| house: small numbers   | a count below five, or with a remainder below five, isn't shown | `shown_count` |
| house: links           | a link works until it expires or is ended; a pack covers two years at most | `link_state` |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from waymark.kit.decisions import Decision

if TYPE_CHECKING:
    from waymark.ground.programmes.values import InspectionTemplate

FEWEST = 5
MOST_DAYS = 731
MOST_LINK_DAYS = 90


class SectionId(StrEnum):
    PROGRAMME = "programme"
    CALENDAR = "calendar"
    STAFF = "staff"
    ATTENDANCE = "attendance"
    PEOPLE = "people"
    EVALUATION = "evaluation"
    IMPROVEMENTS = "improvements"
    MARKING = "marking"
    APPEALS = "appeals"
    STATEMENTS = "statements"


class PackReason(StrEnum):
    ENDS_BEFORE = "until_on"
    TOO_LONG = "period"


class LinkState(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Template:
    """What a pack consists of, in this order."""

    id: str
    title: str
    sections: tuple[SectionId, ...]


EVERYTHING = Template(id="everything", title="All sections", sections=tuple(SectionId))


def templates_from(templates: Iterable[InspectionTemplate]) -> tuple[Template, ...]:
    """Those of the packs, each once, and the one that every provider has."""
    named = {
        template.id: Template(
            id=template.id,
            title=template.title,
            sections=tuple(SectionId(section) for section in template.sections),
        )
        for template in templates
    }
    return (*(row for row in named.values() if row.id != EVERYTHING.id), EVERYTHING)


def may_make_pack(*, from_on: date, until_on: date) -> Decision[PackReason]:
    reasons = []
    if until_on < from_on:
        reasons.append(PackReason.ENDS_BEFORE)
    elif (until_on - from_on).days >= MOST_DAYS:
        reasons.append(PackReason.TOO_LONG)
    return Decision(tuple(reasons))


def shown_count(count: int, *, of: int) -> str:
    """A count of people as it is shown: none, all, a figure, or that it is too small to show."""
    if count in (0, of):
        return f"{count:,} of {of:,}"
    if count < FEWEST or of - count < FEWEST:
        return f"not shown: fewer than {FEWEST} people"
    return f"{count:,} of {of:,}"


def link_state(*, expires_at: datetime, ended_at: datetime | None, at: datetime) -> LinkState:
    if ended_at is not None:
        return LinkState.ENDED
    return LinkState.EXPIRED if expires_at <= at else LinkState.OPEN


def link_expires(at: datetime, *, days: int) -> datetime:
    return at + timedelta(days=days)
