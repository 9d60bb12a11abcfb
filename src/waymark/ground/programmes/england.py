"""Bank holidays and typical school breaks of England, 2025 to 2027, from `england.json`.

Bank holidays are those published. School breaks are typical: a school's own dates may differ by a week.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib.resources import files

from waymark.ground.programmes.months import Days


@cache
def _held() -> dict[str, object]:
    said = files("waymark.ground.programmes").joinpath("england.json").read_text(encoding="utf-8")
    held: dict[str, object] = json.loads(said)
    return held


@cache
def bank_holidays() -> dict[date, str]:
    """Day to name."""
    held = _held()["bank_holidays"]
    assert isinstance(held, dict)
    return {date.fromisoformat(day): name for day, name in held.items()}


@cache
def school_breaks() -> tuple[tuple[Days, str], ...]:
    """Days and name of each typical break, in order."""
    held = _held()["typical_school_breaks"]
    assert isinstance(held, list)
    return tuple(
        (Days(date.fromisoformat(one["first"]), date.fromisoformat(one["last"])), one["name"]) for one in held
    )


def bank_holidays_in(days: Days) -> list[str]:
    """Names of the bank holidays on these days."""
    return [name for day, name in bank_holidays().items() if days.first <= day <= days.last]


def school_breaks_in(days: Days) -> list[str]:
    """Names of the typical school breaks that touch these days."""
    return [name for when, name in school_breaks() if when.meets(days)]
