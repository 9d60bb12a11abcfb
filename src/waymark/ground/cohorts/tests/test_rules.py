"""Calendars across clock changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from waymark.ground.cohorts.rules import calendar_from


@dataclass(frozen=True)
class Plan:
    day: int
    until_day: int | None = None
    starts: time | None = None
    venue: str | None = None


@dataclass(frozen=True)
class Item:
    id: str
    minutes: int
    plan: Plan


def dated(plan: Plan, *, starts_on: date, minutes: int = 240):
    (item,) = calendar_from([Item("a", minutes, plan)], starts_on=starts_on, zone="Europe/London")
    return item


def test_a_session_in_summer_time_starts_an_hour_earlier_in_utc() -> None:
    item = dated(Plan(day=2, starts=time(9, 30)), starts_on=date(2026, 10, 21))
    assert item.starts_at == datetime(2026, 10, 23, 8, 30, tzinfo=UTC)
    assert item.ends_at == datetime(2026, 10, 23, 12, 30, tzinfo=UTC)


def test_days_are_calendar_days_across_the_clock_change() -> None:
    item = dated(Plan(day=7, starts=time(9, 30)), starts_on=date(2026, 10, 21))
    assert item.starts_at == datetime(2026, 10, 28, 9, 30, tzinfo=UTC)


def test_an_item_open_over_days_is_over_when_its_last_local_day_is() -> None:
    item = dated(Plan(day=0, until_day=4), starts_on=date(2026, 10, 21))
    assert (item.on, item.until) == (date(2026, 10, 21), date(2026, 10, 25))
    assert item.ends_at == datetime(2026, 10, 26, 0, 0, tzinfo=UTC)


def test_a_residential_over_two_days_ends_with_its_last_day() -> None:
    item = dated(Plan(day=0, until_day=1, starts=time(10)), starts_on=date(2026, 7, 6), minutes=600)
    assert item.ends_at == datetime(2026, 7, 7, 23, 0, tzinfo=UTC)
