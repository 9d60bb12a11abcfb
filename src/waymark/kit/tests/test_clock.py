"""Windows of whole local days: every row and case of the deadline rules, exact to the second.

Instants are UTC. London changed its clocks on 29 March and 25 October 2026.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.kit.clock import NoSuchWindow, Span, day_over, local_day, window_of, zone_named


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(opens_on: str, days: int = 8, opens: str = "00:01", closes: str = "23:59", **fields: str) -> Span:
    return window_of(
        opens_on=date.fromisoformat(opens_on),
        days=days,
        opens_time=time.fromisoformat(opens),
        closes_time=time.fromisoformat(closes),
        **fields,
    )


@pytest.mark.parametrize(
    ("opens_on", "opens_at", "closes_before", "length"),
    [
        ("2026-10-19", "2026-10-18T23:01", "2026-10-27T00:00", timedelta(days=8, minutes=59)),
        ("2026-10-23", "2026-10-22T23:01", "2026-10-31T00:00", timedelta(days=8, minutes=59)),
        ("2026-03-23", "2026-03-23T00:01", "2026-03-30T23:00", timedelta(days=7, hours=22, minutes=59)),
        ("2027-01-11", "2027-01-11T00:01", "2027-01-19T00:00", timedelta(days=7, hours=23, minutes=59)),
    ],
    ids=["clocks back inside", "clocks back near the end", "clocks forward", "winter"],
)
def test_eight_days_in_london(opens_on: str, opens_at: str, closes_before: str, length: timedelta) -> None:
    span = window(opens_on)
    assert span == Span(opens_at=utc(opens_at), closes_before=utc(closes_before))
    assert span.closes_before - span.opens_at == length


CASES = """
2026-07-01 1 00:00 23:59 Europe/London       2026-06-30T23:00 2026-07-01T23:00 one whole day
2026-01-12 1 09:00 17:00 Europe/London       2026-01-12T09:00 2026-01-12T17:01 the named minute counts whole
2026-01-12 1 09:00 09:00 Europe/London       2026-01-12T09:00 2026-01-12T09:01 a minute long
2028-02-22 8 00:01 23:59 Europe/London       2028-02-22T00:01 2028-03-01T00:00 leap day
2026-02-22 8 00:01 23:59 Europe/London       2026-02-22T00:01 2026-03-02T00:00 no leap day
2026-12-28 8 00:01 23:59 Europe/London       2026-12-28T00:01 2027-01-05T00:00 new year
2026-10-25 1 01:30 23:59 Europe/London       2026-10-25T00:30 2026-10-26T00:00 opens in the hour said twice
2026-10-25 1 00:01 01:30 Europe/London       2026-10-24T23:01 2026-10-25T01:31 closes in the hour said twice
2026-10-25 1 01:00 01:59 Europe/London       2026-10-25T00:00 2026-10-25T02:00 all of the hour said twice
2026-03-29 1 01:30 23:59 Europe/London       2026-03-29T01:00 2026-03-29T23:00 opens in the hour that is not
2026-03-29 1 00:01 01:30 Europe/London       2026-03-29T00:01 2026-03-29T01:00 closes in the hour that is not
2026-03-29 1 00:01 00:59 Europe/London       2026-03-29T00:01 2026-03-29T01:00 last minute before the gap
2026-03-29 1 00:01 02:00 Europe/London       2026-03-29T00:01 2026-03-29T01:01 first minute after the gap
2026-10-18 8 00:01 23:59 Europe/London       2026-10-17T23:01 2026-10-26T00:00 closes on the day of the change
2026-10-17 8 00:01 23:59 Europe/London       2026-10-16T23:01 2026-10-24T23:00 closes the day before it
2026-10-25 8 00:01 23:59 Europe/London       2026-10-24T23:01 2026-11-02T00:00 opens on the day of the change
2026-10-19 8 00:01 23:59 Asia/Dubai          2026-10-18T20:01 2026-10-26T20:00 Dubai keeps one time
2026-10-19 8 00:01 23:59 Europe/Madrid       2026-10-18T22:01 2026-10-26T23:00 Madrid
2026-10-26 8 00:01 23:59 America/New_York    2026-10-26T04:01 2026-11-03T05:00 New York changes a week later
2026-03-29 1 00:00 23:59 Asia/Beirut         2026-03-28T22:00 2026-03-29T21:00 midnight that is not, in Beirut
2026-10-04 1 02:15 23:59 Australia/Lord_Howe 2026-10-03T15:30 2026-10-04T13:00 half an hour's change, Lord Howe
2026-10-19 1 00:01 23:59 Asia/Kathmandu      2026-10-18T18:16 2026-10-19T18:15 Kathmandu's quarter of an hour
2011-12-30 1 00:01 23:59 Pacific/Apia        refused          refused          a day that is not, in Apia
2026-10-19 8 00:01 23:59 UTC                 2026-10-19T00:01 2026-10-27T00:00 UTC
"""
"""First day, days, opening, closing, zone; opens at and closes before, in UTC; what is shown."""


@pytest.mark.parametrize("case", CASES.strip().splitlines(), ids=lambda case: case.split(maxsplit=7)[7])
def test_every_case(case: str) -> None:
    opens_on, days, opens, closes, zone, opens_at, closes_before, _ = case.split(maxsplit=7)
    if opens_at == "refused":
        with pytest.raises(NoSuchWindow):
            window(opens_on, int(days), opens, closes, zone=zone)
        return
    span = window(opens_on, int(days), opens, closes, zone=zone)
    assert (span.opens_at, span.closes_before) == (utc(opens_at), utc(closes_before))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"zone": "Europe/Winchester"}, "no time zone called 'Europe/Winchester'"),
        ({"zone": ""}, "no time zone"),
        ({"zone": "../etc/passwd"}, "no time zone"),
        ({"zone": "Europe"}, "no time zone"),
        ({"zone": "Europe/London\x00"}, "no time zone"),
        ({"days": 0}, "at least one day"),
        ({"days": -8}, "at least one day"),
        ({"days": 4_000_000}, "last possible date"),
        ({"days": 1, "opens": "12:00", "closes": "11:00"}, "close before it opens"),
    ],
)
def test_what_is_refused(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(NoSuchWindow, match=sentence):
        window("2026-10-19", **fields)


def test_the_last_instant_is_inside_and_the_close_is_not() -> None:
    span = window("2026-10-19")
    just = timedelta(microseconds=1)
    assert not span.holds(span.opens_at - just)
    assert span.holds(span.opens_at)
    assert span.holds(span.closes_before - just)
    assert not span.holds(span.closes_before)


def test_the_day_it_is_and_when_it_is_over() -> None:
    assert local_day(utc("2026-10-24T23:30")) == date(2026, 10, 25)
    assert local_day(utc("2026-10-24T23:30"), "America/New_York") == date(2026, 10, 24)
    assert day_over(date(2026, 10, 25)) == utc("2026-10-26T00:00")
    assert day_over(date(2026, 10, 24)) == utc("2026-10-24T23:00")


ZONES = st.sampled_from(
    ["Europe/London", "Europe/Madrid", "Asia/Dubai", "America/New_York", "Australia/Lord_Howe", "UTC"]
)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 60), ZONES)
def test_windows_hold_their_local_days_and_no_other(first: date, days: int, zone: str) -> None:
    span = window_of(opens_on=first, days=days, opens_time=time(0, 1), closes_time=time(23, 59), zone=zone)
    last_minute = (span.closes_before - timedelta(minutes=1)).astimezone(zone_named(zone))
    opening = span.opens_at.astimezone(zone_named(zone))
    assert (opening.date(), opening.time()) == (first, time(0, 1))
    assert (last_minute.date(), last_minute.time()) == (first + timedelta(days=days - 1), time(23, 59))
