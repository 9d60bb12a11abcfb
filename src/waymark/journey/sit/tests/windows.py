"""The window of the rules' tests: 19 to 26 October 2026, across the clock change, 1,500 words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from waymark.journey.sit.windows.rules import Window

OPENS, CLOSES = datetime(2026, 10, 18, 23, 1, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC)


WINDOW = Window(opens_at=OPENS, closes_before=CLOSES, max_words=1500)


JUST = timedelta(microseconds=1)


INSIDE = OPENS + timedelta(days=3)
