"""Who may look at whose pages, and whether an access is still open.

| Rule                                                             | Here            |
|------------------------------------------------------------------|-----------------|
| issue: staff of the same provider only                           | `OTHER_PROVIDER`|
| issue: no one views staff with more rights than their own        | `MORE_RIGHTS`   |
| a lead has pages of their own already                            | `OWN`           |
| a merged record, or a person without a role, has no pages        | `NO_PAGES`      |
| a lead who has lost the role has lost the access too             | `NOT_LEAD`      |
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from waymark.ground.people.roles import Role
from waymark.kit.decisions import Decision

LASTS = timedelta(minutes=30)
MAY_BE_SEEN = frozenset({Role.PARTICIPANT, Role.FACILITATOR, Role.COACH, Role.ASSISTANT})
"""Roles whose pages show nothing that a lead could not ask for. The others mark, confirm, decide or write papers."""


class SupportReason(StrEnum):
    OWN = "own"
    NOT_LEAD = "not_lead"
    OTHER_PROVIDER = "other_provider"
    MORE_RIGHTS = "more_rights"
    NO_PAGES = "no_pages"


@dataclass(frozen=True, kw_only=True)
class Someone:
    """What the rule asks about a person."""

    person_id: int
    provider_id: int
    roles: frozenset[Role]
    is_merged: bool = False


def may_look(*, viewer: Someone, person: Someone) -> Decision[SupportReason]:
    """Every reason why the viewer may not see what the person sees."""
    reasons = []
    if viewer.person_id == person.person_id:
        reasons.append(SupportReason.OWN)
    if Role.LEAD not in viewer.roles:
        reasons.append(SupportReason.NOT_LEAD)
    if viewer.provider_id != person.provider_id:
        reasons.append(SupportReason.OTHER_PROVIDER)
    if has_more_rights(person.roles):
        reasons.append(SupportReason.MORE_RIGHTS)
    if person.is_merged or not person.roles:
        reasons.append(SupportReason.NO_PAGES)
    return Decision(tuple(reasons))


def has_more_rights(roles: Collection[Role]) -> bool:
    """Whether someone with these roles sees what a lead must not: scripts, papers to come, undecided awards."""
    return bool(frozenset(roles) - MAY_BE_SEEN)


def is_open(*, until: datetime, ended_at: datetime | None, at: datetime) -> bool:
    """The moment at which it ends belongs to it no more."""
    return ended_at is None and at < until
