"""A participant's programme at one moment, composed from the rooms, and how pages describe it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import (
    Engagement,
    ItemProgress,
    ItemStatus,
    Outcome,
    minutes_needed,
    minutes_to_spare,
    rule_in_words,
)
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Actor, Programme, Way
from waymark.kit.addresses import address
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted, duration, long_date
from waymark.kit.formatting import hours as short_hours
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
    items: tuple[RouteItem, ...]
    engagement: Engagement
    requirements: tuple[Outcome, ...]
    """How they stand with each requirement that the pack lists, which then stand instead of the engagement rule."""
    today: date

    @property
    def groups(self) -> Groups:
        return group_by_time(self.items, today=self.today)

    @property
    def next(self) -> RouteItem | None:
        return next_item(self.groups, today=self.today)


def journey_of(*, enrolment: Enrolment, at: datetime) -> Journey:
    programme = programme_of(enrolment.cohort.programme)
    calendar, credited = hours.list_calendar_with_minutes(enrolment=enrolment)
    dates = {row.item_id: row for row in calendar}
    progresses = hours.calculate_item_progress(programme, calendar, credited, at=at)
    return Journey(
        programme=programme,
        items=tuple(_route_item(programme, progress, dates[progress.item_id]) for progress in progresses),
        engagement=hours.calculate_engagement(programme, calendar, credited, at=at),
        requirements=tuple(hours.calculate_outcomes(programme, calendar, credited, at=at))
        if programme.requirements
        else (),
        today=local_day(at, zone_of(cohort=enrolment.cohort)),
    )


def _route_item(programme: Programme, progress: ItemProgress, dates: CalendarItem) -> RouteItem:
    item = programme.item(progress.item_id)
    return RouteItem(
        item_id=item.id,
        what=item.title,
        status=progress.status,
        why=" ".join(filter(None, [_when(dates), progress.why])),
        minutes=item.minutes,
        earned=progress.earned,
        on=dates.on,
        until=dates.until,
        way=item.way,
        opens=item.way in PAGES and progress.status is not ItemStatus.CANNOT_START,
        by_participant=item.way in BY_PARTICIPANT,
        is_own=item.actor is Actor.PARTICIPANT,
    )


def address_of(item: RouteItem) -> str:
    """The page on which an item is done or read; empty where there is none."""
    if not item.opens:
        return ""
    name, takes_id = PAGES[Way(item.way)]
    return address(name, item.item_id) if takes_id else address(name)


def _when(dates: CalendarItem) -> str:
    if dates.on == dates.until:
        return f"{long_date(dates.on)}."
    return f"{long_date(dates.on)} to {long_date(dates.until)}."


def facts_of(journey: Journey, *, own: bool = True) -> list[dict[str, object]]:
    """Hours done and engagement, in words for the participant (`own`) or for their lead."""
    engagement, needed = journey.engagement, needed_minutes(journey)
    still_possible = engagement.possible - engagement.earned
    line = {"done": engagement.earned, "possible": still_possible, "needed": needed, "whole": engagement.base}
    return [
        {
            "label": "Hours done",
            "value": f"{short_hours(engagement.earned)} of {short_hours(engagement.base)}",
            "text": f"{len(journey.groups.done)} of {len(journey.items)} items done.",
            "line": line,
        },
        {
            "label": f"Engagement: {_rule(journey, own=own)}",
            "value": _now_and_best(engagement),
            "text": reach_in_words(journey, own=own),
        }
        if not journey.programme.requirements
        else _requirements_fact(journey),
    ]


def needed_minutes(journey: Journey) -> int:
    """Minutes of all items that the engagement rule asks for; 0 where the pack lists other requirements."""
    if journey.programme.requirements:
        return 0
    return minutes_needed(of=journey.engagement.base, rule=journey.programme.engagement)


def _requirements_fact(journey: Journey) -> dict[str, object]:
    met = sum(outcome.met for outcome in journey.requirements)
    open_ = [outcome for outcome in journey.requirements if not outcome.met]
    return {
        "label": "Requirements met",
        "value": f"{met} of {len(journey.requirements)}",
        "text": " ".join(f"{outcome.reason} {outcome.forecast}" for outcome in open_) or "All are met.",
    }


def _rule(journey: Journey, *, own: bool) -> str:
    rule = journey.programme.engagement
    return f"{'you need' if own else 'the rule is'} {rule_in_words(rule)}"


def _now_and_best(engagement: Engagement) -> str:
    now = f"{percent(engagement.now)} now"
    return now if engagement.now == engagement.best else f"{now}, {percent(engagement.best)} still possible"


def reach_in_words(journey: Journey, *, own: bool = True) -> str:
    """Whether the rule is met, can still be met, or needs catching up; always with the time."""
    engagement, rule = journey.engagement, journey.programme.engagement
    needed = minutes_needed(of=engagement.base, rule=rule)
    if engagement.earned >= needed:
        return "You have enough hours." if own else "They have enough hours."
    spare = minutes_to_spare(engagement=engagement, rule=rule)
    if spare < 0:
        who = "You" if own else "They"
        advice = " Email your programme team." if own else ""
        return f"{who} need to catch up {duration(-spare)} to meet the rule.{advice}"
    who = "You" if own else "They"
    return f"{who} need {duration(needed - engagement.earned)} more and can still miss {duration(spare)}."


def rows_of(group: list[RouteItem]) -> list[dict[str, object]]:
    """A group of items as rows of `kit/parts/items.html`."""
    return [
        {
            "what": item.what,
            "url": address_of(item),
            "minutes": item.minutes or None,
            "why": item.why,
            "status": item.status.replace("_", "-"),
        }
        for item in group
    ]


def heading_of(group: list[RouteItem]) -> str:
    count = counted(len(group), "item", "items")
    minutes = minutes_left(group)
    return f"{count}, {short_hours(minutes)}" if minutes else count
