"""Minutes are those of one participant and of one item, and what they come to follows from the calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.models import CalendarItem, Enrolment
from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours import actions, queries
from waymark.ground.programmes.values import Way
from waymark.kit.progress import Status, Step

WORKSHOP = "workshop-1"


def credit(
    cast: Cast, enrolment: Enrolment, minutes: int, *, item: str = WORKSHOP, source: str = "test"
) -> None:
    actions.credit(
        enrolment=enrolment,
        item_id=item,
        minutes=minutes,
        source=source,
        because=cast.cohort,
        by=None,
        at=cast.at,
    )


@pytest.fixture
def credited(cast: Cast) -> Cast:
    credit(cast, cast.amina, 60)
    credit(cast, cast.amina, 30, item="workshop-2")
    credit(cast, cast.ben, 90)
    credit(cast, cast.uma, 45)
    return cast


def dated(cast: Cast, item_id: str = WORKSHOP) -> CalendarItem:
    return next(row for row in list_calendar(cohort_id=cast.cohort.pk) if row.item_id == item_id)


def step(cast: Cast, item_id: str, *, days_after: int = 0) -> Step:
    """A step of amina's, so many days after the item is over."""
    at = dated(cast, item_id).ends_at + timedelta(days=days_after)
    steps = queries.steps_of(enrolment=cast.amina, ways=list(Way), at=at)
    return next(step for step in steps if step.item_id == item_id)


def test_the_lines_of_a_participant_are_their_own(credited: Cast) -> None:
    assert [line.minutes for line in queries.list_credits(enrolment=credited.amina)] == [60, 30]
    assert [line.minutes for line in queries.list_credits(enrolment=credited.ben)] == [90]


def test_minutes_by_item_are_those_of_one_participant(credited: Cast) -> None:
    assert queries.credited_by_item(enrolment=credited.amina) == {WORKSHOP: 60, "workshop-2": 30}
    assert queries.credited_by_item(enrolment=credited.ben) == {WORKSHOP: 90}


def test_a_calendar_comes_with_the_minutes_of_one_participant(credited: Cast) -> None:
    _, minutes = queries.calendar_with_credits(enrolment=credited.amina)
    assert {item: earned for item, earned in minutes.items() if earned} == {WORKSHOP: 60, "workshop-2": 30}
    _, minutes = queries.calendar_with_credits(enrolment=credited.ben)
    assert {item: earned for item, earned in minutes.items() if earned} == {WORKSHOP: 90}


def test_minutes_of_a_cohort_are_those_of_its_participants(credited: Cast) -> None:
    assert queries.credited_in_cohort(cohort=credited.cohort) == {
        credited.amina.pk: {WORKSHOP: 60, "workshop-2": 30},
        credited.ben.pk: {WORKSHOP: 90},
    }
    assert queries.credited_in_cohort(cohort=credited.ucl_cohort) == {credited.uma.pk: {WORKSHOP: 45}}


def test_one_minute_is_credited(cast: Cast) -> None:
    credit(cast, cast.amina, 1)
    assert queries.credited_by_item(enrolment=cast.amina) == {WORKSHOP: 1}


def test_a_session_earns_no_more_a_week_after_it_is_over(cast: Cast) -> None:
    programme, calendar = cast.programme(), list_calendar(cohort_id=cast.cohort.pk)
    a_week_later = dated(cast).ends_at + timedelta(days=7)
    closed = queries.closed_items(programme, calendar, at=a_week_later)
    assert WORKSHOP in closed
    assert WORKSHOP not in queries.closed_items(programme, calendar, at=a_week_later - timedelta(seconds=1))
    attended = {item.id for item in programme.items if item.way is Way.ATTENDED}
    end = max(row.ends_at for row in calendar) + timedelta(days=8)
    assert queries.closed_items(programme, calendar, at=end) == attended


def test_items_that_do_not_count_are_not_in_the_base(cast: Cast) -> None:
    for enrolment in (cast.amina, cast.uma):
        items = cast.programme(enrolment.cohort).items
        base = queries.standing_of(enrolment=enrolment, at=cast.at).base
        assert base == sum(item.minutes for item in items if item.counts)


def test_steps_are_those_of_the_ways_asked_for(cast: Cast) -> None:
    steps = queries.steps_of(enrolment=cast.amina, ways=(Way.ATTENDED,), at=cast.at)
    attended = {item.id for item in cast.programme().items if item.way is Way.ATTENDED}
    assert {one.item_id for one in steps} == attended


def test_a_session_that_is_over_without_minutes_waits_for_its_register(cast: Cast) -> None:
    assert step(cast, WORKSHOP).status is Status.WAITING
    assert step(cast, WORKSHOP).why.startswith("It is over")
    assert step(cast, WORKSHOP, days_after=-1).status is Status.NOT_STARTED
    assert step(cast, WORKSHOP, days_after=-1).why == ""


def test_study_that_is_over_does_not_wait_for_a_register(cast: Cast) -> None:
    assert step(cast, "study-1", days_after=30).status is Status.NOT_STARTED


def test_minutes_in_part_are_in_progress_and_all_of_them_are_done(cast: Cast) -> None:
    credit(cast, cast.amina, 60)
    assert step(cast, WORKSHOP).status is Status.IN_PROGRESS
    credit(cast, cast.amina, 180, source="later")
    assert step(cast, WORKSHOP).status is Status.DONE


def test_questions_open_when_their_experience_is_over(cast: Cast) -> None:
    ends_at = dated(cast, "workshop-3").ends_at

    def questions(minutes: int) -> Step:
        at = ends_at + timedelta(minutes=minutes)
        steps = queries.steps_of(enrolment=cast.amina, ways=(Way.ANSWERED,), at=at)
        return next(one for one in steps if one.item_id == "formative-3")

    assert questions(-1).status is Status.CANNOT_START
    assert questions(-1).why == f"Opens when {cast.programme().item('workshop-3').title} is over."
    assert questions(0).status is Status.NOT_STARTED
