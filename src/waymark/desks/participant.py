"""The participant's home and route, composed from the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.desks.rules import Groups, Stop, minutes_of, next_of, sorted_into
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Standing, can_miss, least_minutes
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Actor, Programme, Way
from waymark.kit.clock import local_day
from waymark.kit.progress import Status, Step
from waymark.kit.show import hours as shown
from waymark.kit.show import long_date
from waymark.kit.show import share as percent

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Enrolment

BY_PARTICIPANT = {Way.STUDIED, Way.ANSWERED, Way.WORKED, Way.MET}
ADDRESSES = {
    Way.ATTENDED: "learn:session",
    Way.STUDIED: "learn:study",
    Way.ANSWERED: "reflect:questions",
    Way.MET: "gather:meeting",
}


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
        url=_address(item.way, item.id, step.status),
        by_participant=item.way in BY_PARTICIPANT,
        is_own=item.actor is Actor.PARTICIPANT,
    )


def _address(way: Way, item_id: str, status: Status) -> str:
    if way is Way.WORKED:
        return reverse("practise:workbook")
    if way is Way.COACHED:
        return reverse("coach:mine")
    if way not in ADDRESSES or status is Status.CANNOT_START:
        return ""
    return reverse(ADDRESSES[way], args=[item_id])


def _when(dated: CalendarItem) -> str:
    if dated.on == dated.until:
        return f"{long_date(dated.on)}."
    return f"{long_date(dated.on)} to {long_date(dated.until)}."


def facts_of(journey: Journey) -> list[dict[str, object]]:
    """Where a participant stands, said in words: hours, and the engagement rule."""
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
            "label": f"Engagement. {_asked(journey)}",
            "value": f"{percent(standing.now)} now, {percent(standing.best)} still possible",
            "text": reach_in_words(journey),
        },
    ]


def _asked(journey: Journey) -> str:
    rule = journey.programme.engagement
    return f"You need {'more than' if rule.is_strict else 'at least'} {percent(rule.share)}"


def reach_in_words(journey: Journey) -> str:
    """Secured, within reach, or not without catching up; always with the minutes."""
    standing, rule = journey.standing, journey.programme.engagement
    needed = least_minutes(of=standing.base, rule=rule)
    if standing.earned >= needed:
        return "That is secured."
    spare = can_miss(standing=standing, rule=rule)
    if spare < 0:
        return f"That cannot be reached without {shown(-spare)} of catching up. Write to your programme team."
    return f"{shown(needed - standing.earned)} more secures it. You can still miss {shown(spare)}."


def rows_of(group: list[Stop]) -> list[dict[str, object]]:
    """A group as the list of items on a page."""
    return [
        {
            "what": stop.what,
            "url": stop.url,
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
