"""Formats numbers, dates, times and durations for pages.

Pure functions: no Django, no clock. Minutes are whole; shares are floored, never rounded up, so that a page
never shows a rule as met when it is not. Moments must be timezone-aware; they are shown in `zone`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from waymark.kit.clock import LONDON, local_day

SMALL_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def pounds(pence: int) -> str:
    """`409900` is "£4,099.00"; a sum that is owed back is "−£5.00"."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def hours(minutes: int) -> str:
    """2475 is "41 h 15 m", 960 is "16 h", 35 is "35 min"; a correction downwards keeps its sign."""
    sign, rest = ("-" if minutes < 0 else ""), abs(minutes)
    whole, part = divmod(rest, 60)
    if not whole:
        return f"{sign}{part} min"
    return f"{sign}{whole} h {part} m" if part else f"{sign}{whole} h"


def duration(minutes: int) -> str:
    """For sentences: 90 is "1 hour 30 minutes", 60 is "1 hour", 1 is "1 minute". Tables use `hours`."""
    sign, (whole, part) = ("-" if minutes < 0 else ""), divmod(abs(minutes), 60)
    parts = [counted(whole, "hour", "hours")] if whole else []
    if part or not whole:
        parts.append(counted(part, "minute", "minutes"))
    return sign + " ".join(parts)


def share(value: Fraction | tuple[int, int]) -> str:
    """A share as per cent, floored to one decimal: 2699/3000 is "89.9%".

    Exactly ninety is "90%", a little more is "90.0%": without a decimal the figure is exact.
    A pair is (part, whole); of nothing, nothing is a share, and the answer is "0%".
    """
    part, whole = value if isinstance(value, tuple) else (value.numerator, value.denominator)
    if not whole:
        return "0%"
    percent, rest = divmod(part * 100, whole)
    return f"{percent}.{rest * 10 // whole}%" if rest else f"{percent}%"


def long_date(day: date) -> str:
    """Friday 23 October 2026."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def short_date(day: date) -> str:
    """23 Oct 2026: for tables, where the column says the rest."""
    return f"{day.day} {day:%b} {day.year}"


def date_span(first: date, last: date) -> str:
    """9 to 16 October 2026; 30 October to 2 November 2026; 20 December 2026 to 4 January 2027."""
    end = f"{last.day} {last:%B} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%B} {first.year} to {end}"
    return f"{first.day} to {end}" if first.month == last.month else f"{first.day} {first:%B} to {end}"


def _local(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("This moment has no time zone.")
    return moment.astimezone(ZoneInfo(zone))


def clock_time(moment: datetime, *, zone: str = LONDON) -> str:
    """23:59."""
    return f"{_local(moment, zone):%H:%M}"


def clock_seconds(moment: datetime, *, zone: str = LONDON) -> str:
    """14:02:07, for the moment a text was saved."""
    return f"{_local(moment, zone):%H:%M:%S}"


def long_moment(moment: datetime, *, zone: str = LONDON) -> str:
    """Friday 23 October 2026, 23:59."""
    return f"{long_date(local_day(moment, zone=zone))}, {clock_time(moment, zone=zone)}"


def days_away(day: date, *, today: date) -> str:
    """To show beside a full date, never alone: "today", "tomorrow", "in 12 days", "3 days ago"."""
    gap = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if gap in near:
        return near[gap]
    return f"in {number(gap)} days" if gap > 0 else f"{number(-gap)} days ago"


def number(value: int) -> str:
    """1,500."""
    return f"{value:,}"


def in_words(value: int) -> str:
    """Seven, for headlines; above twelve the figure."""
    return SMALL_NUMBERS[value] if 0 <= value < len(SMALL_NUMBERS) else number(value)


def counted(value: int, singular: str, plural: str) -> str:
    """1 item, 4 items, 1,500 items."""
    return f"{number(value)} {singular if value == 1 else plural}"


def listed(names: Sequence[str]) -> str:
    """Ada, Ben and Cleo."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
