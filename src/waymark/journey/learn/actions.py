"""Taking a register, and completing study: the acts that credit minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours.actions import credit
from waymark.ground.ledger import actions as ledger
from waymark.ground.programmes.queries import programme_of
from waymark.journey.learn import queries, rules, words
from waymark.journey.learn.models import Attendance, StudyCompletion
from waymark.kit.refusals import Refusal
from waymark.kit.show import long_date, long_moment
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


class CannotTakeRegister(Refusal):
    """The register cannot be saved so."""


class CannotComplete(Refusal):
    """The study cannot be completed yet."""


@transaction.atomic
def take_register(
    *, dated: CalendarItem, minutes: Mapping[Enrolment, int], by: Person, at: datetime
) -> list[Attendance]:
    """Record minutes of each participant of the session. A change adds a row and credits the difference."""
    programme = programme_of(dated.cohort.programme)
    item = programme.item(dated.item_id)
    begins = queries.starts_at(dated, zone=programme.assessment.zone)
    whys = rules.may_take_register(starts_at=begins, at=at, minutes=minutes.values(), planned=item.minutes)
    if whys:
        raise CannotTakeRegister(*words.reasons(whys, starts=long_moment(begins), planned=item.minutes))
    hold(dated)
    before = queries.attended_minutes(dated=dated)
    new = [(one, said) for one, said in minutes.items() if before.get(one.pk) != said]
    rows = [_note(dated, one, said, said - before.get(one.pk, 0), by=by, at=at) for one, said in new]
    if rows:
        facts = {"item": item.id, "changed": len(rows)}
        provider = dated.cohort.provider_id
        ledger.note("learn.register_taken", about=dated, provider_id=provider, by=by, at=at, facts=facts)
    return rows


def _note(
    dated: CalendarItem, enrolment: Enrolment, minutes: int, more: int, *, by: Person, at: datetime
) -> Attendance:
    row = Attendance.objects.create(calendar_item=dated, enrolment=enrolment, minutes=minutes, by=by, at=at)
    credit(
        enrolment=enrolment,
        item_id=dated.item_id,
        minutes=more,
        source="learn.attendance",
        because=row,
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def complete(*, enrolment: Enrolment, item: Item, page_id: str, by: Person, at: datetime) -> StudyCompletion:
    """Complete one page, or the rest of the item, once; its minutes are credited."""
    reading = next(
        one for one in queries.list_readings(enrolment=enrolment, item=item) if one.page_id == page_id
    )
    dated = next(one for one in list_calendar(cohort_id=enrolment.cohort_id) if one.item_id == item.id)
    zone = programme_of(enrolment.cohort.programme).assessment.zone
    whys = rules.may_complete(opens_at=queries.starts_at(dated, zone=zone), at=at)
    if whys:
        raise CannotComplete(*words.reasons(whys, opens=long_date(dated.on)))
    row, is_new = StudyCompletion.objects.get_or_create(
        enrolment=enrolment, item_id=item.id, page_id=page_id, defaults={"by": by, "at": at}
    )
    if is_new:
        credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=reading.minutes,
            source="learn.study",
            because=row,
            by=by,
            at=at,
        )
        provider = enrolment.cohort.provider_id
        facts = {"item": item.id, "page": page_id}
        ledger.note("learn.study_completed", about=row, provider_id=provider, by=by, at=at, facts=facts)
    return row
