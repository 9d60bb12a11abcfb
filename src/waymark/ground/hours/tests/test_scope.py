"""Minutes belong to one participant and one item; progress follows from the calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.models import CalendarItem, Enrolment
from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours import actions, queries
from waymark.ground.hours.rules import ItemProgress, ItemStatus
from waymark.ground.programmes.values import Way

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


def progress_at(cast: Cast, item_id: str, at: datetime) -> ItemProgress:
    calendar, credited = queries.list_calendar_with_minutes(enrolment=cast.amina)
    progress = queries.calculate_item_progress(cast.programme(), calendar, credited, at=at)
    return next(item for item in progress if item.item_id == item_id)


def progress(cast: Cast, item_id: str, *, days_after: int = 0) -> ItemProgress:
    """Amina's progress with an item, so many days after it is over."""
    return progress_at(cast, item_id, dated(cast, item_id).ends_at + timedelta(days=days_after))


def test_credits_are_those_of_one_participant(credited: Cast) -> None:
    assert [credit.minutes for credit in queries.list_credits(enrolment=credited.amina)] == [60, 30]
    assert [credit.minutes for credit in queries.list_credits(enrolment=credited.ben)] == [90]


def test_minutes_by_item_are_those_of_one_participant(credited: Cast) -> None:
    assert queries.get_minutes_by_item(enrolment=credited.amina) == {WORKSHOP: 60, "workshop-2": 30}
    assert queries.get_minutes_by_item(enrolment=credited.ben) == {WORKSHOP: 90}


def test_calendar_has_the_minutes_of_one_participant(credited: Cast) -> None:
    _, minutes = queries.list_calendar_with_minutes(enrolment=credited.amina)
    assert {item: earned for item, earned in minutes.items() if earned} == {WORKSHOP: 60, "workshop-2": 30}
    _, minutes = queries.list_calendar_with_minutes(enrolment=credited.ben)
    assert {item: earned for item, earned in minutes.items() if earned} == {WORKSHOP: 90}


def test_minutes_by_enrolment_are_those_of_one_cohort(credited: Cast) -> None:
    assert queries.get_minutes_by_enrolment(cohort=credited.cohort) == {
        credited.amina.pk: {WORKSHOP: 60, "workshop-2": 30},
        credited.ben.pk: {WORKSHOP: 90},
    }
    assert queries.get_minutes_by_enrolment(cohort=credited.ucl_cohort) == {credited.uma.pk: {WORKSHOP: 45}}


def test_one_minute_is_credited(cast: Cast) -> None:
    credit(cast, cast.amina, 1)
    assert queries.get_minutes_by_item(enrolment=cast.amina) == {WORKSHOP: 1}


def test_session_is_closed_a_week_after_it_ends(cast: Cast) -> None:
    programme, calendar = cast.programme(), list_calendar(cohort_id=cast.cohort.pk)
    a_week_later = dated(cast).ends_at + timedelta(days=7)
    closed = queries.closed_items(programme, calendar, at=a_week_later)
    assert WORKSHOP in closed
    assert WORKSHOP not in queries.closed_items(programme, calendar, at=a_week_later - timedelta(seconds=1))
    attended = {item.id for item in programme.items if item.way is Way.ATTENDED}
    end = max(row.ends_at for row in calendar) + timedelta(days=8)
    assert queries.closed_items(programme, calendar, at=end) == attended


def test_items_that_do_not_count_are_not_planned_minutes(cast: Cast) -> None:
    for enrolment in (cast.amina, cast.uma):
        items = cast.programme(enrolment.cohort).items
        base = queries.get_engagement(enrolment=enrolment, at=cast.at).base
        assert base == sum(item.minutes for item in items if item.counts)


def test_past_session_without_minutes_waits_for_its_register(cast: Cast) -> None:
    assert progress(cast, WORKSHOP).status is ItemStatus.WAITING
    assert progress(cast, WORKSHOP).why.startswith("This session is over")
    assert progress(cast, WORKSHOP, days_after=-1).status is ItemStatus.NOT_STARTED
    assert progress(cast, WORKSHOP, days_after=-1).why == ""


def test_past_study_does_not_wait_for_a_register(cast: Cast) -> None:
    assert progress(cast, "study-1", days_after=30).status is ItemStatus.NOT_STARTED


def test_part_of_the_minutes_is_in_progress_and_all_is_done(cast: Cast) -> None:
    credit(cast, cast.amina, 60)
    assert progress(cast, WORKSHOP).status is ItemStatus.IN_PROGRESS
    credit(cast, cast.amina, 180, source="later")
    assert progress(cast, WORKSHOP).status is ItemStatus.DONE


def test_questions_open_when_their_experience_is_over(cast: Cast) -> None:
    ends_at = dated(cast, "workshop-3").ends_at

    def questions(minutes: int) -> ItemProgress:
        return progress_at(cast, "formative-3", ends_at + timedelta(minutes=minutes))

    assert questions(-1).status is ItemStatus.CANNOT_START
    assert questions(-1).why == f"Opens when {cast.programme().item('workshop-3').title} ends."
    assert questions(0).status is ItemStatus.NOT_STARTED


@pytest.mark.parametrize("named_by", ["the question set", "the item"])
def test_questions_wait_for_an_experience_that_is_named_once(cast: Cast, named_by: str) -> None:
    programme = cast.programme()
    item = programme.item("formative-3")
    changes = {"after": ()} if named_by == "the question set" else {"question_set": None}
    experience = programme.item("workshop-3")
    programme = programme.model_copy(update={"items": (item.model_copy(update=changes), experience)})
    calendar = list_calendar(cohort_id=cast.cohort.pk)
    a_minute_early = dated(cast, "workshop-3").ends_at - timedelta(minutes=1)
    questions, _ = queries.calculate_item_progress(programme, calendar, {}, at=a_minute_early)
    assert questions.why == f"Opens when {experience.title} ends."
