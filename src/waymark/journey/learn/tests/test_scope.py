"""A register belongs to one session, and study to one participant and one item."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import CalendarItem
from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.ledger.queries import count_entries
from waymark.ground.programmes.values import Way
from waymark.journey.learn import actions, queries
from waymark.journey.learn.tests.makers import STUDY, WORKSHOP, get_calendar_item


@pytest.fixture
def parallel(cast):
    """A participant of a second cohort with the same calendar, who attended its first workshop for an hour."""
    cohort = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Parallel", starts_on=cast.cohort.starts_on, by=None, at=cast.at
    )
    enrolment = cast.enrolled("pia", "Pia", "Parallel", cohort=cohort)
    calendar_item = next(row for row in list_calendar(cohort_id=cohort.pk) if row.item_id == WORKSHOP)
    take(cast, {enrolment: 60}, calendar_item=calendar_item)
    return enrolment


def take(cast, minutes, *, calendar_item=None, minutes_later=0):
    return actions.take_register(
        calendar_item=calendar_item or get_calendar_item(cast),
        minutes={enrolment.pk: attended for enrolment, attended in minutes.items()},
        by=cast.fay,
        at=cast.at + timedelta(minutes=minutes_later),
    )


def complete(cast, enrolment, page_id):
    item = cast.programme().item(STUDY)
    return actions.complete_study(
        enrolment=enrolment, item=item, page_id=page_id, by=enrolment.person, at=cast.at
    )


def session_of(cohort, item_id=WORKSHOP):
    return next(session for session in queries.list_sessions(cohort=cohort) if session.item.id == item_id)


def test_taking_a_register_returns_the_rows_it_added(cast):
    rows = take(cast, {cast.amina: 240, cast.ben: 90})
    assert [(row.enrolment, row.minutes) for row in rows] == [(cast.amina, 240), (cast.ben, 90)]
    rows = take(cast, {cast.amina: 240, cast.ben: 100})
    assert [(row.enrolment, row.minutes) for row in rows] == [(cast.ben, 100)]
    assert take(cast, {cast.amina: 240, cast.ben: 100}) == []


def test_a_register_names_no_one_of_another_cohort(cast, parallel):
    take(cast, {cast.amina: 240, cast.ben: 0})
    own, parallel_session = session_of(cast.cohort), session_of(parallel.cohort)
    assert (own.recorded, own.present) == (2, 1)
    assert (parallel_session.recorded, parallel_session.present) == (1, 1)
    assert queries.attended_minutes(calendar_item=own.calendar_item) == {cast.amina.pk: 240, cast.ben.pk: 0}
    assert queries.attended_minutes(calendar_item=parallel_session.calendar_item) == {parallel.pk: 60}


def test_one_minute_counts_as_present(cast):
    take(cast, {cast.amina: 1, cast.ben: 0})
    assert session_of(cast.cohort).present == 1


def test_sessions_are_the_attended_items(cast):
    items = {item.id for item in cast.programme().items if item.way is Way.ATTENDED}
    assert {session.item.id for session in queries.list_sessions(cohort=cast.cohort)} == items


def test_the_newest_attendance_of_a_participant_counts(cast):
    take(cast, {cast.amina: 240, cast.ben: 30})
    take(cast, {cast.amina: 200}, minutes_later=5)
    attendance = queries.find_attendance(enrolment=cast.amina, item_id=WORKSHOP)
    assert attendance
    assert (attendance.enrolment, attendance.minutes) == (cast.amina, 200)
    assert queries.find_attendance(enrolment=cast.amina, item_id="workshop-2") is None
    assert queries.find_attendance(enrolment=cast.ben, item_id=WORKSHOP).minutes == 30


def test_pages_are_completed_by_one_participant_in_one_item(cast):
    item = cast.programme().item(STUDY)
    first, second = item.pages[0].id, item.pages[1].id
    complete(cast, cast.amina, first)
    complete(cast, cast.ben, second)

    def completed(enrolment, item=item):
        parts = queries.list_study_parts(enrolment=enrolment, item=item)
        return [part.page_id for part in parts if part.completed_at]

    assert (completed(cast.amina), completed(cast.ben)) == ([first], [second])
    renamed = item.model_copy(update={"id": "study-2"})
    assert completed(cast.amina, renamed) == []


def test_an_item_without_a_time_starts_with_its_local_day():
    calendar_item = CalendarItem(on=date(2026, 7, 1), starts_at=None)
    assert queries.starts_at(calendar_item, zone="Europe/London") == datetime(2026, 6, 30, 23, 0, tzinfo=UTC)


def test_a_page_is_found_by_its_id(cast):
    item = cast.programme().item(STUDY)
    assert [queries.find_page(item=item, page_id=page.id) for page in item.pages] == list(item.pages)
    assert queries.find_page(item=item, page_id="no-such") is None


def test_what_an_item_asks_beyond_its_pages_comes_last(cast):
    item = cast.programme().item(STUDY)
    on_pages = sum(page.minutes for page in item.pages)
    longer = item.model_copy(update={"minutes": on_pages + 30})
    parts = queries.list_study_parts(enrolment=cast.amina, item=longer)
    assert [part.minutes for part in parts] == [*(page.minutes for page in item.pages), 30]
    whole = item.model_copy(update={"minutes": on_pages})
    assert len(queries.list_study_parts(enrolment=cast.amina, item=whole)) == len(item.pages)
    without_minutes = item.model_copy(update={"minutes": 0, "pages": ()})
    assert len(queries.list_study_parts(enrolment=cast.amina, item=without_minutes)) == 1


def test_a_completed_page_leaves_one_audit_line(cast):
    page = cast.programme().item(STUDY).pages[0].id
    complete(cast, cast.amina, page)
    complete(cast, cast.amina, page)
    assert count_entries(provider_id=cast.llse.pk, verb="learn.study_completed") == 1
