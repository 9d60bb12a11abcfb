"""A window's times as pages for the team say them: everybody's, without anybody's own."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit import rules, words
from waymark.journey.sit.models import SittingWindow
from waymark.kit.formatting import long_moment


def times_in_words(window: SittingWindow, *, at: datetime) -> dict[str, str]:
    is_open = rules.is_open(window.rules, at=at)
    is_over = rules.is_over(window.rules, at=at)
    return {
        "opens": long_moment(window.opens_at, zone=window.zone),
        "closes": words.closing(window.rules, zone=window.zone),
        "state": "in-progress" if is_open else "done" if is_over else "not-started",
        "state_says": "Open" if is_open else "Closed" if is_over else "Not open yet",
    }
