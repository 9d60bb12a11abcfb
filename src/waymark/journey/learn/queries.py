"""Questions about sessions, registers and study. The caller has found cohort or enrolment for the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours import queries as hours
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, StudyPage, Way
from waymark.journey.learn.models import Attendance, StudyCompletion
from waymark.journey.learn.rules import WHOLE, rest_of
from waymark.kit.clock import earliest, zone_named
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Session:
    """One attended item of a cohort, and what its register says."""

    item: Item
    dated: CalendarItem
    starts_at: datetime
    noted: int
    """How many participants the register speaks of."""
    present: int
    """How many of them were there, for some or all of it."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A page of a study item, or what the item asks beyond its pages, and whether it is done."""

    page_id: str
    title: str
    minutes: int
    done_at: datetime | None


def starts_at(dated: CalendarItem, *, zone: str) -> datetime:
    """When an item starts: its hour, or the beginning of its first local day."""
    return dated.starts_at or earliest(dated.on, time(0), zone_named(zone))


def list_sessions(*, cohort: Cohort) -> list[Session]:
    """Every attended item of the cohort, in order of time."""
    programme = programme_of(cohort.programme)
    items = {item.id: item for item in programme.items if item.way is Way.ATTENDED}
    noted = _registers(cohort=cohort)
    return [
        Session(
            item=items[one.item_id],
            dated=one,
            starts_at=starts_at(one, zone=programme.assessment.zone),
            noted=len(noted.get(one.pk, {})),
            present=sum(minutes > 0 for minutes in noted.get(one.pk, {}).values()),
        )
        for one in list_calendar(cohort_id=cohort.pk)
        if one.item_id in items
    ]


def _registers(*, cohort: Cohort) -> dict[int, dict[int, int]]:
    rows = Attendance.objects.filter(calendar_item__cohort=cohort).order_by("id")
    found: dict[int, dict[int, int]] = {}
    for calendar_item, enrolment, minutes in rows.values_list("calendar_item_id", "enrolment_id", "minutes"):
        found.setdefault(calendar_item, {})[enrolment] = minutes
    return found


def attended_minutes(*, dated: CalendarItem) -> dict[int, int]:
    """What the register of a session says, by enrolment id; the newest row holds."""
    rows = Attendance.objects.filter(calendar_item=dated).order_by("id")
    return dict(rows.values_list("enrolment_id", "minutes"))


def find_attendance(*, enrolment: Enrolment, item_id: str) -> Attendance | None:
    """What the register says of one participant now."""
    rows = Attendance.objects.filter(enrolment=enrolment, calendar_item__item_id=item_id)
    return rows.order_by("-id").first()


def list_readings(*, enrolment: Enrolment, item: Item) -> list[Reading]:
    """The pages of a study item in order, and last what it asks beyond them."""
    rows = StudyCompletion.objects.filter(enrolment=enrolment, item_id=item.id)
    done = dict(rows.values_list("page_id", "at"))
    readings = [
        Reading(page_id=page.id, title=page.title, minutes=page.minutes, done_at=done.get(page.id))
        for page in item.pages
    ]
    rest = rest_of(planned=item.minutes, pages=[page.minutes for page in item.pages])
    if rest or not item.pages:
        title = "The rest of the course in the VLE" if item.pages else item.title
        readings.append(Reading(page_id=WHOLE, title=title, minutes=rest, done_at=done.get(WHOLE)))
    return readings


def find_page(*, item: Item, page_id: str) -> StudyPage | None:
    return next((page for page in item.pages if page.id == page_id), None)


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    return hours.steps_of(enrolment=enrolment, ways=(Way.ATTENDED, Way.STUDIED), at=at)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Every register line and completed page of the person."""
    lines = Attendance.objects.filter(enrolment__person=person).order_by("id")
    pages = StudyCompletion.objects.filter(enrolment__person=person).order_by("id")
    attended = lines.values("calendar_item__item_id", "minutes", "at")
    return [
        *({"paper": "attendance", **row} for row in attended),
        *({"paper": "study completed", **row} for row in pages.values("item_id", "page_id", "at")),
    ]
