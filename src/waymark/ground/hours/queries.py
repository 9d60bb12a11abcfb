"""Questions about minutes credited to participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery, Sum

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours.models import Credit
from waymark.ground.hours.personal_data import DATA
from waymark.ground.hours.rules import (
    REGISTER_WEEK,
    Engagement,
    ItemProgress,
    ItemStatus,
    Outcome,
    Taken,
    are_met,
    decide_all,
    engagement_from_minutes,
    pieces_of,
)
from waymark.ground.programmes.conditions import ENGAGEMENT, Answer, GateName
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Gate, Item, Programme, Way
from waymark.kit.clock import local_day
from waymark.kit.formatting import duration
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.cohorts.queries import ItemEnd
    from waymark.ground.people.models import Person


NO_REGISTER = (
    "This session is over, but no minutes have been added to your hours. "
    "If you attended and nothing has been added by next week, email us."
)


def list_credits(*, enrolment: Enrolment) -> list[Credit]:
    """Every credit of one participant, oldest first."""
    return list(Credit.objects.filter(enrolment=enrolment).select_related("by").order_by("id"))


def get_minutes_by_item(*, enrolment: Enrolment) -> dict[str, int]:
    """Net minutes by item."""
    rows = Credit.objects.filter(enrolment=enrolment).values_list("item_id").annotate(minutes=Sum("minutes"))
    return dict(rows.order_by())


def list_calendar_with_minutes(*, enrolment: Enrolment) -> tuple[list[CalendarItem], dict[str, int]]:
    """A participant's calendar and net minutes by item, in one query."""
    credits = Credit.objects.filter(enrolment=enrolment, item_id=OuterRef("item_id")).order_by()
    total = Subquery(credits.values("item_id").annotate(total=Sum("minutes")).values("total"))
    rows = list_calendar(cohort_id=enrolment.cohort_id, credited=total)
    return rows, {row.item_id: getattr(row, "credited", None) or 0 for row in rows}


def get_minutes_by_enrolment(*, cohort: Cohort) -> dict[int, dict[str, int]]:
    """Net minutes by enrolment id and item, of a whole cohort in one query."""
    rows = Credit.objects.filter(enrolment__cohort=cohort).values_list("enrolment_id", "item_id")
    minutes_by_enrolment: dict[int, dict[str, int]] = defaultdict(dict)
    for enrolment_id, item_id, minutes in rows.annotate(minutes=Sum("minutes")).order_by():
        minutes_by_enrolment[enrolment_id][item_id] = minutes
    return minutes_by_enrolment


def get_engagement(*, enrolment: Enrolment, at: datetime) -> Engagement:
    """Minutes earned of the planned minutes, and the most that is still possible."""
    calendar = list_calendar(cohort_id=enrolment.cohort_id)
    programme = programme_of(enrolment.cohort.programme)
    return calculate_engagement(programme, calendar, get_minutes_by_item(enrolment=enrolment), at=at)


def answer_engagement(*, enrolments: Sequence[Enrolment], gate: GateName, at: datetime) -> dict[int, Answer]:
    """The condition `engagement`: whether the requirements of the gate are met now, with the reason of each.

    It is asked before the sitting, where the programme says so. An award decides the same list itself.
    """
    programme = programme_of(enrolments[0].cohort.programme)
    if gate is not GateName.SITTING or ENGAGEMENT not in programme.gate_conditions:
        return {}
    return {enrolment.pk: _answer(enrolment, at=at) for enrolment in enrolments}


def _answer(enrolment: Enrolment, *, at: datetime) -> Answer:
    outcomes = list_outcomes(enrolment=enrolment, at=at, gate=Gate.SITTING)
    reasons = tuple(outcome.reason for outcome in outcomes)
    return Answer(are_met(outcomes), reasons, reasons)


def list_outcomes(*, enrolment: Enrolment, at: datetime, gate: Gate | None = None) -> list[Outcome]:
    """How a participant stands with every requirement of the programme, or with those of one gate."""
    calendar = list_calendar(cohort_id=enrolment.cohort_id)
    credited = get_minutes_by_item(enrolment=enrolment)
    return calculate_outcomes(programme_of(enrolment.cohort.programme), calendar, credited, at=at, gate=gate)


