"""What printed words mean: the figures that each reader finds, and none where a text can't be compared."""

from datetime import time
from fractions import Fraction

import pytest

from waymark.ground.programmes.checks.claims import _share
from waymark.ground.programmes.wording.clock import times_in
from waymark.ground.programmes.wording.comparisons import Comparison, comparisons_in
from waymark.ground.programmes.wording.dates import months_in as dates_in
from waymark.ground.programmes.wording.lengths import days_in, minutes_in, months_in, seconds_in
from waymark.ground.programmes.wording.money import pence_in, vat_is_extra
from waymark.ground.programmes.wording.numbers import numbers
from waymark.ground.programmes.wording.shares import shares_in

MINUTES = {
    90: [
        "1 hour 30 minutes",
        "1 hour and 30 minutes",
        "1 hour, 30 minutes",
        "one and a half hours",
        "an hour and a half",
        "1.5 hours",
        "1½ hours",
        "1 1/2 hours",
        "90-minute",
        "1h30",
        "1h 30m",
        "3 × 30 mins",
        "ninety minutes",
        "one hour thirty minutes",
        "1 hr 30",
    ],
    360: [
        "6 hrs",
        "6hrs",
        "six hours",
        "2 x 3 hours",
        "two 3-hour workshops",
        "3 sessions of 2 hours",
        "6 hours of study",
    ],
    30: ["half an hour", "30 mins", "thirty minutes", "half-hour"],
    45: ["three quarters of an hour", "45 min"],
    15: ["a quarter of an hour", "15 mins"],
}


@pytest.mark.parametrize(
    ("text", "minutes"), [(text, value) for value, texts in MINUTES.items() for text in texts]
)
def test_minutes(text: str, minutes: int) -> None:
    assert minutes_in(text) == {minutes}


@pytest.mark.parametrize(
    "text",
    [
        "4 to 6 hours",
        "4-6 hours",
        "60 - 90 minutes",
        "two or three hours",
        "2 hours each",
        "2 hours per week",
        "",
        "Peer group 4",
    ],
)
def test_what_is_no_single_length_is_not_read(text: str) -> None:
    assert minutes_in(text) == frozenset()


def test_a_text_with_several_figures_gives_them_all() -> None:
    assert minutes_in("6 hours (12 x 30 minutes), of which 1 hour online") == {360, 60}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("eight day", 8),
        ("8 calendar days", 8),
        ("an eight-day task", 8),
        ("one week", 7),
        ("half a day", Fraction(1, 2)),
        ("Half-day", Fraction(1, 2)),
        ("two and a half days", Fraction(5, 2)),
        ("twenty-one days", 21),
        ("a fortnight", 14),
    ],
)
def test_days(text: str, days: Fraction) -> None:
    assert days_in(text) == {days}


def test_days_become_minutes_only_if_the_length_of_a_day_is_known() -> None:
    assert minutes_in("Half a day") == frozenset()
    assert minutes_in("Half a day", hours_in_day=Fraction(6)) == {180}
    assert minutes_in("5 days", hours_in_day=Fraction(27, 5)) == {1620}


def test_months_and_seconds() -> None:
    for text in ("18 months", "eighteen months", "a year and a half", "1.5 years"):
        assert months_in(text) == {18}
    assert seconds_in("three minutes") == seconds_in("180 seconds") == {180}


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("23.59", 23, 59),
        ("11:59pm", 23, 59),
        ("5pm", 17, 0),
        ("5 p.m.", 17, 0),
        ("17:00", 17, 0),
        ("12.01am", 0, 1),
        ("noon", 12, 0),
        ("12pm", 12, 0),
        ("half past five pm", 17, 30),
        ("five o’clock in the afternoon", 17, 0),
        ("2359 hrs", 23, 59),
        ("end of the day", 23, 59),
        ("deadline is at 23.59", 23, 59),
    ],
)
def test_times(text: str, hour: int, minute: int) -> None:
    assert times_in(text) == {time(hour, minute)}


