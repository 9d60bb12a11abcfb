"""Staff of a cohort: roles are given and taken away, several at once, and a member of staff leaves the provider.

| Clause        | Says                                                                                         |
|---------------|----------------------------------------------------------------------------------------------|
| one current   | a person has a role in a cohort once at a time; what has ended stays, and can be given again   |
| mistake       | a role that is taken away on the day on which it was given is as if it had never been given    |
| held          | a role isn't taken away while they hold something in it that others must take over             |
| leaving       | after their last day a leaver has no role at the provider; someone else leads it               |
| undo          | a leaving is undone by name, until they are given a role again                                 |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from waymark.ground.cohorts import queries, words
from waymark.ground.cohorts.models import CohortStaff, Leaving
from waymark.ground.cohorts.partners.actions import end_partner_members_of, restore_partner_members_of
from waymark.ground.cohorts.rules import works_on
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people.queries import held_roles_of, list_holders
from waymark.ground.people.roles import NOT_STAFF, Role
from waymark.kit.clock import local_day
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotTakeRole(Refusal):
    """The role cannot be taken away now."""


class CannotLeave(Refusal):
    """The leaving cannot be recorded or undone."""


@dataclass(frozen=True)
class StaffChange:
    """Roles to give to people in a cohort, and members of its staff whose role ends."""

    give: tuple[tuple[Person, Role], ...] = ()
    take: tuple[CohortStaff, ...] = ()


@transaction.atomic
def take_from_staff(*, member: CohortStaff, by: Person, at: datetime) -> None:
    """End a role in a cohort now. Refused while they hold something there that others must take over."""
    row = lock_row(member)
    if row.ended_at is not None:
        return
    checks: Iterable[Any] = map(import_string, settings.STAFF_CHECKS)
    if reasons := [reason for check in checks for reason in check(member=member)]:
        raise CannotTakeRole(*reasons)
    _end(member, at=at)
    facts = {"role": row.role, "cohort": member.cohort.slug}
    ledger.record(
        "cohorts.unstaffed",
        about=member.person,
        provider_id=member.cohort.provider_id,
        by=by,
        at=at,
        facts=facts,
    )


def _end(member: CohortStaff, *, at: datetime) -> None:
    zone = queries.zone_of(cohort=member.cohort)
    today, rows = local_day(at, zone), CohortStaff.objects.filter(pk=member.pk)
    if local_day(member.at, zone) == today:
        rows.delete()
        return
    until_on = min(member.until_on or today, today)
    rows.update(ended_at=at, until_on=until_on, is_current=False)


def end_stale(*, cohort_id: int, person: Person, role: Role, today: date, at: datetime) -> None:
    """End a role whose last day is over, so that it can be given again."""
    rows = CohortStaff.objects.filter(cohort_id=cohort_id, person=person, role=role.value, ended_at=None)
    rows.filter(until_on__lt=today).update(ended_at=at, is_current=False)


@transaction.atomic
def record_leaving(*, person: Person, last_on: date, reason: str, by: Person, at: datetime) -> Leaving:
    """Record a member of staff's last day at the provider. Their roles end with it; what they hold does not move."""
    lock_row(person)
    today = local_day(at)
    _refuse_leaving(person, today=today)
    members = list(queries.list_roles_in_force(person=person))
    leaving = Leaving.objects.create(
        person=person,
        last_on=last_on,
        reason=reason.strip(),
        roles=sorted(role.value for role in held_roles_of(person) - NOT_STAFF),
        days={str(member.pk): member.until_on.isoformat() if member.until_on else None for member in members},
        by=by,
        at=at,
    )
    for member in members:
        until_on = min(member.until_on or last_on, last_on)
        _set_last_day(member, until_on, at=at)
    facts = {"last_on": last_on.isoformat()}
    ledger.record(
        "cohorts.leaving_recorded", about=person, provider_id=person.provider_id, by=by, at=at, facts=facts
    )
    if last_on < today:
        _put_into_force(leaving, at=at)
    return leaving


