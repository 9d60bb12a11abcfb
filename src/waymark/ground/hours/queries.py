"""Questions to the hours book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery, Sum

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours.models import Credit
from waymark.ground.hours.rules import Standing, decide, standing_from
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Programme, Way
from waymark.kit.formatting import hours as shown
from waymark.kit.progress import Status, Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment


REGISTER_WEEK = timedelta(days=7)
"""How long after a session its register may still be on its way."""


def list_credits(*, enrolment: Enrolment) -> list[Credit]:
    """Every line of one participant, oldest first."""
    return list(Credit.objects.filter(enrolment=enrolment).select_related("by").order_by("id"))


def credited_by_item(*, enrolment: Enrolment) -> dict[str, int]:
    """Net minutes by item."""
    rows = Credit.objects.filter(enrolment=enrolment).values_list("item_id").annotate(minutes=Sum("minutes"))
    return dict(rows.order_by())


def calendar_with_credits(*, enrolment: Enrolment) -> tuple[list[CalendarItem], dict[str, int]]:
    """A participant's calendar and net minutes by item, in one query."""
    lines = Credit.objects.filter(enrolment=enrolment, item_id=OuterRef("item_id")).order_by()
    total = Subquery(lines.values("item_id").annotate(total=Sum("minutes")).values("total"))
    rows = list_calendar(cohort_id=enrolment.cohort_id, credited=total)
    return rows, {row.item_id: getattr(row, "credited", None) or 0 for row in rows}


def credited_in_cohort(*, cohort: Cohort) -> dict[int, dict[str, int]]:
    """Net minutes by enrolment id and item, of a whole cohort in one query."""
    rows = Credit.objects.filter(enrolment__cohort=cohort).values_list("enrolment_id", "item_id")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for enrolment_id, item_id, minutes in rows.annotate(minutes=Sum("minutes")).order_by():
        found[enrolment_id][item_id] = minutes
    return found


def standing_of(*, enrolment: Enrolment, at: datetime) -> Standing:
    """Minutes earned of the base, and the best still possible."""
    calendar = list_calendar(cohort_id=enrolment.cohort_id)
    programme = programme_of(enrolment.cohort.programme)
    return standing_by(programme, calendar, credited_by_item(enrolment=enrolment), at=at)


def is_engaged_enough(*, enrolment: Enrolment, at: datetime) -> tuple[bool, tuple[str, ...]]:
    """The condition `engagement`: whether the programme's rule is satisfied now, and every reason."""
    standing = standing_of(enrolment=enrolment, at=at)
    rule = programme_of(enrolment.cohort.programme).engagement
    decision = decide(earned=standing.earned, of=standing.base, rule=rule)
    return decision.engaged, decision.reasons


def standing_by(
    programme: Programme, calendar: Sequence[CalendarItem], credited: Mapping[str, int], *, at: datetime
) -> Standing:
    """The standing from what was read already."""
    planned = {item.id: item.minutes for item in programme.items if item.counts}
    return standing_from(planned=planned, credited=credited, closed=closed_items(programme, calendar, at=at))


def closed_items(programme: Programme, calendar: Sequence[CalendarItem], *, at: datetime) -> set[str]:
    """Items that earn no more by themselves: sessions that are over, a week for the register left aside."""
    attended = {item.id for item in programme.items if item.way is Way.ATTENDED}
    return {one.item_id for one in calendar if one.item_id in attended and one.ends_at + REGISTER_WEEK <= at}


def steps_of(*, enrolment: Enrolment, ways: Collection[Way], at: datetime) -> tuple[Step, ...]:
    """How far a participant is with every item that is done in one of these ways."""
    calendar = list_calendar(cohort_id=enrolment.cohort_id)
    programme = programme_of(enrolment.cohort.programme)
    credited = credited_by_item(enrolment=enrolment)
    return tuple(step for step, item in _steps(programme, calendar, credited, at=at) if item.way in ways)


def steps_by(
    programme: Programme, calendar: Sequence[CalendarItem], credited: Mapping[str, int], *, at: datetime
) -> tuple[Step, ...]:
    """The same for every item, from what was read already."""
    return tuple(step for step, _ in _steps(programme, calendar, credited, at=at))


def _steps(
    programme: Programme, calendar: Sequence[CalendarItem], credited: Mapping[str, int], *, at: datetime
) -> list[tuple[Step, Item]]:
    dated = {one.item_id: one for one in calendar}
    waits = {item.id: _awaited(programme, item, dated, at=at) for item in programme.items}
    return [
        (_step(item, dated[item.id], credited.get(item.id, 0), waits[item.id], at=at), item)
        for item in programme.items
        if item.id in dated
    ]


def _awaited(programme: Programme, item: Item, dated: Mapping[str, CalendarItem], *, at: datetime) -> str:
    """The title of the experience that must be over first, while it is not."""
    first = (*item.after, *([programme.question_set(item.question_set).after] if item.question_set else []))
    waiting = [one for one in first if one in dated and dated[one].ends_at > at and one != item.id]
    return programme.item(waiting[0]).title if waiting else ""


def _step(item: Item, dated: CalendarItem, earned: int, awaited: str, *, at: datetime) -> Step:
    status, why = _status(item, dated, earned, awaited, at=at)
    return Step(item_id=item.id, status=status, why=why, minutes=item.minutes, earned=earned)


def _status(
    item: Item, dated: CalendarItem, earned: int, awaited: str, *, at: datetime
) -> tuple[Status, str]:
    if item.minutes and earned >= item.minutes:
        return Status.DONE, f"{shown(earned)} credited."
    if earned > 0:
        return Status.IN_PROGRESS, f"{shown(earned)} of {shown(item.minutes)} credited."
    if awaited:
        return Status.CANNOT_START, f"Opens when {awaited} is over."
    if item.way is Way.ATTENDED and dated.ends_at <= at:
        return (
            Status.WAITING,
            "It is over, and no minutes are credited. If you were there, and it stays so, tell us.",
        )
    return Status.NOT_STARTED, ""
