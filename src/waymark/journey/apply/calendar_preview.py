"""What a cohort's calendar would be, and what stands in its way, before it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from waymark.ground.cohorts.rules import calendar_from
from waymark.ground.programmes.england import bank_holidays, school_breaks_in
from waymark.ground.programmes.months import Days
from waymark.ground.programmes.values import Programme
from waymark.kit import show


@dataclass(frozen=True, kw_only=True)
class Planned:
    title: str
    on: date
    until: date
    starts_at: datetime | None
    minutes: int
    venue: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Preview:
    days: tuple[Planned, ...]
    opens_on: date
    closes_on: date
    window_warnings: tuple[str, ...]
    known_until: int
    """The last year of which bank holidays are known."""

    @property
    def warned(self) -> tuple[Planned, ...]:
        return tuple(one for one in self.days if one.warnings)

    @property
    def ends_beyond(self) -> bool:
        return self.closes_on.year > self.known_until


def preview_of(programme: Programme, *, starts_on: date) -> Preview:
    """The calendar from that first day, each session with its bank holiday, school break or weekend."""
    dated = calendar_from(programme.items, starts_on=starts_on, zone=programme.assessment.zone)
    days = [
        Planned(
            title=programme.item(one.item_id).title,
            on=one.on,
            until=one.until,
            starts_at=one.starts_at,
            minutes=programme.item(one.item_id).minutes,
            venue=one.venue,
            warnings=tuple(_in_the_way(one.on)) if one.starts_at else (),
        )
        for one in dated
    ]
    task = programme.assessment
    opens = starts_on + timedelta(days=task.plan.day)
    closes = opens + timedelta(days=task.days - 1)
    return Preview(
        days=tuple(sorted(days, key=lambda one: (one.on, one.until))),
        opens_on=opens,
        closes_on=closes,
        window_warnings=tuple(_in_window(opens, closes)),
        known_until=max(bank_holidays()).year,
    )


def _in_the_way(on: date) -> Iterable[str]:
    if name := bank_holidays().get(on):
        yield f"{name}, a bank holiday"
    elif on.weekday() >= 5:
        yield f"A {on:%A}"
    yield from (f"{_capital(name)}, at most schools" for name in school_breaks_in(Days(on, on)))


def _in_window(opens: date, closes: date) -> Iterable[str]:
    for day, name in bank_holidays().items():
        if opens <= day <= closes:
            yield f"{name} falls on {show.long_date(day)}"
    yield from (
        f"{_capital(name)} falls into it at most schools" for name in school_breaks_in(Days(opens, closes))
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
