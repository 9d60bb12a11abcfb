"""What is said of a window: its last minute, how late a text was, and what the programme's document does not say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from waymark.ground.programmes.values import Assumed
from waymark.journey.sit.windows.rules import Window, effective_deadline
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, counted, long_date, long_moment


@lru_cache(maxsize=256)
def closing(window: Window, *, zone: str) -> str:
    """The last minute of the window on the wall clock: the minute named, which counts whole."""
    return long_moment(last_minute(window), zone=zone)


def last_minute(window: Window) -> datetime:
    return effective_deadline(window) - timedelta(minutes=1)


def after_the_close(seconds: int) -> str:
    """Whole seconds, rounded down: none is less than one."""
    return f"{counted(seconds, 'second', 'seconds') if seconds else 'less than a second'} after the close"


def tolerance(window: Window) -> str:
    """3 minutes; or in seconds, where they are not whole minutes."""
    minutes, seconds = divmod(window.tolerance_seconds, 60)
    if seconds or not minutes:
        return counted(window.tolerance_seconds, "second", "seconds")
    return counted(minutes, "minute", "minutes")


NAMES = {
    "days": "Days",
    "opens_time": "Opening time",
    "closes_time": "Closing time",
    "zone": "Time zone",
    "max_words": "Maximum words",
    "tolerance_seconds": "Tolerance",
    "open_book": "Open book",
    "plan": "First day",
    "declaration": "Declaration and rule on AI tools",
    "outage": "Rule on outages",
}


def assumed_of(assumed: Mapping[str, Assumed]) -> list[tuple[str, str]]:
    """Which facts of the assessment the programme's document does not say, each with its reason."""
    facts = [(name, assumed.get(f"assessment.{field}")) for field, name in NAMES.items()]
    return [(name, fact.reason) for name, fact in facts if fact]


def local_moment(at: datetime, *, zone: str) -> str:
    """Monday 26 October 2026, 22:00 (Europe/London)."""
    return f"{long_moment(at, zone=zone)} ({zone})"


def local_second(at: datetime, *, zone: str) -> str:
    """Tuesday 27 October 2026, 00:00:42 (Europe/London)."""
    return f"{long_date(local_day(at, zone=zone))}, {clock_seconds(at, zone=zone)} ({zone})"


def local_minute(on: date, at: time, *, zone: str) -> str:
    """A local minute that somebody named, in the words of `local_moment`."""
    return f"{long_date(on)}, {at:%H:%M} ({zone})"
