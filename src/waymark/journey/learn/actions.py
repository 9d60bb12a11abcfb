"""Take a register and complete study: both add minutes to the participant's hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import list_calendar, zone_of
from waymark.ground.hours.actions import credit, credit_new_rows
from waymark.ground.ledger import actions as ledger
from waymark.ground.programmes.queries import programme_of
from waymark.journey.learn import queries, rules, words
from waymark.journey.learn.models import Attendance, StudyCompletion
from waymark.kit.formatting import long_date, long_moment
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


class CannotTakeRegister(Refusal):
    """The register cannot be saved."""


class CannotCompleteStudy(Refusal):
    """The study item has not opened yet, or something must be settled before the participant starts."""


@transaction.atomic
def take_register(
    *,
    calendar_item: CalendarItem,
    minutes: Mapping[int, int],
    by: Person,
    at: datetime,
    made_from: Mapping[int, int] | None = None,
) -> list[Attendance]:
    """Record the minutes of each participant, by enrolment id. A change adds a row and credits the difference.

    `made_from` are the minutes that the form showed. Who is sent as they were shown is left as they are now, and where
    someone else has saved other minutes since, `ChangedSince` is raised. Without it every one of `minutes` counts.
    Returns the rows that were added.
    """
    item = programme_of(calendar_item.cohort.programme).item(calendar_item.item_id)
    starts_at = queries.starts_at(calendar_item, zone=zone_of(cohort=calendar_item.cohort))
    decision = rules.may_take_register(
        starts_at=starts_at, at=at, minutes=minutes.values(), planned=item.minutes
    )
    if not decision.allowed:
        facts = {"starts": long_moment(starts_at), "planned": item.minutes}
        raise CannotTakeRegister(*reasons_for(decision.reasons, words.REGISTER_SENTENCES, **facts))
    lock_row(calendar_item)
    recorded = queries.attended_minutes(calendar_item=calendar_item)
    changes = {
        enrolment_id: attended
        for enrolment_id, attended in minutes.items()
        if recorded.get(enrolment_id) != attended
        and (made_from is None or made_from.get(enrolment_id) != attended)
    }
    if made_from is not None:
        _refuse_if_changed(calendar_item, changes, recorded, made_from)
    attendances = Attendance.objects.bulk_create(
        Attendance(calendar_item=calendar_item, enrolment_id=enrolment_id, minutes=attended, by=by, at=at)
        for enrolment_id, attended in changes.items()
    )
    credit_new_rows(
        (
            (
                attendance.enrolment_id,
                attendance.pk,
                attendance.minutes - recorded.get(attendance.enrolment_id, 0),
            )
            for attendance in attendances
        ),
        item_id=calendar_item.item_id,
        source="learn.attendance",
        by=by,
        at=at,
    )
    if attendances:
        ledger.record(
            "learn.register_taken",
            about=calendar_item,
            provider_id=calendar_item.cohort.provider_id,
            by=by,
            at=at,
            facts={"item": item.id, "changed": len(attendances)},
        )
    return attendances


def _refuse_if_changed(
    calendar_item: CalendarItem,
    changes: Mapping[int, int],
    recorded: Mapping[int, int],
    made_from: Mapping[int, int],
) -> None:
    changed = [
        enrolment_id for enrolment_id in changes if recorded.get(enrolment_id) != made_from.get(enrolment_id)
    ]
    if changed:
        newest = queries.newest_attendance(calendar_item=calendar_item, enrolment_ids=changed)
        raise ChangedSince(by=newest.by.name, at=newest.at)


@transaction.atomic
def complete_study(
    *, enrolment: Enrolment, item: Item, page_id: str, by: Person, at: datetime
) -> StudyCompletion:
    """Complete one page, or the remainder of the item, once, and credit its minutes."""
    parts = queries.list_study_parts(enrolment=enrolment, item=item)
    part = next(part for part in parts if part.page_id == page_id)
    calendar = list_calendar(cohort_id=enrolment.cohort_id)
    calendar_item = next(entry for entry in calendar if entry.item_id == item.id)
    opens_at = queries.starts_at(calendar_item, zone=zone_of(cohort=enrolment.cohort))
    decision = rules.may_complete(opens_at=opens_at, at=at)
    if not decision.allowed:
        opens = long_date(calendar_item.on)
        raise CannotCompleteStudy(*reasons_for(decision.reasons, words.STUDY_SENTENCES, opens=opens))
    unmet = queries.unmet_before_start(enrolment=enrolment, at=at)
    if unmet:
        raise CannotCompleteStudy(*(Reason("condition", sentence) for sentence in unmet))
    completion, is_new = StudyCompletion.objects.get_or_create(
        enrolment=enrolment, item_id=item.id, page_id=page_id, defaults={"by": by, "at": at}
    )
    if is_new:
        credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=part.minutes,
            source="learn.study",
            because=completion,
            by=by,
            at=at,
        )
        ledger.record(
            "learn.study_completed",
            about=completion,
            provider_id=enrolment.cohort.provider_id,
            by=by,
            at=at,
            facts={"item": item.id, "page": page_id},
        )
    return completion
