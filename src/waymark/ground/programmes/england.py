"""Bank holidays and typical school breaks in England, 2025 to 2027, from `england.json`.

Bank holidays are as published. School breaks are typical ones; a school's own dates may differ by a week.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib.resources import files

from waymark.ground.programmes.months import Days

__all__ = ["Days", "bank_holidays", "bank_holidays_in", "known_years", "school_breaks", "school_breaks_in"]


@cache
def _calendar() -> dict[str, object]:
    text = files("waymark.ground.programmes").joinpath("england.json").read_text(encoding="utf-8")
    calendar: dict[str, object] = json.loads(text)
    return calendar


@cache
def bank_holidays() -> dict[date, str]:
    """Names of bank holidays by day."""
    names_by_day = _calendar()["bank_holidays"]
    assert isinstance(names_by_day, dict)
    return {date.fromisoformat(day): name for day, name in names_by_day.items()}


@cache
def known_years() -> Days:
    """The first to the last day of the years whose bank holidays are known."""
    years = [day.year for day in bank_holidays()]
    return Days(date(min(years), 1, 1), date(max(years), 12, 31))


@cache
def school_breaks() -> tuple[tuple[Days, str], ...]:
    """Days and name of each typical school break, in order."""
    breaks = _calendar()["typical_school_breaks"]
    assert isinstance(breaks, list)
    return tuple(
        (Days(date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])), entry["name"])
        for entry in breaks
    )


def bank_holidays_in(days: Days) -> list[str]:
    """Names of the bank holidays on these days."""
    return [name for day, name in bank_holidays().items() if days.first <= day <= days.last]


def school_breaks_in(days: Days) -> list[str]:
    """Names of the typical school breaks that overlap with these days."""
    return [name for break_days, name in school_breaks() if break_days.meets(days)]
