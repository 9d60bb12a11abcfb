"""By when an enquiry must be answered: tables across weekends, bank holidays and changes of the clocks."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from waymark.ground.programmes.england import bank_holidays
from waymark.journey.enquire.enquiries import rules
from waymark.journey.enquire.enquiries.rules import AnswerClock, Counts, Said, State

LONDON = ZoneInfo("Europe/London")


def local(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("asked", "hours", "due"),
    [
        ("2026-11-02 09:30", 48, "2026-11-04 09:30"),
        ("2026-11-06 16:00", 48, "2026-11-08 16:00"),  # a weekend counts
        ("2026-12-24 12:00", 48, "2026-12-26 12:00"),  # bank holidays count
        ("2026-10-24 12:00", 48, "2026-10-26 11:00"),  # the clocks go back: 48 real hours
        ("2026-03-28 12:00", 48, "2026-03-30 13:00"),  # the clocks go forward
        ("2026-11-02 09:30", 72, "2026-11-05 09:30"),
    ],
)
def test_elapsed_hours_count_every_hour(asked: str, hours: int, due: str) -> None:
    found = rules.due_at(local(asked), clock=AnswerClock(hours=hours), holidays=bank_holidays())
    assert found.astimezone(LONDON) == local(due)


@pytest.mark.parametrize(
    ("asked", "hours", "due"),
    [
        ("2026-11-02 09:30", 2, "2026-11-02 11:30"),
        ("2026-11-02 16:00", 2, "2026-11-03 10:00"),  # the rest of a day, then the next
        ("2026-11-06 16:00", 16, "2026-11-10 16:00"),  # over a weekend
        ("2026-11-07 11:00", 8, "2026-11-09 17:00"),  # asked on a Saturday: the whole Monday
        ("2026-11-02 20:00", 1, "2026-11-03 10:00"),  # asked in the evening
        ("2026-12-24 16:00", 2, "2026-12-29 10:00"),  # Christmas and the bank holiday on Monday 28 December
        ("2026-10-23 16:00", 2, "2026-10-26 10:00"),  # the clocks go back over the weekend
        ("2026-03-27 16:00", 2, "2026-03-30 10:00"),  # and forward
        ("2026-11-02 09:00", 8, "2026-11-02 17:00"),  # the last minute of a working day is still in time
    ],
)
def test_working_hours_leave_out_nights_weekends_and_bank_holidays(asked: str, hours: int, due: str) -> None:
    clock = AnswerClock(hours=hours, counts=Counts.WORKING)
    found = rules.due_at(local(asked), clock=clock, holidays=bank_holidays())
    assert found.astimezone(LONDON) == local(due)


def test_a_working_day_that_crosses_the_change_of_the_clocks_has_its_real_hours() -> None:
    night = AnswerClock(hours=3, counts=Counts.WORKING, working_from=time(0), working_until=time(6))
    found = rules.due_at(local("2026-10-23 00:00"), clock=night, holidays=())
    assert found.astimezone(LONDON) == local("2026-10-23 03:00")


def test_a_working_day_without_hours_is_refused() -> None:
    reversed_day = AnswerClock(hours=3, counts=Counts.WORKING, working_from=time(17), working_until=time(9))
    with pytest.raises(ValueError, match="too few working hours"):
        rules.due_at(local("2026-11-02 09:00"), clock=reversed_day, holidays=())


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], State.WAITING),
        ([Said.NOTE, Said.HANDED_OVER], State.WAITING),
        ([Said.ANSWER], State.ANSWERED),
        ([Said.ANSWER, Said.NOTE], State.ANSWERED),
        ([Said.ANSWER, Said.HEARD], State.WAITING),
        ([Said.ANSWER, Said.HEARD, Said.ANSWER], State.ANSWERED),
        ([Said.CLOSED], State.CLOSED),
        ([Said.CLOSED, Said.REOPENED], State.WAITING),
    ],
)
def test_the_state_follows_what_was_said(events: list[Said], state: State) -> None:
    assert rules.state_of(events) is state


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Dear {name}", []),
        ("Dear {nmae}, {name} {fee} {fee}", ["nmae", "fee"]),
        ("{", []),
        ("{}", [""]),
    ],
)
def test_places_that_nothing_fills_are_found(text: str, unknown: list[str]) -> None:
    assert rules.unknown_places(text, places=["name"]) == unknown
