"""Reminders: at their moments, to those who have not handed in, once, and never several at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Letter
from waymark.journey.sit import actions, jobs
from waymark.journey.sit.models import Reminder
from waymark.journey.sit.reminders.reminding import due_mark, moment_of, remind
from waymark.journey.sit.tests.makers import make_crowd, make_sitting, make_window, save, words
from waymark.journey.sit.tests.test_pages import statements

CLOSE = datetime(2026, 10, 27, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SEVEN = datetime(2026, 10, 19, 23, 0, tzinfo=UTC)
THREE = datetime(2026, 10, 23, 23, 0, tzinfo=UTC)
ONE = datetime(2026, 10, 26, 0, 0, tzinfo=UTC)
SIX_HOURS = datetime(2026, 10, 26, 18, 0, tzinfo=UTC)


@pytest.fixture
def early(cast):
    """The cast long before the window, which is set then."""
    cast.at = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
    cast.window = make_window(cast)
    return cast


def letters():
    return list(Letter.objects.filter(once__startswith="sit.reminder").order_by("id"))


def written_to(cast, who):
    return [one for one in letters() if one.to == cast.people[who].email]


def sit_down(cast, who, *, at, text=""):
    before, cast.at = cast.at, at
    sitting = make_sitting(cast, who, window=cast.window)
    if text:
        save(sitting, text, at=at)
    cast.at = before
    return sitting


# --- when ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "moment"), [(168, SEVEN), (72, THREE), (24, ONE), (6, SIX_HOURS)])
def test_days_are_days_of_the_calendar_through_the_change_of_the_clocks(hours, moment):
    assert moment_of(hours, close=CLOSE, zone="Europe/London") == moment


@pytest.mark.parametrize(
    ("at", "reminded", "due"),
    [
        (SEVEN - SECOND, None, None),
        (SEVEN, None, 168),
        (SEVEN, 168, None),
        (THREE - SECOND, 168, None),
        (THREE, 168, 72),
        (ONE, None, 24),
        (SIX_HOURS - SECOND, None, 24),
        (SIX_HOURS, 24, 6),
        (SIX_HOURS, 6, None),
        (THREE, 6, None),
        (CLOSE - SECOND, None, 6),
    ],
)
def test_only_the_nearest_mark_is_due(at, reminded, due):
    assert due_mark(close=CLOSE, zone="Europe/London", reminded=reminded, at=at) == due


def test_four_letters_each_at_its_moment_and_once(early):
    for moment, many in ((SEVEN, 1), (THREE, 2), (ONE, 3), (SIX_HOURS, 4)):
        remind(at=moment - SECOND)
        assert len(written_to(early, "amina")) == many - 1
        for at in (moment, moment, moment + SECOND, moment + timedelta(hours=1)):
            remind(at=at)
        assert len(written_to(early, "amina")) == many
    assert remind(at=CLOSE) == remind(at=CLOSE + timedelta(days=1)) == 0
    assert len({one.once for one in letters()}) == 8


def test_after_a_pause_only_the_nearest_is_written_and_none_after_the_close(early):
    assert remind(at=ONE + timedelta(hours=2)) == 2
    assert [row.hours_before for row in Reminder.objects.all()] == [24]
    remind(at=SIX_HOURS)
    assert len(written_to(early, "amina")) == 2
    assert remind(at=CLOSE + SECOND) == 0


def test_none_before_the_window_opens_and_none_of_a_moment_before_it_was_set(cast):
    cast.at = ONE - timedelta(hours=5)
    make_window(cast)
    assert remind(at=cast.at) == 0
    assert remind(at=ONE) == 2


def test_a_window_that_is_not_open_yet_reminds_nobody(cast):
    cast.at = datetime(2026, 10, 10, 9, 0, tzinfo=UTC)
    window = make_window(cast, days=3, opens_on=date(2026, 10, 19))
    assert remind(at=window.opens_at - SECOND) == 0
    assert remind(at=window.opens_at) == 2


# --- whom, and what it says ----------------------------------------------------------------------------------


def test_who_has_handed_in_gets_none_and_who_took_it_back_gets_one_again(early):
    sitting = sit_down(early, "amina", at=SEVEN, text="some words")
    amina = early.people["amina"]
    actions.submit(sitting=sitting, declared=True, by=amina, at=SEVEN)
    remind(at=THREE)
    assert not written_to(early, "amina")
    assert len(written_to(early, "ben")) == 1
    actions.take_back(sitting=sitting, by=amina, at=THREE + SECOND)
    remind(at=ONE)
    assert len(written_to(early, "amina")) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "You have not opened the desk."),
        ("", "nothing is written yet"),
        ("one two three", "3 words are saved on the server"),
        (words(1512), "12 words above the maximum of 1,500"),
    ],
)
def test_it_says_what_is_missing_the_exact_close_and_where_help_is(early, text, says):
    if text is not None:
        sit_down(early, "amina", at=SEVEN, text=text)
    remind(at=THREE)
    letter = written_to(early, "amina")[0]
    assert says in letter.text
    assert "Monday 26 October 2026, 23:59 (Europe/London)" in letter.text
    assert "npq@llse.example" in letter.text
    assert "23:59" in letter.subject


def test_nobody_of_another_cohort_or_provider_is_written_to(early):
    remind(at=THREE)
    assert {one.to for one in letters()} == {early.people["amina"].email, early.people["ben"].email}
    assert {one.provider_id for one in letters()} == {early.llse.pk}
    entry = Entry.objects.get(verb="sit.reminded")
    assert (entry.provider_id, entry.facts["letters"]) == (early.llse.pk, 2)


# --- more time -----------------------------------------------------------------------------------------------


def extend(cast, who, until_on, *, at):
    asked = actions.ask_for_time(
        window=cast.window, enrolment=getattr(cast, who), until_on=until_on, reason="Ill", evidence="",
        by=cast.people[who], at=at,
    )  # fmt: skip
    return asked, lambda later: actions.decide_extension(
        extension=asked, granted=True, why="Yes", by=cast.grace, at=later
    )


def test_a_later_close_brings_only_the_reminders_that_were_still_to_come(early):
    for at in (SEVEN, THREE, ONE):
        remind(at=at)
    _, grant = extend(early, "amina", date(2026, 10, 30), at=ONE + timedelta(hours=1))
    grant(ONE + timedelta(hours=2))
    assert len(written_to(early, "amina")) == 3
    later = CLOSE + timedelta(days=4)
    for at in (ONE + timedelta(hours=3), SIX_HOURS, CLOSE, later - timedelta(days=3) - SECOND):
        remind(at=at)
    assert len(written_to(early, "amina")) == 3
    assert len(written_to(early, "ben")) == 4
    for at in (later - timedelta(days=3), later - timedelta(days=1), later - timedelta(hours=6), later):
        remind(at=at)
    assert len(written_to(early, "amina")) == 6
    assert "Friday 30 October 2026, 23:59" in written_to(early, "amina")[-1].text


def test_while_an_extension_is_undecided_the_letter_says_so(early):
    extend(early, "amina", date(2026, 10, 30), at=SEVEN)
    remind(at=THREE)
    assert "not decided yet" in written_to(early, "amina")[0].text
    assert "not decided yet" not in written_to(early, "ben")[0].text


def test_a_standing_arrangement_moves_the_reminders(early):
    actions.grant_access_time(
        enrolment=early.amina, extra_days=2, arrangement="Dyslexia", by=early.grace, at=early.at
    )
    remind(at=ONE)
    assert len(written_to(early, "ben")) == 1
    assert "Wednesday 28 October 2026, 23:59" in written_to(early, "amina")[0].text
    assert {(row.hours_before, row.written) for row in Reminder.objects.all()} == {(24, 1), (72, 1)}


# --- what it costs -------------------------------------------------------------------------------------------


def test_a_round_in_which_nothing_is_due_is_one_statement_for_a_thousand(early):
    make_crowd(early, 1000, window=early.window)
    with CaptureQueriesContext(connection) as writing:
        assert remind(at=THREE) == 1002
    with CaptureQueriesContext(connection) as usual:
        assert remind(at=THREE + timedelta(seconds=5)) == 0
    assert len(statements(usual)) == 1, statements(usual)
    assert len(statements(writing)) <= 12, [one[:200] for one in statements(writing)]


def test_the_workers_round_reminds(early):
    jobs.run(at=THREE)
    assert len(letters()) == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_write_each_letter_once(early):
    def round_of_one() -> int:
        try:
            return remind(at=THREE)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        rounds = [workers.submit(round_of_one) for _ in range(4)]
        assert sorted(one.result() for one in rounds) == [0, 0, 0, 2]
    assert len(letters()) == 2
    assert Reminder.objects.count() == 1
    assert Entry.objects.filter(verb="sit.reminded").count() == 1
