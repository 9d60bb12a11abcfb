"""A window's times as pages for the team say them: everybody's, without anybody's own."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import is_open, is_over
from waymark.journey.sit.windows.words import closing
from waymark.kit.formatting import long_moment


def times_in_words(window: SittingWindow, *, at: datetime) -> dict[str, str]:
    state, state_says = _state_of(window, at=at)
    return {
        "opens": long_moment(window.opens_at, zone=window.zone),
        "closes": closing(window.rules, zone=window.zone),
        "state": state,
        "state_says": state_says,
    }


def _state_of(window: SittingWindow, *, at: datetime) -> tuple[str, str]:
    if is_open(window.rules, at=at):
        return "in-progress", "Open"
    return ("done", "Closed") if is_over(window.rules, at=at) else ("not-started", "Not open yet")
