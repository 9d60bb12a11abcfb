"""Which outages move a close, by how much, and who may confirm them: a table an assessor could read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.programmes.values import OutageRule
from waymark.journey.sit.outages.rules import close_after, counts_for, hours_added, may_review, since_opening
from waymark.journey.sit.windows.rules import Window, effective_deadline

RULE = OutageRule(at_least_minutes=15, in_last_hours=24, adds_hours=24)
CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("began", "ended", "counts"),
    [
        (CLOSES - 2 * HOUR, CLOSES - 2 * HOUR + 15 * MINUTE, True),
        (CLOSES - 2 * HOUR, CLOSES - 2 * HOUR + 14 * MINUTE, False),
        (CLOSES - 30 * HOUR, CLOSES - 24 * HOUR, False),
        (CLOSES - 30 * HOUR, CLOSES - 24 * HOUR + MINUTE, True),
        (CLOSES - MINUTE, CLOSES + 3 * HOUR, True),
        (CLOSES, CLOSES + 3 * HOUR, False),
    ],
)
def test_an_outage_counts_in_the_last_hours_and_if_it_is_long_enough(began, ended, counts):
    assert counts_for(RULE, CLOSES, began=began, ended=ended) is counts


@pytest.mark.parametrize(
    ("lasted", "hours"),
    [(15 * MINUTE, 24), (24 * HOUR, 24), (24 * HOUR + MINUTE, 25), (30 * HOUR, 30), (30 * HOUR + MINUTE, 31)],
)
def test_a_longer_outage_adds_its_own_length_in_whole_hours_rounded_up(lasted, hours):
    assert hours_added(RULE, began=CLOSES - lasted, ended=CLOSES) == hours


def test_an_outage_takes_no_time_before_the_window_opened():
    window = Window(opens_at=CLOSES - 200 * HOUR, closes_before=CLOSES, max_words=1500)
    assert since_opening(window, began=CLOSES - 300 * HOUR) == window.opens_at
    assert since_opening(window, began=CLOSES - HOUR) == CLOSES - HOUR


def test_hours_are_added_by_the_clock_to_whatever_close_a_participant_has():
    times = Window(opens_at=CLOSES - 200 * HOUR, closes_before=CLOSES, max_words=1500)
    assert effective_deadline(close_after(times, hours=24)) == CLOSES + 24 * HOUR


def test_neither_who_recorded_it_nor_who_writes_confirms_it():
    assert may_review(recorded_by=1, writers={2, 3}, reviewer=4).allowed
    assert not may_review(recorded_by=1, writers={2, 3}, reviewer=1).allowed
    assert not may_review(recorded_by=1, writers={2, 3}, reviewer=3).allowed
