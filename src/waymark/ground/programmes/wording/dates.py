"""Months and days in words: `May/June 2025`, `12 June 2025`, `November to January 2027`, `06/2025`."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass, replace

_MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
_NAME = "|".join(
    name if name == "May" else f"[{name[0]}{name[0].lower()}]{name[1:3]}(?:{name[3:]})?"
    for name in month_name
    if name
)
"""May needs its capital letter: `may` is a verb."""
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN = re.compile(
    rf"(?:\b{_DAY}(?:\s*(?:[-–/&]|to|and)\s*(?P<until>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?)?"
    rf"\b(?P<month>{_NAME}|[Ss]ept)\b\.?(?:\s+(?P<american>\d{{1,2}})(?:st|nd|rd|th)?(?=,?\s+\d{{4}}))?"
    rf"(?:,?\s*[’']?)(?P<year>\d{{4}}\b|(?<=[’'])\d{{2}}\b)?",
)
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<iso_year>\d{4})-(?P<iso_month>\d{2})(?:-(?P<iso_day>\d{2}))?|"
    r"(?:(?P<day>\d{1,2})[/.])?(?P<month>\d{1,2})[/.](?P<year>\d{4}))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A month, with its year and day if they are given."""

    month: int
    year: int | None = None
    day: int | None = None

    def agrees_with(self, text: str) -> bool:
        """Whether this is the month or day of a value such as `2025-06` or `2025-06-12`, as far as both say."""
        year, month, *day = [int(part) for part in text.split("-")]
        if self.month != month or self.year not in (None, year):
            return False
        return not day or self.day in (None, day[0])


def months_in(text: str) -> tuple[Printed, ...]:
    """The months in the text, in order. One without a year takes that of the next with one."""
    dates = [_numeric(match) for match in _NUMERIC.finditer(text)]
    if not dates:
        for match in _WRITTEN.finditer(text):
            dates.extend(_written(match))
    valid = [date for date in dates if 1 <= date.month <= 12]
    return tuple(_with_years(valid))


def _numeric(match: re.Match[str]) -> Printed:
    if match["iso_year"]:
        day = int(match["iso_day"]) if match["iso_day"] else None
        return Printed(int(match["iso_month"]), int(match["iso_year"]), day)
    return Printed(int(match["month"]), int(match["year"]), int(match["day"]) if match["day"] else None)


def _written(match: re.Match[str]) -> list[Printed]:
    month = _MONTHS[match["month"][:3].lower()]
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        year += 2000
    days = [int(day) for day in (match["day"], match["until"], match["american"]) if day]
    return [Printed(month, year, day) for day in days] or [Printed(month, year)]


def _with_years(dates: list[Printed]) -> list[Printed]:
    later: Printed | None = None
    result: list[Printed] = []
    for date in reversed(dates):
        if date.year is None and later is not None and later.year is not None:
            year = later.year - 1 if date.month > later.month else later.year
            date = replace(date, year=year)
        later = date
        result.append(date)
    return result[::-1]
