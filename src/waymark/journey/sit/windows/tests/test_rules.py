"""The deadline, and how late something is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from waymark.journey.sit.tests.windows import CLOSES, JUST, WINDOW
from waymark.journey.sit.windows.rules import effective_deadline, is_late, seconds_late
from waymark.journey.sit.windows.words import closing


def test_there_is_one_deadline_and_it_is_said_as_the_last_minute():
    assert effective_deadline(WINDOW) == CLOSES
    assert closing(WINDOW, zone="Europe/London") == "Monday 26 October 2026, 23:59"
    assert closing(WINDOW, zone="Asia/Dubai") == "Tuesday 27 October 2026, 03:59"


@pytest.mark.parametrize(
    ("at", "late", "seconds"),
    [
        (CLOSES - JUST, False, 0),
        (CLOSES, True, 0),
        (CLOSES + timedelta(seconds=59, milliseconds=999), True, 59),
        (CLOSES + timedelta(seconds=180), True, 180),
    ],
)
def test_how_late(at, late, seconds):
    assert is_late(WINDOW, at=at) is late
    assert seconds_late(WINDOW, at=at) == seconds
