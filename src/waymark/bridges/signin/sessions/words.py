"""Sentences of the list of sessions."""

from __future__ import annotations

from datetime import datetime, timedelta

from waymark.kit.clock import LONDON, local_day
from waymark.kit.formatting import long_date

UNKNOWN_BROWSER = "Unknown browser"
SEEN_LATELY = timedelta(hours=1, minutes=10)


def seen_in_words(seen_at: datetime, *, now: datetime) -> str:
    """To the hour while it is recent, then to the day."""
    if now - seen_at <= SEEN_LATELY:
        return "In the last hour"
    days = (local_day(now, zone=LONDON) - local_day(seen_at, zone=LONDON)).days
    return {0: "Today", 1: "Yesterday"}.get(days) or long_date(local_day(seen_at, zone=LONDON))
