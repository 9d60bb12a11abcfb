"""Questions about sessions, registers and study. The caller has found cohort or enrolment for the viewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import list_calendar, list_conditions, zone_of
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import GateName, Item, StudyPage, Way
from waymark.journey.learn.models import Attendance, StudyCompletion
from waymark.journey.learn.personal_data import DATA
from waymark.journey.learn.rules import REMAINDER, remaining_minutes
from waymark.kit.clock import earliest, zone_named
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class CohortSession:
    """One attended item of a cohort, and how many participants its register records."""

    item: Item
    calendar_item: CalendarItem
    starts_at: datetime
    recorded: int
    """How many participants the register names."""
    present: int
    """How many of them attended, for some or all of the time."""
    named: frozenset[int]
    """The ids of the enrolments that the register names."""


@dataclass(frozen=True, kw_only=True)
class StudyPart:
    """A page of a study item, or what the item asks beyond its pages, and when the participant completed it."""

    page_id: str
    title: str
    minutes: int
    completed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class HeldSession:
    """A session that is over, with what its register records."""

    title: str
    on: date
    planned: int
    """Whole minutes."""
    minutes: dict[int, int]
    """By the id of the enrolment; someone the register doesn't name is not in it."""


def starts_at(calendar_item: CalendarItem, *, zone: str) -> datetime:
    """When an item starts: its time, or the beginning of its first local day."""
    return calendar_item.starts_at or earliest(calendar_item.on, time(0), zone_named(zone))


def unmet_before_start(*, enrolment: Enrolment, at: datetime) -> list[str]:
    """What the participant must settle before they start to study, in sentences; usually nothing."""
    conditions = list_conditions(enrolment=enrolment, gate=GateName.START, at=at)
    return [sentence for condition in conditions if not condition.is_met for sentence in condition.reasons]


def list_sessions(*, cohort: Cohort) -> list[CohortSession]:
    """Every attended item of the cohort, in order of time."""
    zone = zone_of(cohort=cohort)
    items = {item.id: item for item in programme_of(cohort.programme).items if item.way is Way.ATTENDED}
    registers = _minutes_by_calendar_item(cohort=cohort)
    return [
        CohortSession(
            item=items[calendar_item.item_id],
            calendar_item=calendar_item,
            starts_at=starts_at(calendar_item, zone=zone),
            recorded=len(registers[calendar_item.pk]),
            present=sum(minutes > 0 for minutes in registers[calendar_item.pk].values()),
            named=frozenset(registers[calendar_item.pk]),
        )
        for calendar_item in list_calendar(cohort_id=cohort.pk)
        if calendar_item.item_id in items
    ]


def list_held_sessions(*, cohort: Cohort, at: datetime) -> list[HeldSession]:
    """The cohort's sessions that are over, in order of time; two statements."""
    registers = _minutes_by_calendar_item(cohort=cohort)
    items = {item.id: item for item in programme_of(cohort.programme).items if item.way is Way.ATTENDED}
    return [
        HeldSession(
            title=items[row.item_id].title,
            on=row.on,
            planned=items[row.item_id].minutes,
            minutes=dict(registers[row.pk]),
        )
        for row in list_calendar(cohort_id=cohort.pk)
        if row.item_id in items and row.ends_at <= at
    ]


def _minutes_by_calendar_item(*, cohort: Cohort) -> dict[int, dict[int, int]]:
    """The minutes of every register of the cohort, by calendar item and enrolment; the newest row counts."""
    attendances = Attendance.objects.filter(calendar_item__cohort=cohort).order_by("id")
    registers: dict[int, dict[int, int]] = defaultdict(dict)
    for calendar_item_id, enrolment_id, minutes in attendances.values_list(
        "calendar_item_id", "enrolment_id", "minutes"
    ):
        registers[calendar_item_id][enrolment_id] = minutes
    return registers


def attended_minutes(*, calendar_item: CalendarItem) -> dict[int, int]:
    """The minutes in the register of a session, by enrolment id; the newest row counts."""
    attendances = Attendance.objects.filter(calendar_item=calendar_item).order_by("id")
    return dict(attendances.values_list("enrolment_id", "minutes"))


def newest_attendance(*, calendar_item: CalendarItem, enrolment_ids: Collection[int]) -> Attendance:
    """The newest row of a register about any of these participants, with the person who saved it."""
    attendances = Attendance.objects.filter(calendar_item=calendar_item, enrolment_id__in=enrolment_ids)
    return attendances.select_related("by").latest("id")


def find_attendance(*, enrolment: Enrolment, item_id: str) -> Attendance | None:
    """What the register records for one participant now."""
    attendances = Attendance.objects.filter(enrolment=enrolment, calendar_item__item_id=item_id)
    return attendances.order_by("-id").first()


def list_study_parts(*, enrolment: Enrolment, item: Item) -> list[StudyPart]:
    """The pages of a study item in order, then what it asks beyond them."""
    completions = StudyCompletion.objects.filter(enrolment=enrolment, item_id=item.id)
    completed_at = dict(completions.values_list("page_id", "at"))
    parts = [
        StudyPart(
            page_id=page.id,
            title=page.title,
            minutes=page.minutes,
            completed_at=completed_at.get(page.id),
        )
        for page in item.pages
    ]
    remaining = remaining_minutes(planned=item.minutes, pages=[page.minutes for page in item.pages])
    if remaining or not item.pages:
        parts.append(
            StudyPart(
                page_id=REMAINDER,
                title="The rest of the course in the learning platform" if item.pages else item.title,
                minutes=remaining,
                completed_at=completed_at.get(REMAINDER),
            )
        )
    return parts


def find_page(*, item: Item, page_id: str) -> StudyPage | None:
    return next((page for page in item.pages if page.id == page_id), None)


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
