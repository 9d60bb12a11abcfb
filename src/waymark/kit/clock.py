"""Local dates and times become instants here, and nowhere else.

| Case               | Rule                                                            |
|--------------------|-----------------------------------------------------------------|
| days               | calendar days, counting the first and the last                  |
| closing minute     | the whole minute: 23:59 closes at the next local midnight       |
| time occurs twice  | a window opens at the earlier instant, closes at the later      |
| time is skipped    | the first instant after the gap                                 |
| unknown zone       | refused                                                         |

Source: the deadline rules of the assessment design (docs/rules/time.md). Pure: the clock itself is
read once, at the door.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LONDON = "Europe/London"
_MINUTE = timedelta(minutes=1)


class NoSuchWindow(ValueError):
    """The window cannot be worked out; the message says how to correct it."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """From `opens_at`, and until just before `closes_before`; both UTC."""

    opens_at: datetime
    closes_before: datetime

    def holds(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_before


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; NoSuchWindow if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise NoSuchWindow(
            f"There is no time zone called {name!r}. Enter one such as Europe/London."
        ) from problem


def window_of(
    *,
    opens_on: date,
    days: int,
    opens_time: time = time(0, 1),
    closes_time: time = time(23, 59),
    zone: str = LONDON,
) -> Span:
    """The instants of a window of whole calendar days; NoSuchWindow says what is wrong."""
    if days < 1:
        raise NoSuchWindow(f"A window needs at least one day, not {days}.")
    time_zone = zone_named(zone)
    try:
        last = opens_on + timedelta(days=days - 1)
        opens_at = earliest(opens_on, opens_time, time_zone)
        closes_before = after_minute(last, closes_time, time_zone)
    except OverflowError as problem:
        raise NoSuchWindow("The window ends after the last possible date. Enter fewer days.") from problem
    if closes_before <= opens_at:
        raise NoSuchWindow("The window would close before it opens. Enter a later closing time or more days.")
    return Span(opens_at=opens_at, closes_before=closes_before)


def earliest(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant that carries this local time; after a gap, the gap's end."""
    local = datetime.combine(on, at, tzinfo=zone)
    return _gap_end(local) if _is_in_gap(local) else _utc(local, fold=0)


def latest(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The last instant that carries this local time; after a gap, the gap's end."""
    local = datetime.combine(on, at, tzinfo=zone)
    return _gap_end(local) if _is_in_gap(local) else _utc(local, fold=1)


def after_minute(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant at which this local minute ends; where it occurs twice, the second time."""
    local = datetime.combine(on, at, tzinfo=zone)
    return _gap_end(local) if _is_in_gap(local) else _utc(local, fold=1) + _MINUTE


def local_day(moment: datetime, zone: str = LONDON) -> date:
    """The calendar day of a moment in that zone; ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("This moment has no time zone.")
    return moment.astimezone(zone_named(zone)).date()


def day_over(on: date, zone: str = LONDON) -> datetime:
    """The instant at which a local day ends."""
    return after_minute(on, time(23, 59), zone_named(zone))


def _utc(local: datetime, *, fold: int) -> datetime:
    return local.replace(fold=fold).astimezone(UTC)


def _is_in_gap(local: datetime) -> bool:
    back = _utc(local, fold=0).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) != local.replace(tzinfo=None)


def _gap_end(local: datetime) -> datetime:
    before, after = _utc(local, fold=1), _utc(local, fold=0)
    offset_after = after.astimezone(local.tzinfo).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(local.tzinfo).utcoffset() == offset_after:
            after = middle
        else:
            before = middle
    return after
