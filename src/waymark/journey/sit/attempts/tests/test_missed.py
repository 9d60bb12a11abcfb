"""Someone with nothing submitted is told once it is over for everyone, and nothing about anyone is undecided."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email
from waymark.journey.sit import actions, jobs
from waymark.journey.sit.attempts.missed import tell_who_missed
from waymark.journey.sit.extra_time.tests.makers import grant_access_time, request
from waymark.journey.sit.models import MissedNotice
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.journey.sit.windows import deadlines

CLOSE = datetime(2026, 11, 10, tzinfo=UTC)
WITHIN = datetime(2026, 11, 4, 9, tzinfo=UTC)
OVER = CLOSE + timedelta(seconds=20)
SECOND = timedelta(seconds=1)


@pytest.fixture
def window(cast):
    """A window that opens after both were enrolled; the cast is in the middle of it."""
    window = make_window(cast, opens_on=date(2026, 11, 2))
    cast.at = WITHIN
    return window


def is_open(cast, at):
    return list(deadlines.open_windows(cohort_ids=[cast.cohort.pk], at=at)) != []


def test_everyone_without_a_text_is_told_once(cast, window):
    assert tell_who_missed(at=OVER - SECOND) == 0
    assert tell_who_missed(at=OVER) == 2
    assert tell_who_missed(at=OVER) == 0
    told = Email.objects.filter(kind="sit.missed").values_list("to", flat=True)
    assert set(told) == {cast.amina.person.email, cast.ben.person.email}
    entry = Entry.objects.get(verb="sit.missed")
    assert (entry.about_id, entry.by, entry.at, entry.facts) == (window.pk, None, OVER, {"emails": 2})
    assert MissedNotice.objects.get().written == 2


def test_where_everyone_wrote_no_one_is_told(cast, window):
    for who in ("amina", "ben"):
        save(make_sitting(cast, who, window=window), "A beginning.", at=cast.at)
    assert jobs.run(at=OVER + timedelta(minutes=10)) == 2
    assert not Entry.objects.filter(verb="sit.missed").exists()
    assert MissedNotice.objects.get().written == 0


def test_no_one_is_told_while_a_text_waits_to_be_collected(cast, window):
    save(make_sitting(cast, window=window), "A beginning.", at=cast.at)
    assert tell_who_missed(at=OVER) == 0
    assert jobs.run(at=OVER + timedelta(minutes=10)) == 1 + 1


@pytest.mark.parametrize("granted", [True, False])
def test_an_arrangement_keeps_the_window_until_it_is_decided(cast, window, granted):
    access_time = actions.request_access_time(
        enrolment=cast.amina, extra_days=2, arrangement="Dyslexia", by=cast.grace, at=CLOSE - SECOND
    )
    assert is_open(cast, OVER)
    assert tell_who_missed(at=OVER) == 0
    actions.decide_access_time(access_time=access_time, granted=granted, why="Shown.", by=cast.jonas, at=OVER)
    assert is_open(cast, OVER) is granted
    assert tell_who_missed(at=OVER) == (0 if granted else 2)


def test_an_arrangement_that_was_decided_before_or_asked_for_afterwards_keeps_nothing_open(cast, window):
    grant_access_time(
        enrolment=cast.ben, extra_days=2, arrangement="Dyslexia", by=cast.grace, at=cast.at, granted=False
    )
    actions.request_access_time(
        enrolment=cast.amina, extra_days=2, arrangement="Dyslexia", by=cast.grace, at=CLOSE
    )
    assert not is_open(cast, OVER)
    assert tell_who_missed(at=OVER) == 2


def test_a_request_for_more_time_keeps_the_window_until_it_is_decided(cast, window):
    request(cast, window, until_on=date(2026, 11, 12))
    assert is_open(cast, OVER)
    assert tell_who_missed(at=OVER) == 0
