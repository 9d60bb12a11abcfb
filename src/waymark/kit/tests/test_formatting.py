"""What a page says for a number, a day and a moment."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from waymark.kit import formatting


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "0 min"), (35, "35 min"), (60, "1 h"), (90, "1 h 30 m"), (960, "16 h"), (2475, "41 h 15 m"),
     (-30, "-30 min"), (-90, "-1 h 30 m")],
)  # fmt: skip
def test_minutes_are_formatted_as_hours(minutes: int, expected: str) -> None:
    assert formatting.hours(minutes) == expected


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
        (-90, "-1 hour 30 minutes"),
    ],
)
def test_a_duration_in_a_sentence(minutes: int, text: str) -> None:
    assert formatting.duration(minutes) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(8997, 10000), "89.9%"),
        (Fraction(9, 10), "90%"),
        (Fraction(3781, 4200), "90.0%"),
        (Fraction(999, 1000), "99.9%"),
        (Fraction(9999, 10000), "99.9%"),
        (Fraction(1), "100%"),
        (Fraction(0), "0%"),
        ((3995, 4440), "89.9%"),
        ((3996, 4440), "90%"),
        ((5, 0), "0%"),
    ],
)
def test_share_is_floored_and_a_whole_figure_is_exact(
    value: Fraction | tuple[int, int], expected: str
) -> None:
    assert formatting.share(value) == expected


def test_dates_are_written_in_full() -> None:
    assert formatting.long_date(date(2026, 10, 3)) == "Saturday 3 October 2026"
    assert formatting.short_date(date(2026, 10, 3)) == "3 Oct 2026"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 10, 9), date(2026, 10, 9), "9 October 2026"),
        (date(2026, 10, 9), date(2026, 10, 16), "9 to 16 October 2026"),
        (date(2026, 10, 30), date(2026, 11, 2), "30 October to 2 November 2026"),
        (date(2026, 12, 20), date(2027, 1, 4), "20 December 2026 to 4 January 2027"),
    ],
)
def test_date_span_repeats_no_part(first: date, last: date, expected: str) -> None:
    assert formatting.date_span(first, last) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), "Saturday 24 October 2026, 23:59"),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), "Sunday 25 October 2026, 23:59"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wednesday 1 July 2026, 00:30"),
    ],
)
def test_moments_are_formatted_in_london(moment: datetime, expected: str) -> None:
    assert formatting.long_moment(moment) == expected


def test_other_zones_are_asked_for_by_name() -> None:
    moment = datetime(2026, 10, 24, 22, 59, 7, tzinfo=UTC)
    assert formatting.clock_time(moment, zone="Asia/Dubai") == "02:59"
    assert formatting.clock_seconds(moment) == "23:59:07"
    assert formatting.local_day(moment, zone="Asia/Dubai") == date(2026, 10, 25)


def test_a_moment_without_a_timezone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        formatting.long_moment(datetime(2026, 10, 24, 22, 59))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(21, "yesterday"), (22, "today"), (23, "tomorrow"), (31, "in 9 days"), (19, "3 days ago")],
)
def test_days_away_is_an_extra_beside_the_date(day: int, expected: str) -> None:
    assert formatting.days_away(date(2026, 10, day), today=date(2026, 10, 22)) == expected


def test_counts_and_lists() -> None:
    assert formatting.counted(1, "item", "items") == "1 item"
    assert formatting.counted(1500, "word", "words") == "1,500 words"
    assert (formatting.in_words(7), formatting.in_words(0), formatting.in_words(13)) == ("seven", "no", "13")
    assert formatting.listed(["Ada", "Ben", "Cleo"]) == "Ada, Ben and Cleo"
    assert (formatting.listed(["Ada"]), formatting.listed([])) == ("Ada", "")