def test_midnight_is_the_end_of_one_day_and_the_start_of_another() -> None:
    assert times_in("midnight") == times_in("24:00") == {time(0), time(23, 59)}
    assert times_in("8 days") == times_in("£4.99") == times_in("25:70") == frozenset()


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("90%", "9/10"),
        ("greater than 90%", "9/10"),
        ("ninety per cent", "9/10"),
        ("9/10", "9/10"),
        ("9 out of 10", "9/10"),
        ("nine tenths", "9/10"),
        ("6/10", "3/5"),
        ("60 %", "3/5"),
        ("60 marks out of 100", "3/5"),
        ("9 of 15 marks", "3/5"),
        ("three quarters", "3/4"),
        ("two thirds", "2/3"),
        ("half", "1/2"),
        ("all sessions", "1"),
        ("100% attendance", "1"),
    ],
)
def test_shares(text: str, share: str) -> None:
    assert shares_in(text) == {Fraction(share)}


COMPARISONS = {
    Comparison.AT_LEAST: [
        "90% and above",
        "90% or above",
        "at least 80%",
        "a minimum of 80%",
        "90%+",
        "no less than 90%",
        "≥ 90%",
        "2,000+ word",
        "Ensure 90% engagement",
        "more than or equal to 90%",
    ],
    Comparison.MORE_THAN: [
        "above 90%",
        "greater than 90%",
        "more than 90%",
        "over 90%",
        "in excess of 90%",
        "> 90%",
    ],
    Comparison.AT_MOST: [
        "no more than 1,500",
        "absolute maximum of 1,500 words",
        "up to 1,500 words",
        "1,500 words or fewer",
        "not exceeding 1500",
    ],
    Comparison.LESS_THAN: ["fewer than 1,500 words", "under 1,500 words", "< 5"],
}


@pytest.mark.parametrize(
    ("text", "comparison"), [(text, value) for value, texts in COMPARISONS.items() for text in texts]
)
def test_comparisons(text: str, comparison: Comparison) -> None:
    assert comparisons_in(text) == {comparison}


def test_a_bare_figure_makes_no_comparison() -> None:
    assert comparisons_in("90% engagement") == frozenset()


@pytest.mark.parametrize(
    ("text", "pence", "extra"),
    [
        ("£4,099 (+VAT)", 409_900, True),
        ("£600 plus VAT", 60_000, True),
        ("£600 excl. VAT", 60_000, True),
        ("£600 ex VAT", 60_000, True),
        ("£600 including VAT", 60_000, False),
        ("£600 inc VAT", 60_000, False),
        ("£600 (VAT included)", 60_000, False),
        ("£600, no VAT", 60_000, False),
        ("£600", 60_000, None),
        ("six hundred pounds", 60_000, None),
        ("£600.50 + VAT at 20%", 60_050, True),
    ],
)
def test_money(text: str, pence: int, extra: bool | None) -> None:
    assert pence_in(text) == {pence}
    assert vat_is_extra(text) is extra


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("May 2025", ["2025-5"]),
        ("May/June 2025", ["2025-5", "2025-6"]),
        ("October 2025/April 2026", ["2025-10", "2026-4"]),
        ("September to October 2026", ["2026-9", "2026-10"]),
        ("November to January 2027", ["2026-11", "2027-1"]),
        ("12 June 2025", ["2025-6-12"]),
        ("12–13 June 2025", ["2025-6-12", "2025-6-13"]),
        ("1st May 2025", ["2025-5-1"]),
        ("June 12, 2025", ["2025-6-12"]),
        ("Sept. 2025", ["2025-9"]),
        ("06/2025", ["2025-6"]),
        ("12/06/2025", ["2025-6-12"]),
        ("May ’25", ["2025-5"]),
        ("March", ["None-3"]),
        ("TBC", []),
        ("it may start in 2025", []),
    ],
)
def test_dates(text: str, printed: list[str]) -> None:
    assert [
        f"{date.year}-{date.month}{f'-{date.day}' if date.day else ''}" for date in dates_in(text)
    ] == printed


def test_a_date_agrees_as_far_as_both_sides_give_it() -> None:
    (march,) = dates_in("March")
    assert march.agrees_with("2027-03")
    assert not march.agrees_with("2027-04")
    (day,) = dates_in("12 June 2025")
    assert day.agrees_with("2025-06")
    assert not day.agrees_with("2025-06-13")


def test_numbers() -> None:
    assert numbers("1,500 words") == {1500}
    assert numbers("one thousand two hundred and five") == {1205}
    assert numbers("2,000+ word") == {2000}


def test_a_number_of_marks_is_a_share_of_the_whole_where_the_pack_gives_one() -> None:
    read, _, _ = _share(54, 90)
    assert read("The pass mark is 54") == frozenset({Fraction(54, 90)})
    read, known, _ = _share(0, 0)
    assert (read("The pass mark is 54"), known) == (frozenset(), None)
