"""Reminders go out at their times, once, to participants who have not submitted, and never several at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waymark.ground.ledger.models import Entry
from waymark.ground.people.models import Email
from waymark.journey.sit import actions, jobs
from waymark.journey.sit.extra_time.tests.makers import grant_access_time
from waymark.journey.sit.models import Reminder
from waymark.journey.sit.reminders.schedule import due_reminder, reminder_time
from waymark.journey.sit.reminders.sending import send_reminders
from waymark.journey.sit.tests.makers import make_crowd, make_sitting, make_window, save, words
from waymark.journey.sit.tests.pages import statements
from waymark.journey.sit.windows.announcing import announce_opened

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


def reminder_emails():
    return list(Email.objects.filter(once__startswith="sit.reminder").order_by("id"))


def emails_to(cast, who):
    return [email for email in reminder_emails() if email.to == cast.people[who].email]


def open_assessment(cast, who, *, at, text=""):
    before, cast.at = cast.at, at
    sitting = make_sitting(cast, who, window=cast.window)
    if text:
        save(sitting, text, at=at)
    cast.at = before
    return sitting


def test_job_counts_what_it_collected_and_what_it_sent(early):
    open_assessment(early, "amina", at=SEVEN, text="A beginning.")
    assert announce_opened(at=ONE) == 2
    assert jobs.run(at=ONE) == 2
    assert len(reminder_emails()) == 2
    assert jobs.run(at=CLOSE + timedelta(minutes=10)) == 1


# --- when ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "moment"), [(168, SEVEN), (72, THREE), (24, ONE), (6, SIX_HOURS)])
def test_whole_days_are_calendar_days_when_the_clocks_change(hours, moment):
    assert reminder_time(hours, close=CLOSE, zone="Europe/London") == moment


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
def test_only_the_nearest_reminder_is_due(at, reminded, due):
    assert due_reminder(close=CLOSE, zone="Europe/London", reminded=reminded, at=at) == due


def test_four_reminders_are_sent_each_at_its_time_and_once(early):
    for moment, many in ((SEVEN, 1), (THREE, 2), (ONE, 3), (SIX_HOURS, 4)):
        send_reminders(at=moment - SECOND)
        assert len(emails_to(early, "amina")) == many - 1
        for at in (moment, moment, moment + SECOND, moment + timedelta(hours=1)):
            send_reminders(at=at)
        assert len(emails_to(early, "amina")) == many
    assert send_reminders(at=CLOSE) == send_reminders(at=CLOSE + timedelta(days=1)) == 0
    assert len({email.once for email in reminder_emails()}) == 8


def test_after_a_pause_only_the_nearest_reminder_is_sent_and_none_after_the_close(early):
    assert send_reminders(at=ONE + timedelta(hours=2)) == 2
    assert [row.hours_before for row in Reminder.objects.all()] == [24]
    send_reminders(at=SIX_HOURS)
    assert len(emails_to(early, "amina")) == 2
    assert send_reminders(at=CLOSE + SECOND) == 0


def test_reminder_is_not_sent_if_its_time_was_before_the_window_was_set(cast):
    cast.at = ONE - timedelta(hours=5)
    make_window(cast)
    assert send_reminders(at=cast.at) == 0
    assert send_reminders(at=ONE) == 2


def test_reminder_is_not_sent_before_the_window_opens(cast):
    cast.at = datetime(2026, 10, 10, 9, 0, tzinfo=UTC)
    window = make_window(cast, days=3, opens_on=date(2026, 10, 19))
    assert send_reminders(at=window.opens_at - SECOND) == 0
    assert send_reminders(at=window.opens_at) == 2


# --- to whom, and the text -----------------------------------------------------------------------------------


def test_reminder_is_not_sent_after_submission_unless_it_is_taken_back(early):
    sitting = open_assessment(early, "amina", at=SEVEN, text="some words")
    amina = early.people["amina"]
    actions.submit(sitting=sitting, declared=True, by=amina, at=SEVEN)
    send_reminders(at=THREE)
    assert not emails_to(early, "amina")
    assert len(emails_to(early, "ben")) == 1
    actions.withdraw_submission(sitting=sitting, by=amina, at=THREE + SECOND)
    send_reminders(at=ONE)
    assert len(emails_to(early, "amina")) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "You haven’t opened your assessment yet."),
        ("", "haven’t written anything yet"),
        ("one two three", "3 words are saved on our server"),
        (words(1512), "12 words over the maximum of 1,500"),
    ],
)
def test_email_states_the_progress_the_exact_close_and_the_contact(early, text, sentence):
    if text is not None:
        open_assessment(early, "amina", at=SEVEN, text=text)
    send_reminders(at=THREE)
    email = emails_to(early, "amina")[0]
    assert sentence in email.text
    assert "Monday 26 October 2026, 23:59 (Europe/London)" in email.text
    assert "npq@llse.example" in email.text
    assert "23:59" in email.subject


def test_reminder_is_not_sent_to_other_cohorts_or_providers(early):
    send_reminders(at=THREE)
    assert {email.to for email in reminder_emails()} == {
        early.people["amina"].email,
        early.people["ben"].email,
    }
    assert {email.provider_id for email in reminder_emails()} == {early.llse.pk}
    entry = Entry.objects.get(verb="sit.reminded")
    assert (entry.provider_id, entry.facts["emails"]) == (early.llse.pk, 2)


# --- more time -----------------------------------------------------------------------------------------------


def extend(cast, who, until_on, *, at):
    extension = actions.request_extension(
        window=cast.window, enrolment=getattr(cast, who), until_on=until_on, reason="Ill", evidence="",
        by=cast.people[who], at=at,
    )  # fmt: skip
    return extension, lambda later: actions.decide_extension(
        extension=extension, granted=True, why="Yes", by=cast.grace, at=later
    )


def test_later_close_has_only_the_reminders_still_to_come(early):
    for at in (SEVEN, THREE, ONE):
        send_reminders(at=at)
    _, grant = extend(early, "amina", date(2026, 10, 30), at=ONE + timedelta(hours=1))
    grant(ONE + timedelta(hours=2))
    assert len(emails_to(early, "amina")) == 3
    later = CLOSE + timedelta(days=4)
    for at in (ONE + timedelta(hours=3), SIX_HOURS, CLOSE, later - timedelta(days=3) - SECOND):
        send_reminders(at=at)
    assert len(emails_to(early, "amina")) == 3
    assert len(emails_to(early, "ben")) == 4
    for at in (later - timedelta(days=3), later - timedelta(days=1), later - timedelta(hours=6), later):
        send_reminders(at=at)
    assert len(emails_to(early, "amina")) == 6
    assert "Friday 30 October 2026, 23:59" in emails_to(early, "amina")[-1].text


def test_email_mentions_an_undecided_extension(early):
    extend(early, "amina", date(2026, 10, 30), at=SEVEN)
    send_reminders(at=THREE)
    assert "haven’t decided your request" in emails_to(early, "amina")[0].text
    assert "haven’t decided your request" not in emails_to(early, "ben")[0].text


def test_standing_arrangement_moves_the_reminders(early):
    grant_access_time(
        enrolment=early.amina, extra_days=2, arrangement="Dyslexia", by=early.grace, at=early.at
    )
    send_reminders(at=ONE)
    assert len(emails_to(early, "ben")) == 1
    assert "Wednesday 28 October 2026, 23:59" in emails_to(early, "amina")[0].text
    assert {(row.hours_before, row.written) for row in Reminder.objects.all()} == {(24, 1), (72, 1)}


# --- what it costs -------------------------------------------------------------------------------------------


def test_round_with_nothing_due_is_one_query_for_a_thousand_participants(early):
    make_crowd(early, 1000, window=early.window)
    with CaptureQueriesContext(connection) as writing:
        assert send_reminders(at=THREE) == 1002
    with CaptureQueriesContext(connection) as usual:
        assert send_reminders(at=THREE + timedelta(seconds=5)) == 0
    assert len(statements(usual)) == 1, statements(usual)
    assert len(statements(writing)) <= 13, [statement[:200] for statement in statements(writing)]


def test_worker_sends_reminders(early):
    jobs.run(at=THREE)
    assert len(reminder_emails()) == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_reminder_once(early):
    def run_once() -> int:
        try:
            return send_reminders(at=THREE)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        rounds = [workers.submit(run_once) for _ in range(4)]
        assert sorted(round_.result() for round_ in rounds) == [0, 0, 0, 2]
    assert len(reminder_emails()) == 2
    assert Reminder.objects.count() == 1
    assert Entry.objects.filter(verb="sit.reminded").count() == 1
