"""Who works for a provider, how far their invitation is, and what lines of staff to be invited would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.roles import LABELS, NOT_STAFF, Role
from waymark.journey.apply.staff.rules import (
    OF_A_COHORT,
    LineRemark,
    StaffLine,
    StaffRemark,
    read_staff_lines,
)
from waymark.kit.email_addresses import is_email

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Leaving
    from waymark.ground.people.models import Person

STAFF = tuple(role for role in Role if role not in NOT_STAFF)


class InvitationState(StrEnum):
    SIGNED_UP = "signed_up"
    INVITED = "invited"
    EXPIRED = "expired"
    NOT_INVITED = "not_invited"


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """Someone who works, or has worked, for the provider."""

    person: Person
    roles: tuple[str, ...]
    """Labels of the roles at the provider."""
    work: tuple[cohorts.WorkInCohort, ...]
    state: InvitationState
    invited_at: datetime | None
    leaving: Leaving | None

    @property
    def has_left(self) -> bool:
        return not self.roles


def list_staff_members(*, for_: Person, at: datetime) -> list[StaffMember]:
    """Everyone at the viewer's provider with a staff role, and everyone who has left, by name."""
    leavings = cohorts.list_leavings_for(for_=for_)
    persons = people.list_staff_persons(for_=for_, also=leavings)
    work: dict[int, list[cohorts.WorkInCohort]] = {}
    for row in cohorts.list_work_for(for_=for_):
        work.setdefault(row.person_id, []).append(row)
    return [
        StaffMember(
            person=person,
            roles=tuple(LABELS[role] for role in Role if role in people.roles_of(person) - NOT_STAFF),
            work=tuple(work.get(person.pk, ())),
            state=_state(person, at=at),
            invited_at=max((row.at for row in person.invitations.all()), default=None),
            leaving=leavings.get(person.pk),
        )
        for person in persons
    ]


def _state(person: Person, *, at: datetime) -> InvitationState:
    if person.account_id is not None:
        return InvitationState.SIGNED_UP
    invitations = list(person.invitations.all())
    if not invitations:
        return InvitationState.NOT_INVITED
    is_open = any(
        row.accepted_at is None and row.withdrawn_at is None and row.expires_at > at for row in invitations
    )
    return InvitationState.INVITED if is_open else InvitationState.EXPIRED


@dataclass(frozen=True, kw_only=True)
class StaffPlan:
    """What the lines would do, line by line."""

    lines: tuple[StaffLine, ...]
    known: dict[str, Person]
    """By lower-case email address."""
    cohorts: dict[str, Cohort]

    @property
    def has_problems(self) -> bool:
        return any(line.problems for line in self.lines)

    @property
    def has_guesses(self) -> bool:
        return any(line.guesses for line in self.lines)

    @property
    def people(self) -> int:
        return len({line.email for line in self.lines})


def plan_staff(*, for_: Person, text: str, cohort: str) -> StaffPlan:
    """Reads the lines, and asks about each role what `give_role` and `assign_staff` will ask."""
    own = {row.slug: row for row in cohorts.list_cohorts_for(for_=for_, role=Role.LEAD)}
    names = {slug: row.name for slug, row in own.items()}
    lines = read_staff_lines(text, cohorts=names, cohort=cohort, is_email=is_email)
    known = people.list_persons_by_email(
        provider=for_.provider, emails=[line.email for line in lines if line.email]
    )
    compared = tuple(_compare(line, known.get(line.email), own.get(line.cohort)) for line in lines)
    return StaffPlan(lines=compared, known=known, cohorts=own)


def _compare(line: StaffLine, person: Person | None, cohort: Cohort | None) -> StaffLine:
    if person is None:
        return line
    if person.name.casefold() == line.name.casefold():
        line = line.with_remarks(LineRemark(StaffRemark.KNOWN))
    else:
        line = line.with_remarks(LineRemark(StaffRemark.KNOWN_BY_ANOTHER_NAME, person.name))
    for role in line.roles:
        line = _compare_role(line, role, person, cohort if role in OF_A_COHORT else None)
    return line


def _compare_role(line: StaffLine, role: Role, person: Person, cohort: Cohort | None) -> StaffLine:
    reasons = tuple(cohorts.reasons_against_role(person=person, role=role))
    has_role = role in people.held_roles_of(person) if cohort is None else False
    if cohort is not None:
        [(_, [state])] = cohorts.role_table(cohort=cohort, people=[person], roles=[role])
        reasons, has_role = (*reasons, *state.reasons), state.member is not None
    if has_role:
        return line.with_remarks(LineRemark(StaffRemark.HAS_THE_ROLE))
    return line.with_remarks(*(LineRemark(StaffRemark.NOT_ALLOWED, reason.sentence) for reason in reasons))
