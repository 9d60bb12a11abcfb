"""The participant's home and route, composed from the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Engagement, ItemProgress, ItemStatus, minutes_needed, minutes_to_spare
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Actor, Programme, Way
from waymark.kit.addresses import address
from waymark.kit.clock import local_day
from waymark.kit.formatting import hours as shown
from waymark.kit.formatting import long_date
from waymark.kit.formatting import share as percent
from waymark.web.rules import Groups, RouteItem, group_by_time, minutes_left, next_item

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
    stops: tuple[RouteItem, ...]
    engagement: Engagement
    today: date

    @property
    def groups(self) -> Groups:
        return group_by_time(self.stops, today=self.today)

    @property
    def next(self) -> RouteItem | None:
        return next_item(self.groups, today=self.today)


def journey_of(*, enrolment: Enrolment, at: datetime) -> Journey:
    programme = programme_of(enrolment.cohort.programme)
    calendar, credited = hours.list_calendar_with_minutes(enrolment=enrolment)
    dated = {row.item_id: row for row in calendar}
    steps = hours.calculate_item_progress(programme, calendar, credited, at=at)
    return Journey(
        programme=programme,
        stops=tuple(_stop(programme, step, dated[step.item_id]) for step in steps),
        engagement=hours.calculate_engagement(programme, calendar, credited, at=at),
        today=local_day(at, programme.assessment.zone),
    )


def _stop(programme: Programme, step: ItemProgress, dated: CalendarItem) -> RouteItem:
    item = programme.item(step.item_id)
    return RouteItem(
        item_id=item.id,
        what=item.title,
        status=step.status,
        why=" ".join(filter(None, [_when(dated), step.why])),
        minutes=item.minutes,
        earned=step.earned,
        on=dated.on,
        until=dated.until,
        way=item.way,
        opens=item.way in PAGES and step.status is not ItemStatus.CANNOT_START,
        by_participant=item.way in BY_PARTICIPANT,
        is_own=item.actor is Actor.PARTICIPANT,
    )


def address_of(stop: RouteItem) -> str:
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
    engagement, rule = journey.engagement, journey.programme.engagement
    needed = minutes_needed(of=engagement.base, rule=rule)
    open_still = engagement.possible - engagement.earned
    line = {"done": engagement.earned, "possible": open_still, "needed": needed, "whole": engagement.base}
    return [
        {
            "label": "Hours done",
            "value": f"{shown(engagement.earned)} of {shown(engagement.base)}",
            "text": f"{len(journey.groups.done)} of {len(journey.stops)} items are done.",
            "line": line,
        },
        {
            "label": f"Engagement. {_asked(journey, own=own)}",
            "value": f"{percent(engagement.now)} now, {percent(engagement.best)} still possible",
            "text": reach_in_words(journey, own=own),
        },
    ]


def _asked(journey: Journey, *, own: bool) -> str:
    rule = journey.programme.engagement
    return f"{'You need' if own else 'Asked:'} {'more than' if rule.is_strict else 'at least'} {percent(rule.share)}"


def reach_in_words(journey: Journey, *, own: bool = True) -> str:
    """Secured, within reach, or not without catching up; always with the minutes."""
    engagement, rule = journey.engagement, journey.programme.engagement
    needed = minutes_needed(of=engagement.base, rule=rule)
    if engagement.earned >= needed:
        return "That is secured."
    spare = minutes_to_spare(engagement=engagement, rule=rule)
    if spare < 0:
        way = " Write to your programme team." if own else ""
        return f"That cannot be reached without {shown(-spare)} of catching up.{way}"
    still = "You can still miss" if own else "Still to spare:"
    return f"{shown(needed - engagement.earned)} more secures it. {still} {shown(spare)}."


def rows_of(group: list[RouteItem]) -> list[dict[str, object]]:
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


def heading_of(group: list[RouteItem]) -> str:
    count = f"{len(group)} item{'' if len(group) == 1 else 's'}"
    minutes = minutes_left(group)
    return f"{count}, {shown(minutes)}" if minutes else count
