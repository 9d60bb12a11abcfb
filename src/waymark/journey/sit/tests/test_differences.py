"""How two texts differ, and how versions are listed: tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.journey.sit.differences import compare
from waymark.journey.sit.history import Version
from waymark.journey.sit.stretches import by_day


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("One two.", "One two.", [("same", "One two.")]),
        ("", "New.", [("added", "New.")]),
        ("Old.", "", [("removed", "Old.")]),
        (
            "One two three.",
            "One 2 three.",
            [("same", "One "), ("removed", "two "), ("added", "2 "), ("same", "three.")],
        ),
        (
            "One.\n\nTwo.",
            "One.\n\nAnd two.",
            [("same", "One.\n\n"), ("removed", "Two."), ("added", "And two.")],
        ),
    ],
)
def test_differences_by_words(before, after, expected):
    assert [(one.kind, one.text) for one in compare(before, after)] == expected


def test_texts_that_differ_in_everything_are_shown_whole():
    parts = compare("a " * 4000, "b " * 4000)
    assert [one.kind for one in parts] == ["removed", "added"]


LATE = datetime(2026, 10, 22, 22, 58, tzinfo=UTC)


def versions(*minutes):
    return [Version(rev, LATE + timedelta(minutes=minute), "w") for rev, minute in enumerate(minutes, 1)][
        ::-1
    ]


def test_a_stretch_ends_with_a_pause_of_five_minutes_and_at_midnight_where_the_window_is():
    days = by_day(versions(-30, -29, -20, -16, 0, 1, 2, 3), zone="Europe/London")
    assert [(day.day, day.many) for day in days] == [(date(2026, 10, 23), 2), (date(2026, 10, 22), 6)]
    assert [(one.rev, one.began, one.ended, one.many) for one in days[0].stretches] == [
        (8, "00:00", "00:01:00", 2)
    ]
    assert [(one.rev, one.many) for one in days[1].stretches] == [(6, 2), (4, 2), (2, 2)]


def test_without_a_pause_every_version_has_its_line():
    (day,) = by_day(versions(-3, -2, -1), zone="Europe/London", pause=timedelta())
    assert [one.rev for one in day.stretches] == [3, 2, 1]
