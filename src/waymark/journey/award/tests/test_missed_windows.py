"""Who missed a window is told which one, once, and what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.people.models import Email
from waymark.journey.award.tests.test_resits import second_window
from waymark.journey.mark.tests.makers import make_submission, make_window
from waymark.journey.sit.attempts.missed import tell_who_missed
from waymark.journey.sit.attempts.models import MissedNotice

CLOSED = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)


def told(cast: Cast) -> list[Email]:
    return list(Email.objects.filter(once__startswith="sit.missed:").order_by("id"))


def test_who_submitted_nothing_is_told_once(cast: Cast) -> None:
    window = make_window(cast)
    make_submission(window, cast.ben)
    assert tell_who_missed(at=CLOSED - timedelta(hours=10)) == 0
    assert not MissedNotice.objects.exists()
    tell_who_missed(at=CLOSED)
    assert tell_who_missed(at=CLOSED + timedelta(hours=1)) == 0
    assert MissedNotice.objects.get().window == window


def test_the_email_says_which_window_and_what_comes_next(cast: Cast) -> None:
    first = make_window(cast)
    later = second_window(cast)
    make_submission(later, cast.ben, at=later.opens_at)
    closed = later.closes_before + timedelta(hours=9)
    assert tell_who_missed(at=closed) == 1
    [email] = told(cast)
    assert email.to == cast.amina.person.email
    assert "closed on Monday 25 January 2027, 23:59" in email.text
    assert "Your programme team will tell you when the next window opens." in email.text
    assert "doesn’t count as an attempt" in email.text
    assert first != later


def test_home_names_the_missed_window_and_the_next_one(cast: Cast) -> None:
    make_window(cast)
    second_window(cast)
    cast.set_time(CLOSED)
    page = cast.browser("amina").get("/").content.decode()
    assert "You missed the window that closed on Monday 26 October 2026, 23:59." in page
    assert "The next one: Monday 18 January 2027" in page


def test_who_has_withdrawn_is_not_told(cast: Cast) -> None:
    window = second_window(cast)
    cohorts.withdraw(
        enrolment=cast.amina,
        reason=WithdrawalReason.OTHER,
        effective_on=date(2026, 10, 22),
        by=cast.grace,
        at=cast.at,
    )
    tell_who_missed(at=window.closes_before + timedelta(hours=9))
    assert [email.to for email in told(cast)] == [cast.ben.person.email]


def test_nobody_is_told_of_a_window_that_closed_long_ago(cast: Cast) -> None:
    make_window(cast)
    assert tell_who_missed(at=CLOSED + timedelta(days=60)) == 0
    assert not MissedNotice.objects.exists()
