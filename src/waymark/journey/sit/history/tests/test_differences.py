"""How two texts differ, and how versions are listed: tables."""

from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.journey.sit.history.chain import Version
from waymark.journey.sit.history.differences import compare
from waymark.journey.sit.history.stretches import by_day


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
    assert [(part.kind, part.text) for part in compare(before, after)] == expected


def test_texts_that_differ_in_everything_are_shown_whole():
    parts = compare("a " * 4000, "b " * 4000)
    assert [part.kind for part in parts] == ["removed", "added"]


def test_what_stands_in_the_middle_of_both_texts_is_found_within_its_steps():
    before, after = "Old 1 2 3 4 5 old kept old", "New 1 2 3 4 5 new kept new"
    steps = 15 + 1 + 4
    """One for each word, and one for each of its like; for the whole, then the part before, then the part behind."""
    assert [part.text for part in compare(before, after, most=steps) if part.kind == "same"] == [
        "1 2 3 4 5 ",
        "kept ",
    ]
    assert [part.text for part in compare(before, after, most=steps - 1) if part.kind == "same"] == [
        "1 2 3 4 5 "
    ]


def test_no_two_texts_take_long_to_compare():
    """A word that stands everywhere, between words that stand once: as long as nothing bounded it, 36 s."""
    before = " ".join(f"x{n} a" for n in range(1000))
    after = " ".join(f"y{n} a" for n in range(1000))
    began = process_time()
    parts = compare(before, after)
    assert process_time() - began < 2
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")), st.integers(0, 60))
def test_both_texts_can_be_read_from_their_differences(a, b, most):
    before, after = " ".join(a), " ".join(b)
    parts = compare(before, after, most=most)
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after


LATE = datetime(2026, 10, 22, 22, 58, tzinfo=UTC)


def versions(*minutes):
    return [Version(rev, LATE + timedelta(minutes=minute), "w") for rev, minute in enumerate(minutes, 1)][
        ::-1
    ]


def test_a_stretch_ends_with_a_pause_of_five_minutes_and_at_midnight_where_the_window_is():
    days = by_day(versions(-30, -29, -20, -16, 0, 1, 2, 3), zone="Europe/London")
    assert [(day.day, day.many) for day in days] == [(date(2026, 10, 23), 2), (date(2026, 10, 22), 6)]
    assert [(stretch.rev, stretch.began, stretch.ended, stretch.many) for stretch in days[0].stretches] == [
        (8, "00:00", "00:01:00", 2)
    ]
    assert [(stretch.rev, stretch.many) for stretch in days[1].stretches] == [(6, 2), (4, 2), (2, 2)]


def test_without_a_pause_every_version_has_its_line():
    (day,) = by_day(versions(-3, -2, -1), zone="Europe/London", pause=timedelta())
    assert [stretch.rev for stretch in day.stretches] == [3, 2, 1]
