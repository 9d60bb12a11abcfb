"""The participant's home and route, composed from the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Standing, can_miss, least_minutes
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Actor, Programme, Way
from waymark.kit.addresses import address
from waymark.kit.clock import local_day
from waymark.kit.formatting import hours as shown
from waymark.kit.formatting import long_date
from waymark.kit.formatting import share as percent
from waymark.kit.progress import Status, Step
from waymark.web.rules import Groups, Stop, minutes_of, next_of, sorted_into

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Enrolment

BY_PARTICIPANT = {Way.STUDIED, Way.ANSWERED, Way.WORKED, Way.MET}
PAGES = {
    Way.ATTENDED: ("learn:session", True),
    Way.STUDIED: ("learn:study", True),
    Way.ANSWERED: ("reflect:questions", True),
    Way.MET: ("gather:meeting", True),
    Way.WORKED: ("practise:workbook", False),
    Way.COACHED: ("coach:mine", False),
}
"""Address of each way's page, and whether it names the item."""


@dataclass(frozen=True, kw_only=True)
class Journey:
    """A participant's whole programme at one moment, from three statements."""

    programme: Programme
    stops: tuple[Stop, ...]
    standing: Standing
    today: date

    @property
    def groups(self) -> Groups:
        return sorted_into(self.stops, today=self.today)

    @property
    def next(self) -> Stop | None:
        return next_of(self.groups, today=self.today)


def journey_of(*, enrolment: Enrolment, at: datetime) -> Journey:
    programme = programme_of(enrolment.cohort.programme)
    calendar, credited = hours.calendar_with_credits(enrolment=enrolment)
    dated = {row.item_id: row for row in calendar}
    steps = hours.steps_by(programme, calendar, credited, at=at)
    return Journey(
        programme=programme,
        stops=tuple(_stop(programme, step, dated[step.item_id]) for step in steps),
        standing=hours.standing_by(programme, calendar, credited, at=at),
        today=local_day(at, programme.assessment.zone),
    )


def _stop(programme: Programme, step: Step, dated: CalendarItem) -> Stop:
    item = programme.item(step.item_id)
    return Stop(
        item_id=item.id,
        what=item.title,
        status=step.status,
        why=" ".join(filter(None, [_when(dated), step.why])),
        minutes=item.minutes,
        earned=step.earned,
        on=dated.on,
        until=dated.until,
        way=item.way,
        opens=item.way in PAGES and step.status is not Status.CANNOT_START,
        by_participant=item.way in BY_PARTICIPANT,
        is_own=item.actor is Actor.PARTICIPANT,
    )


def address_of(stop: Stop) -> str:
    """The page on which a stop is done or looked at; empty where there is none."""
    if not stop.opens:
        return ""
    name, named = PAGES[Way(stop.way)]
    return address(name, stop.item_id) if named else address(name)


def _when(dated: CalendarItem) -> str:
    if dated.on == dated.until:
        return f"{long_date(dated.on)}."
    return f"{long_date(dated.on)} to {long_date(dated.until)}."


def facts_of(journey: Journey, *, own: bool = True) -> list[dict[str, object]]:
    """Where a participant stands, said in words: hours, and the engagement rule; to them, or to their lead."""
    standing, rule = journey.standing, journey.programme.engagement
    needed = least_minutes(of=standing.base, rule=rule)
    open_still = standing.possible - standing.earned
    line = {"done": standing.earned, "possible": open_still, "needed": needed, "whole": standing.base}
    return [
        {
            "label": "Hours done",
            "value": f"{shown(standing.earned)} of {shown(standing.base)}",
            "text": f"{len(journey.groups.done)} of {len(journey.stops)} items are done.",
            "line": line,
        },
        {
            "label": f"Engagement. {_asked(journey, own=own)}",
            "value": f"{percent(standing.now)} now, {percent(standing.best)} still possible",
            "text": reach_in_words(journey, own=own),
        },
    ]


def _asked(journey: Journey, *, own: bool) -> str:
    rule = journey.programme.engagement
    return f"{'You need' if own else 'Asked:'} {'more than' if rule.is_strict else 'at least'} {percent(rule.share)}"


def reach_in_words(journey: Journey, *, own: bool = True) -> str:
    """Secured, within reach, or not without catching up; always with the minutes."""
    standing, rule = journey.standing, journey.programme.engagement
    needed = least_minutes(of=standing.base, rule=rule)
    if standing.earned >= needed:
        return "That is secured."
    spare = can_miss(standing=standing, rule=rule)
    if spare < 0:
        way = " Write to your programme team." if own else ""
        return f"That cannot be reached without {shown(-spare)} of catching up.{way}"
    still = "You can still miss" if own else "Still to spare:"
    return f"{shown(needed - standing.earned)} more secures it. {still} {shown(spare)}."


def rows_of(group: list[Stop]) -> list[dict[str, object]]:
    """A group as the list of items on a page."""
    return [
        {
            "what": stop.what,
            "url": address_of(stop),
            "minutes": stop.minutes,
            "why": stop.why,
            "status": stop.status.replace("_", "-"),
        }
        for stop in group
    ]


def heading_of(group: list[Stop]) -> str:
    count = f"{len(group)} item{'' if len(group) == 1 else 's'}"
    minutes = minutes_of(group)
    return f"{count}, {shown(minutes)}" if minutes else count
