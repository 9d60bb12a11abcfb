"""Standing arrangements: extra days in this window and later ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.ground.people.models import Email, RoleHeld
from waymark.ground.people.roles import Role
from waymark.ground.programmes.england import bank_holidays
from waymark.journey.sit import actions, queries
from waymark.journey.sit.extra_time.rules import decide_by
from waymark.journey.sit.extra_time.tests.makers import (
    CLOSES,
    OWN,
    close_of,
    grant_access_time,
    make_window_and_second_lead,
)
from waymark.journey.sit.models import AccessTime, AccessTimeDecision, Sitting
from waymark.journey.sit.submission.collecting import collect_closed
from waymark.journey.sit.tests.makers import make_paper, make_sitting, make_window, save
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.deadlines import rest_minutes_in
from waymark.journey.sit.writing.own_sitting import get_sitting_for


@pytest.fixture
def window(cast):
    return make_window_and_second_lead(cast)


def time_of(cast):
    return f"/sit/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/time/"


def decision_url(cast, access_time):
    return f"/sit/cohorts/{cast.cohort.slug}/access-times/{access_time.pk}/"


GRANTED = {"decision": "granted", "why": "Shown by the plan."}


@pytest.mark.parametrize("decider", ["helen", "jonas"])
def test_a_granted_arrangement_applies_to_this_window_and_later_ones(cast, window, decider):
    """Another lead decides, or a board member where there is one lead."""
    fields = {"extra_days": "2", "arrangement": "25% more time"}
    browser = cast.browser("grace")
    assert [browser.post(time_of(cast), fields).status_code for _ in range(2)] == [302, 302]
    access_time = AccessTime.objects.get()
    assert close_of(window, cast) == CLOSES
    assert "25% more time" in cast.browser("amina").get(OWN).content.decode()
    other = cast.browser(decider)
    if decider == "jonas":
        assert "1 request for more time to decide" in other.get("/").content.decode()
    listed = other.get(f"/sit/cohorts/{cast.cohort.slug}/extensions/").content.decode()
    assert "1 request for more time to decide" in listed
    assert decision_url(cast, access_time) in listed
    url = decision_url(cast, access_time)
    assert [other.post(url, GRANTED).status_code for _ in range(2)] == [302, 302]
    assert close_of(window, cast) == datetime(2026, 10, 29, tzinfo=UTC)
    later = make_window(cast, paper=make_paper(cast, code="B"), opens_on=date(2027, 3, 22))
    assert close_of(later, cast) == datetime(2027, 3, 31, 23, tzinfo=UTC)
    for who, page in (("grace", time_of(cast)), ("amina", OWN)):
        text = cast.browser(who).get(page).content.decode()
        assert "25% more time" in text
        assert "Grace Penhaligon" in text
        assert cast.people[decider].name in text
        assert "Wednesday 28 October 2026, 23:59 (Europe/London)" in text
    assert Email.objects.filter(subject="Extra time for your written assessments").count() == 1


def test_no_one_decides_what_they_asked_for(cast, window):
    row = actions.request_access_time(
        enrolment=cast.amina, extra_days=60, arrangement="More time", by=cast.grace, at=cast.at
    )
    page = cast.browser("grace").post(decision_url(cast, row), GRANTED)
    assert page.status_code == 422
    assert "someone else has to decide it" in page.content.decode()
    with pytest.raises(actions.CannotDecideAccessTime) as refused:
        actions.decide_access_time(
            access_time=row, granted=True, why="Mine.", by=cast.amina.person, at=cast.at
        )
    assert refused.value.codes == ("own_request",)
    assert close_of(window, cast) == CLOSES
    assert not AccessTimeDecision.objects.exists()


def test_the_window_stays_open_until_the_arrangement_is_decided(cast, window):
    """As with a request for more time: what is written meanwhile counts only if it is granted."""
    sitting = make_sitting(cast, window=window)
    save(sitting, "Written in time.", at=cast.at)
    row = actions.request_access_time(
        enrolment=cast.amina, extra_days=1, arrangement="More time", by=cast.grace, at=cast.at
    )
    times = [
        deadlines.times_of(window=window, enrolment=cast.amina),
        deadlines.times_in(window)[cast.amina.pk],
        deadlines.give_times(deadlines.with_own_times(Sitting.objects.filter(pk=sitting.pk)))[0].times,
        get_sitting_for(for_=cast.amina.person, code=sitting.code).times,
    ]
    assert [time.is_pending for time in times] == [True] * 4
    assert not deadlines.times_of(window=window, enrolment=cast.ben).is_pending
    assert collect_closed(at=CLOSES + timedelta(minutes=10)) == 0
    assert queries.count_undecided(cohort_id=cast.cohort.pk) == (1, 0)
    late = CLOSES + timedelta(hours=1)
    actions.decide_access_time(access_time=row, granted=True, why="Yes.", by=cast.helen, at=late)
    assert close_of(window, cast) == CLOSES + timedelta(days=1)
    assert not deadlines.times_of(window=window, enrolment=cast.amina).is_pending


def test_an_arrangement_asked_for_after_the_close_keeps_nothing_open(cast, window):
    save(make_sitting(cast, window=window), "Written in time.", at=cast.at)
    actions.request_access_time(
        enrolment=cast.amina, extra_days=1, arrangement="More time", by=cast.grace, at=CLOSES
    )
    assert not deadlines.times_of(window=window, enrolment=cast.amina).is_pending
    assert queries.count_undecided(cohort_id=cast.cohort.pk) == (0, 0)
    assert collect_closed(at=CLOSES + timedelta(minutes=10)) == 1


def test_a_refused_arrangement_adds_nothing_and_says_why(cast, window):
    grant_access_time(
        enrolment=cast.amina, extra_days=1, arrangement="More", by=cast.grace, at=cast.at, granted=False
    )
    assert close_of(window, cast) == CLOSES
    email = Email.objects.get(subject="Extra time for your written assessments")
    assert "was not granted" in email.text
    assert "Shown by the plan." in email.text
    assert "Not granted" in cast.browser("amina").get(OWN).content.decode()


def test_one_request_at_a_time_and_a_different_one_is_not_dropped(cast, window):
    fields = {"enrolment": cast.amina, "arrangement": "More time", "by": cast.grace, "at": cast.at}
    first = actions.request_access_time(extra_days=1, **fields)
    assert actions.request_access_time(extra_days=1, **fields) == first
    with pytest.raises(actions.CannotRequestAccessTime) as refused:
        actions.request_access_time(extra_days=2, **fields)
    assert refused.value.codes == ("pending",)


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        (date(2026, 10, 22), date(2026, 10, 29)),
        (date(2026, 10, 24), date(2026, 10, 30)),
        (date(2026, 12, 23), date(2027, 1, 4)),
        (date(2027, 3, 24), date(2027, 4, 2)),
    ],
)
def test_an_arrangement_is_to_be_decided_within_five_working_days(asked, until):
    assert decide_by(asked_on=asked, holidays=bank_holidays()) == until


def test_an_overdue_decision_is_called_overdue(cast, window):
    row = actions.request_access_time(
        enrolment=cast.amina, extra_days=1, arrangement="More time", by=cast.grace, at=cast.at
    )
    cast.set_time(datetime(2026, 10, 29, 12, tzinfo=UTC))
    assert "overdue" not in cast.browser("helen").get(decision_url(cast, row)).content.decode()
    cast.set_time(datetime(2026, 10, 30, 1, tzinfo=UTC))
    assert "This is overdue." in cast.browser("helen").get(decision_url(cast, row)).content.decode()


def test_arrangement_does_not_reopen_a_window_that_is_over(cast, window):
    grant_access_time(enrolment=cast.amina, extra_days=3, arrangement="More time", by=cast.grace, at=CLOSES)
    assert close_of(window, cast) == CLOSES


@pytest.mark.parametrize("days", ["0", "-1", "61", "1.5", "1e3", "NaN", "9" * 30, "two", ""])
def test_invalid_number_of_days_is_refused(cast, window, days):
    response = cast.browser("grace").post(time_of(cast), {"extra_days": days, "arrangement": "More time"})
    assert response.status_code == 422
    assert "More time" in response.content.decode()
    assert not AccessTime.objects.exists()


def test_no_one_may_give_extra_time_to_themselves(cast, window):
    RoleHeld.objects.create(person=cast.amina.person, role=Role.LEAD.value, at=cast.at)
    with pytest.raises(actions.CannotRequestAccessTime):
        actions.request_access_time(
            enrolment=cast.amina, extra_days=1, arrangement="x", by=cast.amina.person, at=cast.at
        )


def test_participant_with_more_time_is_told_so_beside_the_length_of_the_window(cast, window):
    sentence = "including the first and last day. You have been given more time"
    assert sentence not in cast.browser("amina").get("/sit/").content.decode()
    grant_access_time(
        enrolment=cast.amina,
        extra_days=1,
        arrangement="25% more time",
        by=cast.people["grace"],
        at=cast.at,
    )
    assert sentence in cast.browser("amina").get("/sit/").content.decode()
    assert sentence not in cast.browser("ben").get("/sit/").content.decode()


@pytest.mark.parametrize(
    ("days", "minutes", "close", "words"),
    [
        (0, 90, CLOSES + timedelta(minutes=90), "1 hour 30 minutes for rest breaks"),
        (1, 0, CLOSES + timedelta(days=1), "1 extra calendar day"),
        (
            2,
            45,
            CLOSES + timedelta(days=2, minutes=45),
            "2 extra calendar days and 45 minutes for rest breaks",
        ),
    ],
)
def test_minutes_for_rest_breaks_are_added_after_the_days(cast, window, days, minutes, close, words):
    row = actions.request_access_time(
        enrolment=cast.amina,
        extra_days=days,
        rest_minutes=minutes,
        arrangement="Breaks",
        by=cast.grace,
        at=cast.at,
    )
    assert close_of(window, cast) == CLOSES
    assert words in cast.browser("helen").get(decision_url(cast, row)).content.decode().replace(
        words[:1].upper() + words[1:], words
    )
    actions.decide_access_time(access_time=row, granted=True, why="Agreed.", by=cast.helen, at=cast.at)
    assert close_of(window, cast) == close
    assert rest_minutes_in(window=window, enrolment_id=cast.amina.pk) == minutes
    assert rest_minutes_in(window=window, enrolment_id=cast.ben.pk) == 0
    assert words in Email.objects.get(subject="Extra time for your written assessments").text
    later = make_window(cast, paper=make_paper(cast, code="B"), opens_on=date(2027, 3, 22))
    last = datetime(2027, 3, 29, 23, tzinfo=UTC) + timedelta(days=days, minutes=minutes)
    assert close_of(later, cast) == last


@pytest.mark.parametrize(
    ("days", "minutes", "code"),
    [
        (0, 0, "extra_days"),
        (61, 0, "extra_days"),
        (-1, 5, "extra_days"),
        (0, 2401, "rest_minutes"),
        (1, -1, "rest_minutes"),
    ],
)
def test_time_that_cannot_be_given_is_refused(cast, days, minutes, code):
    with pytest.raises(actions.CannotRequestAccessTime) as refused:
        actions.request_access_time(
            enrolment=cast.amina,
            extra_days=days,
            rest_minutes=minutes,
            arrangement="A",
            by=cast.grace,
            at=cast.at,
        )
    assert refused.value.codes == (code,)
    assert not AccessTime.objects.exists()


def test_forty_hours_for_rest_breaks_is_the_most(cast):
    row = actions.request_access_time(
        enrolment=cast.amina, extra_days=60, rest_minutes=2400, arrangement="A", by=cast.grace, at=cast.at
    )
    again = actions.request_access_time(
        enrolment=cast.amina, extra_days=60, rest_minutes=2400, arrangement="A", by=cast.grace, at=cast.at
    )
    assert again == row
    with pytest.raises(actions.CannotRequestAccessTime) as refused:
        actions.request_access_time(
            enrolment=cast.amina, extra_days=60, rest_minutes=2399, arrangement="A", by=cast.grace, at=cast.at
        )
    assert refused.value.codes == ("pending",)


def test_a_participant_reads_how_much_was_added_for_rest_breaks(cast, window):
    sitting = make_sitting(cast, window=window)
    page = f"/sit/{sitting.code}/copies/"
    assert cast.browser("amina").get(page).status_code == 200
    assert "Rest breaks" not in cast.browser("amina").get(page).content.decode()
    row = actions.request_access_time(
        enrolment=cast.amina, extra_days=0, rest_minutes=90, arrangement="Breaks", by=cast.grace, at=cast.at
    )
    assert "Rest breaks" not in cast.browser("amina").get(page).content.decode()
    actions.decide_access_time(access_time=row, granted=True, why="Agreed.", by=cast.helen, at=cast.at)
    assert "1 hour 30 minutes for rest breaks were added" in cast.browser("amina").get(page).content.decode()
