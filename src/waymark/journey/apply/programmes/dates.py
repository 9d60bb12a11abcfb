"""When and where the sessions of a programme take place, for the public page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.ground.programmes.values import Actor, Item, Mode, Programme, Way
from waymark.journey.apply.programmes.words import MODES
from waymark.kit import formatting

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem


@dataclass(frozen=True)
class SessionDate:
    """One session: what, when and where. `minutes` is its length."""

    title: str
    when: str
    where: str
    minutes: int


def session_dates(programme: Programme, calendar: Iterable[CalendarItem]) -> list[SessionDate]:
    """The attended sessions of a cohort in order; without a calendar, what the programme says about them."""
    items = {
        item.id: item
        for item in programme.items
        if item.way is Way.ATTENDED and item.actor is Actor.PARTICIPANT
    }
    dated = [row for row in calendar if row.item_id in items]
    if dated:
        return [_dated(items[row.item_id], row, zone=programme.assessment.zone) for row in dated]
    return [
        SessionDate(item.title, _printed(item), _place(item, ""), item.minutes)
        for item in items.values()
        if item.span or item.alternatives
    ]


def _dated(item: Item, row: CalendarItem, *, zone: str) -> SessionDate:
    when = formatting.long_date(row.on) if row.on == row.until else formatting.date_span(row.on, row.until)
    if row.starts_at is not None:
        when = f"{when}, {formatting.clock_time(row.starts_at, zone=zone)}"
    return SessionDate(item.title, when, _place(item, row.venue), item.minutes)


def _printed(item: Item) -> str:
    return item.span.as_printed if item.span else "To be announced"


def _place(item: Item, venue: str) -> str:
    if item.alternatives:
        return " or ".join(item.alternatives)
    return venue or (MODES[item.mode] if item.mode is not Mode.IN_PERSON else "Venue to be announced")
