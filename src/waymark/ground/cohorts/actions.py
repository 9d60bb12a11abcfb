"""Opening a cohort, adding its staff, enrolling participants."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from waymark.ground.cohorts import emails, queries, rules, words
from waymark.ground.cohorts.enrolments.actions import (
    decide_deferral,
    end_assessment_deferral,
    leave_for,
    request_deferral,
    return_to_programme,
    set_delivery_partner,
    transfer,
    undo_change,
    withdraw,
)
from waymark.ground.cohorts.enrolments.declaring import record_declaration, void_declaration
from waymark.ground.cohorts.enrolments.enrolling import CannotEnrol, EnrolledPeople, enrol, enrol_people
from waymark.ground.cohorts.enrolments.refusing import CannotChangeEnrolment
from waymark.ground.cohorts.models import CalendarItem, Cohort, CohortStaff, Enrolment
from waymark.ground.cohorts.partners.actions import (
    CannotAddPartnerMember,
    add_partner_member,
    end_partner_member,
)
from waymark.ground.cohorts.role_rules import may_join_staff
from waymark.ground.cohorts.staffing import (
    CannotLeave,
    CannotTakeRole,
    end_stale,
    put_leavings_into_force,
    record_leaving,
    take_from_staff,
    take_provider_role,
    undo_leaving,
)
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import LABELS, Role
from waymark.ground.programmes.queries import newest_version_of, programme_of
from waymark.kit.addresses import site_address
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.models import PublishedProgramme

__all__ = [
    "CannotAddPartnerMember",
    "CannotChangeEnrolment",
    "CannotEnrol",
    "CannotLeave",
    "CannotOpenCohort",
    "CannotStaff",
    "CannotTakeRole",
    "EnrolledPeople",
    "add_partner_member",
    "assign_staff",
    "bring_staff_up_to_date",
    "change_staff_member",
    "decide_deferral",
    "end_assessment_deferral",
    "end_partner_member",
    "enrol",
    "enrol_people",
    "leave_for",
    "open_cohort",
    "put_leavings_into_force",
    "record_declaration",
    "record_leaving",
    "request_deferral",
    "return_to_programme",
    "set_delivery_partner",
    "take_from_staff",
    "take_provider_role",
    "transfer",
    "undo_change",
    "undo_leaving",
    "void_declaration",
    "withdraw",
]

LONGEST_SLUG = 60
"""A slug can be longer than its name: the ligature "ffi" becomes three letters."""


class CannotOpenCohort(Refusal):
    """The cohort cannot be opened as asked."""


class CannotStaff(Refusal):
    """The person cannot have that role in the cohort."""


@transaction.atomic
def open_cohort(
    *, programme: PublishedProgramme, name: str, starts_on: date, by: Person | None, at: datetime
) -> Cohort:
    """Create a cohort on this version of the programme, with its calendar counted from its first day."""
    lock_row(programme.provider)
    newest = newest_version_of(programme=programme)
    if programme.version < newest:
        raise CannotOpenCohort(Reason("old_version", words.OLD_VERSION.format(newest=newest)))
    slug = slugify(name)[:LONGEST_SLUG].strip("-")
    if not slug:
        raise CannotOpenCohort(Reason("no_name", "Enter a name with letters or numbers in it"))
    if Cohort.objects.filter(provider_id=programme.provider_id, slug=slug).exists():
        raise CannotOpenCohort(
            Reason("name_taken", f"There is already a cohort called {name}. Enter another name")
        )
    cohort = Cohort.objects.create(
        provider_id=programme.provider_id,
        programme=programme,
        name=name,
        slug=slug,
        starts_on=starts_on,
        by=by,
        at=at,
    )
    items, zone = programme_of(programme).items, queries.zone_of(cohort=cohort)
    CalendarItem.objects.bulk_create(
        CalendarItem(
            cohort=cohort,
            item_id=item.item_id,
            position=item.position,
            on=item.on,
            until=item.until,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            venue=item.venue,
        )
        for item in rules.calendar_from(items, starts_on=starts_on, zone=zone)
    )
    facts = {"programme": programme.slug, "version": programme.version, "starts_on": starts_on.isoformat()}
    ledger.record("cohorts.opened", about=cohort, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
    return cohort


@transaction.atomic
def assign_staff(
    *, cohort: Cohort, person: Person, role: Role, by: Person | None, at: datetime, tell: bool = True
) -> CohortStaff:
    """Add a person of the same provider to the staff of a cohort, in a role that they are given.

    `tell`: email them; a caller that tells them of several roles or tasks at once does so itself.
    """
    if person.provider_id != cohort.provider_id:
        raise CannotStaff(Reason("other_provider", "This person doesn’t work for this cohort’s provider."))
    lock_row(person)
    decision = may_join_staff(
        role=role,
        roles_in_cohort=queries.roles_in(cohort=cohort, person=person),
        roles_held=held_roles_of(person),
        takes_part=Enrolment.objects.filter(cohort=cohort, person=person).exists(),
    )
    if not decision.allowed:
        sentences = reasons_for(decision.reasons, words.STAFF_SENTENCES, name=person.name, cohort=cohort.name)
        raise CannotStaff(*sentences)
    people.give_role(person=person, role=role, by=by, at=at)
    today = local_day(at, queries.zone_of(cohort=cohort))
    end_stale(cohort_id=cohort.pk, person=person, role=role, today=today, at=at)
    staff, is_new = CohortStaff.objects.get_or_create(
        cohort=cohort, person=person, role=role.value, ended_at=None, defaults={"by": by, "at": at}
    )
    if is_new:
        facts = {"role": role.value, "cohort": cohort.slug}
        ledger.record(
            "cohorts.staffed", about=person, provider_id=cohort.provider_id, by=by, at=at, facts=facts
        )
        if tell and by is not None and by != person:
            _email_staff(staff, cohort, person, at=at)
    return staff


def _email_staff(staff: CohortStaff, cohort: Cohort, person: Person, *, at: datetime) -> None:
    values = {
        "greeting": person.greeting,
        "cohort": cohort.name,
        "role": LABELS[Role(staff.role)].lower(),
        "starts": long_date(cohort.starts_on),
        "link": site_address("web:home"),
    }
    once = f"cohorts.staffed:{staff.pk}"
    message = people.Message(emails.STAFFED, person.email, values, once=once, cohort_id=cohort.pk)
    people.queue_message(message, provider=cohort.provider, at=at)


@transaction.atomic
def change_staff_member(
    *,
    member: CohortStaff,
    organisation: str,
    from_on: date | None,
    until_on: date | None,
    by: Person,
    at: datetime,
) -> CohortStaff:
    """Put right where a member of staff works, and from when until when they work with the cohort.

    Outside these days they see nothing of the cohort. Scripts that they haven’t marked then go to other markers.
    """
    if from_on and until_on and until_on < from_on:
        raise CannotStaff(Reason("until_on", "Last day must be the same as or after the first day"))
    row = lock_row(member)
    people.change_organisation(person=member.person, name=organisation, by=by, at=at)
    before = [row.from_on, row.until_on]
    if before != [from_on, until_on]:
        row.from_on, row.until_on = from_on, until_on
        today = local_day(at, queries.zone_of(cohort=member.cohort))
        row.is_current = rules.works_on(today, from_on=from_on, until_on=until_on)
        row.save(update_fields=["from_on", "until_on", "is_current"])
        days = {"from": from_on, "until": until_on}
        facts = {name: day.isoformat() for name, day in days.items() if day} | {"role": row.role}
        ledger.record(
            "cohorts.staff_dated", about=row, provider_id=member.cohort.provider_id, by=by, at=at, facts=facts
        )
    return row


@transaction.atomic
def bring_staff_up_to_date(*, at: datetime) -> int:
    """Staff whose first day has come, or whose last day is over; returns how many. The worker calls it."""
    rows = CohortStaff.objects.filter(ended_at=None)
    dated = rows.exclude(from_on=None, until_on=None).select_related("cohort__programme")
    changed = 0
    for row in dated:
        today = local_day(at, queries.zone_of(cohort=row.cohort))
        is_current = rules.works_on(today, from_on=row.from_on, until_on=row.until_on)
        if is_current != row.is_current:
            changed += CohortStaff.objects.filter(pk=row.pk).update(is_current=is_current)
    return changed