def calculate_outcomes(
    programme: Programme,
    calendar: Sequence[CalendarItem] | Sequence[ItemEnd],
    credited: Mapping[str, int],
    *,
    at: datetime,
    gate: Gate | None = None,
) -> list[Outcome]:
    """The same from rows that have been read already."""
    ends = {row.item_id: row.ends_at for row in calendar}
    pieces = pieces_of(programme, ends, Taken(minutes=credited, caught_up={}), at=at)
    return decide_all(programme, pieces, on=local_day(at, programme.assessment.zone), gate=gate)


def calculate_engagement(
    programme: Programme, calendar: Sequence[CalendarItem], credited: Mapping[str, int], *, at: datetime
) -> Engagement:
    """The engagement, from rows that have been read already."""
    [engagement] = calculate_engagements(programme, calendar, [credited], at=at)
    return engagement


def calculate_engagements(
    programme: Programme,
    calendar: Sequence[CalendarItem] | Sequence[ItemEnd],
    credited: Iterable[Mapping[str, int]],
    *,
    at: datetime,
) -> list[Engagement]:
    """As `calculate_engagement`, for several participants of one cohort, in the order of their minutes."""
    planned = {item.id: item.minutes for item in programme.items if item.counts}
    closed = closed_items(programme, calendar, at=at)
    return [engagement_from_minutes(planned=planned, credited=minutes, closed=closed) for minutes in credited]


def closed_items(
    programme: Programme, calendar: Sequence[CalendarItem] | Sequence[ItemEnd], *, at: datetime
) -> set[str]:
    """Sessions that earn no more minutes: they ended more than a week ago, the time to save a register."""
    attended = {item.id for item in programme.items if item.way is Way.ATTENDED}
    return {row.item_id for row in calendar if row.item_id in attended and row.ends_at + REGISTER_WEEK <= at}


def calculate_item_progress(
    programme: Programme, calendar: Sequence[CalendarItem], credited: Mapping[str, int], *, at: datetime
) -> tuple[ItemProgress, ...]:
    """How far a participant is with every item, from rows that have been read already."""
    dates = {row.item_id: row for row in calendar}
    return tuple(
        _progress(programme, item, dates, credited.get(item.id, 0), at=at)
        for item in programme.items
        if item.id in dates
    )


def _progress(
    programme: Programme, item: Item, dates: Mapping[str, CalendarItem], earned: int, *, at: datetime
) -> ItemProgress:
    blocker = _unfinished_prerequisite(programme, item, dates, at=at)
    status, why = _status(item, dates[item.id], earned, blocker, at=at)
    return ItemProgress(item_id=item.id, status=status, why=why, minutes=item.minutes, earned=earned)


def _unfinished_prerequisite(
    programme: Programme, item: Item, dates: Mapping[str, CalendarItem], *, at: datetime
) -> str:
    """The title of an experience that must be over before the item opens; empty when there is none."""
    prerequisites = list(item.after)
    if item.question_set:
        prerequisites.append(programme.question_set(item.question_set).after)
    unfinished = [
        item_id
        for item_id in prerequisites
        if item_id in dates and dates[item_id].ends_at > at and item_id != item.id
    ]
    return programme.item(unfinished[0]).title if unfinished else ""


def _status(
    item: Item, dates: CalendarItem, earned: int, blocker: str, *, at: datetime
) -> tuple[ItemStatus, str]:
    if item.minutes and earned >= item.minutes:
        return ItemStatus.DONE, f"{duration(earned)} added to your hours."
    if earned > 0:
        return ItemStatus.IN_PROGRESS, f"{duration(earned)} of {duration(item.minutes)} added to your hours."
    if blocker:
        return ItemStatus.CANNOT_START, f"Opens when {blocker} ends."
    if item.way is Way.ATTENDED and dates.ends_at <= at:
        return ItemStatus.WAITING, NO_REGISTER
    return ItemStatus.NOT_STARTED, ""


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
