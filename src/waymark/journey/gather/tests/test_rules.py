"""How groups are dealt and which meetings may be recorded, as tables."""

from datetime import date, timedelta

import pytest

from waymark.journey.gather.rules import Waiting, Why, deal, may_record

TODAY = date(2026, 10, 22)


def waiting(number, organisations=100):
    return [Waiting(who, f"school {who % organisations}") for who in range(number)]


@pytest.mark.parametrize(
    ("number", "sizes"),
    [(0, []), (1, [1]), (2, [2]), (6, [6]), (8, [8]), (9, [5, 4]), (27, [7, 7, 7, 6]), (120, [6] * 20)],
)
def test_groups_are_of_about_six_and_even(number, sizes):
    dealt = deal(waiting(number))
    assert sorted((len(people) for _, people in dealt), reverse=True) == sorted(sizes, reverse=True)
    assert sorted(who for _, people in dealt for who in people) == list(range(number))


def test_colleagues_sit_apart():
    for _, people in deal(waiting(12, organisations=6)):
        assert len({who % 6 for who in people}) == 6


@pytest.mark.parametrize(
    ("number", "sizes", "joined"),
    [(1, [6, 5], [(1, 1)]), (3, [6, 5, 6], [(0, 1), (1, 2)]), (4, [6, 5], [(2, 4)])],
)
def test_latecomers_join_the_smallest_groups(number, sizes, joined):
    assert [(place, len(people)) for place, people in deal(waiting(number), sizes=sizes)] == joined


@pytest.mark.parametrize(
    ("given", "against"),
    [
        ({}, ()),
        ({"held_on": TODAY}, ()),
        ({"minutes": 1}, ()),
        ({"held_on": TODAY + timedelta(days=1)}, (Why.NOT_YET,)),
        ({"held_on": date(2025, 4, 27)}, (Why.BEFORE_START,)),
        ({"minutes": 121}, (Why.MINUTES,)),
        ({"minutes": 0}, (Why.MINUTES,)),
        ({"present": [1]}, (Why.TOO_FEW,)),
        ({"present": [1, 1]}, (Why.TOO_FEW,)),
        ({"present": [1, 9]}, (Why.STRANGERS,)),
    ],
)
def test_a_meeting_is_recorded_after_it_was_held_and_takes_two(given, against):
    said = {
        "held_on": date(2026, 1, 22),
        "today": TODAY,
        "starts_on": date(2025, 4, 28),
        "minutes": 120,
        "planned": 120,
        "present": [1, 2],
        "members": [1, 2, 3],
    }
    assert may_record(**(said | given)) == against
