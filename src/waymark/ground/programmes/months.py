"""Months and days as packs write them: `2025-05` or `2025-05-30`."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

YEARS = range(2000, 2101)
"""Years in which a programme can take place."""

_SHAPE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From the first to the last day, including both."""

    first: date
    last: date

    def meets(self, other: Days) -> bool:
        return self.first <= other.last and other.first <= self.last


def days_of(text: str) -> Days | None:
    """The days of a month, or a single day. None if the text is neither or is outside `YEARS`."""
    match = _SHAPE.match(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    if year not in YEARS:
        return None
    try:
        if match[3]:
            day = date(year, month, int(match[3]))
            return Days(day, day)
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """The same day a number of calendar months later, or the last day of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_name(day: date) -> str:
    """`October 2026`."""
    return f"{day:%B} {day.year}"