def _refuse_leaving(person: Person, *, today: date) -> None:
    roles = held_roles_of(person) - NOT_STAFF
    if not roles:
        raise CannotLeave(Reason("not_staff", words.NOT_STAFF.format(name=person.name)))
    if queries.find_leaving(person=person) is not None:
        raise CannotLeave(Reason("leaving_recorded", words.LEAVING_RECORDED.format(name=person.name)))
    if Role.LEAD in roles and _is_last_lead(person):
        raise CannotLeave(Reason("last_lead", words.LAST_LEAD.format(name=person.name)))


def _is_last_lead(person: Person) -> bool:
    others = [lead for lead in list_holders(provider=person.provider, role=Role.LEAD) if lead != person]
    return all(queries.find_leaving(person=lead) is not None for lead in others)


@transaction.atomic
def take_provider_role(*, person: Person, role: Role, by: Person, at: datetime) -> bool:
    """Take a role at the provider away; whether they had it. Someone always leads the provider."""
    lock_row(person.provider)
    if role is Role.LEAD and role in held_roles_of(person) and _is_last_lead(person):
        raise CannotTakeRole(Reason("last_lead", words.LAST_LEAD.format(name=person.name)))
    return people.take_role(person=person, role=role, by=by, at=at)


def _set_last_day(member: CohortStaff, until_on: date | None, *, at: datetime) -> None:
    today = local_day(at, queries.zone_of(cohort=member.cohort))
    is_current = works_on(today, from_on=member.from_on, until_on=until_on)
    CohortStaff.objects.filter(pk=member.pk).update(until_on=until_on, is_current=is_current)


def _put_into_force(leaving: Leaving, *, at: datetime) -> None:
    """The last day is over: no role is left."""
    person = leaving.person
    for member in queries.list_roles_in_force(person=person):
        CohortStaff.objects.filter(pk=member.pk).update(ended_at=at, is_current=False)
    end_partner_members_of(person=person, by=leaving.by, at=at)
    for role in sorted(held_roles_of(person) - NOT_STAFF):
        people.take_role(person=person, role=role, by=leaving.by, at=at)
    Leaving.objects.filter(pk=leaving.pk).update(in_force_at=at)
    ledger.record("cohorts.left", about=person, provider_id=person.provider_id, by=leaving.by, at=at)


@transaction.atomic
def put_leavings_into_force(*, at: datetime) -> int:
    """Take the roles of everyone whose last day is over; returns how many. The worker calls it."""
    due = Leaving.objects.filter(in_force_at=None, undone_at=None, last_on__lt=local_day(at))
    leavings = list(due.select_related("person__provider", "by"))
    for leaving in leavings:
        _put_into_force(leaving, at=at)
    return len(leavings)


@transaction.atomic
def undo_leaving(*, leaving: Leaving, by: Person, at: datetime) -> None:
    """Give a leaver their roles and days back. Refused once they were given a role again."""
    row, person = lock_row(leaving), leaving.person
    if row.undone_at is not None:
        return
    if row.in_force_at is not None and held_roles_of(person) - NOT_STAFF:
        raise CannotLeave(Reason("came_back", words.CAME_BACK.format(name=person.name)))
    Leaving.objects.filter(pk=row.pk).update(undone_at=at, undone_by=by)
    for role in row.roles:
        people.give_role(person=person, role=Role(role), by=by, at=at)
    if row.in_force_at is not None:
        restore_partner_members_of(person=person, ended_at=row.in_force_at, by=by, at=at)
    members = CohortStaff.objects.filter(pk__in=row.days).select_related("cohort__programme")
    for member in members:
        before = row.days[str(member.pk)]
        is_free = not queries.has_role_in_force(member=member)
        if member.ended_at is None or (member.ended_at == row.in_force_at and is_free):
            CohortStaff.objects.filter(pk=member.pk).update(ended_at=None)
            _set_last_day(member, date.fromisoformat(before) if before else None, at=at)
    ledger.record("cohorts.leaving_undone", about=person, provider_id=person.provider_id, by=by, at=at)
