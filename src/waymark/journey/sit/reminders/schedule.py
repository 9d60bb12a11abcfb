"""When a reminder is due: 7, 3 and 1 calendar days before the close, and 6 hours before it. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from waymark.kit.clock import earliest, zone_named

HOURS_OF_A_DAY = 24
REMINDER_HOURS = (6, 1 * HOURS_OF_A_DAY, 3 * HOURS_OF_A_DAY, 7 * HOURS_OF_A_DAY)
"""Hours before the close, the nearest first. Whole days are calendar days."""
FURTHEST = timedelta(days=8)
"""No reminder is due further from the close than this, even when the clocks change."""


def reminder_time(hours: int, *, close: datetime, zone: str) -> datetime:
    """The moment so many hours before the close; whole days go back to the same local time."""
    if hours % HOURS_OF_A_DAY:
        return close - timedelta(hours=hours)
    zone_info = zone_named(zone)
    local = close.astimezone(zone_info)
    return earliest(local.date() - timedelta(days=hours // HOURS_OF_A_DAY), local.time(), zone_info)


def due_reminder(*, close: datetime, zone: str, reminded: int | None, at: datetime) -> int | None:
    """The nearest reminder whose time has come, unless it or a nearer one was sent. `at` is before the close."""
    reached = (hours for hours in REMINDER_HOURS if reminder_time(hours, close=close, zone=zone) <= at)
    nearest = next(reached, None)
    if nearest is None or (reminded is not None and reminded <= nearest):
        return None
    return nearest
