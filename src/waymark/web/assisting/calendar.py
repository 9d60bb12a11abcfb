"""What an assistant sees of a head: dates, times and places to come. Nothing of what the head has done or must do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Mode, Way
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_time, long_date

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True)
class Date:
    """One item of a calendar."""

    title: str
    when: str
    where: str
    """Empty where the item has no place of its own."""


@dataclass(frozen=True)
class Calendar:
    """The dates to come of one programme."""

    programme: str
    dates: tuple[Date, ...]


def calendars_of(*, head: Person, at: datetime) -> list[Calendar]:
    """One for each programme that the head takes part in now; none while they are deferred or have withdrawn."""
    enrolments = cohorts.list_own_enrolments(person=head, at=at)
    return [_calendar(enrolment, at=at) for enrolment in enrolments if cohorts.takes_part(enrolment)]


def _calendar(enrolment: Enrolment, *, at: datetime) -> Calendar:
    cohort = enrolment.cohort
    zone, programme = cohorts.zone_of(cohort=cohort), programme_of(cohort.programme)
    today = local_day(at, zone)
    dates = tuple(
        _date(entry, programme.item(entry.item_id), zone=zone)
        for entry in cohorts.list_calendar(cohort_id=cohort.pk)
        if entry.until >= today
    )
    return Calendar(programme=cohort.programme.title, dates=dates)


def _date(entry: CalendarItem, item: Item, *, zone: str) -> Date:
    when = long_date(entry.on)
    if entry.until != entry.on:
        when = f"{when} to {long_date(entry.until)}"
    elif entry.starts_at is not None:
        start, end = clock_time(entry.starts_at, zone=zone), clock_time(entry.ends_at, zone=zone)
        when = f"{when}, {start} to {end}"
    return Date(title=item.title, when=when, where=_where(entry, item))


def _where(entry: CalendarItem, item: Item) -> str:
    """As the head's own page of the session says it."""
    if item.way is not Way.ATTENDED:
        return ""
    return entry.venue or ("Online" if item.mode is Mode.ONLINE_LIVE else "We’ll tell you nearer the time")
