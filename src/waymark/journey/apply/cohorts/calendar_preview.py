"""A cohort's calendar before it is opened: every date, and what it clashes with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from waymark.ground.cohorts.rules import calendar_from
from waymark.ground.programmes.england import Days, bank_holidays, school_breaks_in
from waymark.ground.programmes.values import Programme
from waymark.kit import formatting


@dataclass(frozen=True, kw_only=True)
class PreviewItem:
    """One item of the calendar on its date; `clashes` names the bank holiday, weekend or school holiday."""

    title: str
    on: date
    until: date
    starts_at: datetime | None
    minutes: int
    venue: str
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CalendarPreview:
    items: tuple[PreviewItem, ...]
    opens_on: date
    """The first day of the assessment window."""
    closes_on: date
    window_clashes: tuple[str, ...]
    known_until: int
    """The last year for which bank holidays are known."""

    @property
    def items_with_clashes(self) -> tuple[PreviewItem, ...]:
        return tuple(item for item in self.items if item.clashes)

    @property
    def ends_beyond(self) -> bool:
        return self.closes_on.year > self.known_until


def preview_calendar(programme: Programme, *, starts_on: date) -> CalendarPreview:
    """The calendar from that first day. Clashes are looked for on the days of sessions, and in the window."""
    calendar = calendar_from(programme.items, starts_on=starts_on, zone=programme.assessment.zone)
    items = [
        PreviewItem(
            title=programme.item(dated.item_id).title,
            on=dated.on,
            until=dated.until,
            starts_at=dated.starts_at,
            minutes=programme.item(dated.item_id).minutes,
            venue=dated.venue,
            clashes=tuple(_clashes_on(dated.on)) if dated.starts_at else (),
        )
        for dated in calendar
    ]
    assessment = programme.assessment
    opens_on = starts_on + timedelta(days=assessment.plan.day)
    closes_on = opens_on + timedelta(days=assessment.days - 1)
    return CalendarPreview(
        items=tuple(sorted(items, key=lambda item: (item.on, item.until))),
        opens_on=opens_on,
        closes_on=closes_on,
        window_clashes=tuple(_clashes_in_window(opens_on, closes_on)),
        known_until=max(bank_holidays()).year,
    )


def _clashes_on(day: date) -> Iterable[str]:
    if name := bank_holidays().get(day):
        yield name if "bank holiday" in name else f"{name} (bank holiday)"
    elif day.weekday() >= 5:
        yield f"A {day:%A}"
    yield from (f"{_capital(name)} at most schools" for name in school_breaks_in(Days(day, day)))


def _clashes_in_window(opens_on: date, closes_on: date) -> Iterable[str]:
    for day, name in bank_holidays().items():
        if opens_on <= day <= closes_on:
            yield f"{name} is on {formatting.long_date(day)}."
    for name in school_breaks_in(Days(opens_on, closes_on)):
        yield f"The window includes {name} at most schools."


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
