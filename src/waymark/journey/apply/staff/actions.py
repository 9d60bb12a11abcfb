"""Inviting staff, giving and taking their roles, and copying them from an earlier cohort."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.people import actions as people
from waymark.ground.people.actions import Message
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import LABELS, Role
from waymark.journey.apply.emails import ROLES_GIVEN
from waymark.journey.apply.staff.rules import OF_A_COHORT, OF_THE_PROVIDER
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, CohortStaff
    from waymark.ground.people.models import Person
    from waymark.journey.apply.staff.queries import StaffPlan
    from waymark.journey.apply.staff.rules import StaffLine


class CannotInviteStaff(Refusal):
    """Not every line can be used."""


@dataclass(frozen=True, kw_only=True)
class StaffInvited:
    invited: int
    """People who get an email with a link."""
    informed: int
    """People with an account who get an email about their new roles."""


@transaction.atomic
def invite_staff(*, plan: StaffPlan, site: str, by: Person, at: datetime) -> StaffInvited:
    """Add everyone on the lines with their roles, and email each of them once: all of them, or no one."""
    if plan.has_problems:
        raise CannotInviteStaff(Reason("problems", "Correct every line first"))
    given: dict[Person, list[str]] = {}
    for line in plan.lines:
        person, labels = _add(line, plan, by=by, at=at)
        given.setdefault(person, []).extend(labels)
    invited = informed = 0
    for person, labels in given.items():
        if person.account_id is None:
            invited += invite_once(person, site=site, by=by, at=at)
        elif labels:
            tell_of_roles(person=person, roles=labels, by=by, at=at)
            informed += 1
    return StaffInvited(invited=invited, informed=informed)


def _add(line: StaffLine, plan: StaffPlan, *, by: Person, at: datetime) -> tuple[Person, list[str]]:
    """The person, and what they were given that they did not have."""
    person = people.add_person(
        provider=by.provider,
        given_name=line.given_name,
        family_name=line.family_name,
        email=line.email,
        by=by,
        at=at,
    )
    labels = []
    for role in line.roles:
        if role in OF_A_COHORT:
            cohort = plan.cohorts[line.cohort]
            member = cohorts.assign_staff(cohort=cohort, person=person, role=role, by=by, at=at, tell=False)
            labels += [f"{LABELS[role].lower()} of {cohort.name}"] if member.at == at else []
        else:
            held = people.give_role(person=person, role=role, by=by, at=at)
            labels += [LABELS[role].lower()] if held.at == at else []
    return person, labels


def invite_once(person: Person, *, site: str, by: Person, at: datetime) -> bool:
    """Unless a link that they can still use is on its way."""
    if person.invitations.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at).exists():
        return False
    people.invite(person=person, site=site, by=by, at=at)
    return True


@transaction.atomic
def give_roles(
    *, cohort: Cohort, roles: Sequence[tuple[Person, Role]], by: Person, at: datetime
) -> list[CohortStaff]:
    """Give these people these roles in a cohort: all of them, or none. Each who has an account is emailed once."""
    members: list[CohortStaff] = []
    given: dict[Person, list[str]] = {}
    for person, role in roles:
        members.append(
            cohorts.assign_staff(cohort=cohort, person=person, role=role, by=by, at=at, tell=False)
        )
        given.setdefault(person, []).append(f"{LABELS[role].lower()} of {cohort.name}")
    for person, labels in given.items():
        if person.account_id is not None and person != by:
            tell_of_roles(person=person, roles=labels, by=by, at=at)
    return members


@transaction.atomic
def change_roles(
    *,
    cohort: Cohort,
    give: Sequence[tuple[Person, Role]],
    take: Sequence[CohortStaff],
    by: Person,
    at: datetime,
) -> None:
    """Give and take roles in a cohort in one act. What is taken goes first, so that people can change places."""
    for member in take:
        cohorts.take_from_staff(member=member, by=by, at=at)
    give_roles(cohort=cohort, roles=give, by=by, at=at)


def tell_of_roles(*, person: Person, roles: Sequence[str], by: Person, at: datetime) -> None:
    values = {"name": person.name, "by": by.name, "roles": ", ".join(roles)}
    once = f"staff.roles:{person.pk}:{at.timestamp():.6f}"
    message = Message(ROLES_GIVEN, person.email, values, once=once)
    people.queue_message(message, provider=person.provider, at=at)


@transaction.atomic
def invite_again(*, person: Person, site: str, by: Person, at: datetime) -> bool:
    """Send a member of staff who has no account a new link; False if they have one."""
    if person.account_id is not None:
        return False
    people.invite(person=person, site=site, by=by, at=at)
    return True


@transaction.atomic
def change_provider_roles(*, person: Person, roles: Collection[Role], by: Person, at: datetime) -> bool:
    """Give and take roles at the provider, so that the person has just these; whether anything changed."""
    held, labels, changed = held_roles_of(person), [], False
    for role in sorted(OF_THE_PROVIDER & held - {*roles}):
        changed |= cohorts.take_provider_role(person=person, role=role, by=by, at=at)
    for role in sorted({*roles} - held):
        people.give_role(person=person, role=role, by=by, at=at)
        labels.append(LABELS[role].lower())
    if labels and person.account_id is not None and person != by:
        tell_of_roles(person=person, roles=labels, by=by, at=at)
    return changed or bool(labels)
