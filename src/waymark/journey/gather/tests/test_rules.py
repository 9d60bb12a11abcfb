"""Who goes into which group, and which meetings may be recorded, as tables."""

from datetime import date, timedelta

import pytest

from waymark.journey.gather import words
from waymark.journey.gather.rules import MeetingReason, UngroupedParticipant, allocate, may_record

TODAY = date(2026, 10, 22)


def ungrouped(count, organisations=100):
    return [UngroupedParticipant(number, f"school {number % organisations}") for number in range(count)]


@pytest.mark.parametrize(
    ("number", "sizes"),
    [(0, []), (1, [1]), (2, [2]), (6, [6]), (8, [8]), (9, [5, 4]), (27, [7, 7, 7, 6]), (120, [6] * 20)],
)
def test_groups_are_of_about_six_and_even(number, sizes):
    groups = allocate(ungrouped(number))
    assert sorted((len(people) for _, people in groups), reverse=True) == sorted(sizes, reverse=True)
    assert sorted(number for _, people in groups for number in people) == list(range(number))


def test_colleagues_are_in_different_groups():
    for _, people in allocate(ungrouped(12, organisations=6)):
        assert len({number % 6 for number in people}) == 6


@pytest.mark.parametrize(
    ("number", "sizes", "joined"),
    [(1, [6, 5], [(1, 1)]), (3, [6, 5, 6], [(0, 1), (1, 2)]), (4, [6, 5], [(2, 4)])],
)
def test_latecomers_join_the_smallest_groups(number, sizes, joined):
    assert [(group, len(people)) for group, people in allocate(ungrouped(number), sizes=sizes)] == joined


@pytest.mark.parametrize(
    ("details", "reasons"),
    [
        ({}, ()),
        ({"held_on": TODAY}, ()),
        ({"minutes": 1}, ()),
        ({"held_on": TODAY + timedelta(days=1)}, (MeetingReason.NOT_YET,)),
        ({"held_on": date(2025, 4, 27)}, (MeetingReason.BEFORE_START,)),
        ({"minutes": 121}, (MeetingReason.MINUTES,)),
        ({"minutes": 0}, (MeetingReason.MINUTES,)),
        ({"present": [1]}, (MeetingReason.TOO_FEW,)),
        ({"present": [1, 1]}, (MeetingReason.TOO_FEW,)),
        ({"present": [1, 9]}, (MeetingReason.STRANGERS,)),
    ],
)
def test_a_meeting_is_recorded_after_it_was_held_by_at_least_two(details, reasons):
    defaults = {
        "held_on": date(2026, 1, 22),
        "today": TODAY,
        "starts_on": date(2025, 4, 28),
        "minutes": 120,
        "planned": 120,
        "present": [1, 2],
        "members": [1, 2, 3],
        "stopped": [3],
    }
    assert may_record(**(defaults | details)).reasons == reasons


def test_every_reason_has_a_sentence():
    assert set(words.SENTENCES) == set(MeetingReason)
