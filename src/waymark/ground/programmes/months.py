"""Months and days as packs write them: `2025-05` or `2025-05-30`."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

YEARS = range(2000, 2101)
"""Years that a programme may speak of."""

_SHAPE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From the first to the last day, both counted."""

    first: date
    last: date

    def meets(self, other: Days) -> bool:
        return self.first <= other.last and other.first <= self.last


def days_of(said: str) -> Days | None:
    """The days of a month or of a single day; None when it is neither, or far from our time."""
    found = _SHAPE.match(said)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    if year not in YEARS:
        return None
    try:
        if found[3]:
            day = date(year, month, int(found[3]))
            return Days(day, day)
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """The same day some calendar months later, or that month's last day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_name(day: date) -> str:
    """`October 2026`."""
    return f"{day:%B} {day.year}"
