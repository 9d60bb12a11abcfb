"""Limits decided here: the demonstration's time, sessions, clocks, risk, and what each home shows first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from typing import cast as as_type

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.guards import guards_off
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.hours import actions as hours
from waymark.ground.hours.rules import ItemStatus, minutes_needed
from waymark.ground.people.roles import Role
from waymark.journey.learn.actions import take_register
from waymark.journey.learn.queries import list_sessions
from waymark.journey.mark.models import Script
from waymark.journey.mark.tests.makers import make_mark, make_scripts, marker_of
from waymark.journey.reflect.tests.makers import AFTER_WORKSHOP, make_many_answers
from waymark.journey.sit import jobs
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.kit.formatting import long_date
from waymark.web import actions, durability
from waymark.web.cohort import rows_of
from waymark.web.homes.facilitator import facilitator
from waymark.web.participant import PAGES, address_of, heading_of, journey_of, reach_in_words
from waymark.web.rules import RouteItem
from waymark.web.sessions import SessionStore

NOON = datetime(2026, 10, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (datetime(2026, 10, 22, 9, 0, tzinfo=UTC), "back"),
        (datetime(2037, 1, 1, 0, 0, tzinfo=UTC), "too_far"),
    ],
)
def test_time_moves_forward_by_at_most_ten_years(cast: Cast, to: datetime, code: str) -> None:
    with pytest.raises(actions.CannotMoveTime) as refused:
        actions.move_time(to=to, at=cast.at, by=cast.grace)
    assert refused.value.codes == (code,)


def test_time_may_move_to_the_end_of_the_tenth_year(cast: Cast) -> None:
    to = datetime(2036, 12, 31, 23, 59, tzinfo=UTC)
    assert actions.move_time(to=to, at=cast.at, by=cast.grace).pretend_at == to


def test_session_keeps_its_data_until_it_expires(db: None) -> None:
    store = SessionStore()
    store["reference"] = "ABC"
    store.save()
    assert SessionStore(store.session_key).load() == {"reference": "ABC"}
    store.set_expiry(timedelta(seconds=-1))
    store.save()
    over = SessionStore(store.session_key)
    assert over.load() == {}
    assert over.session_key is None


def skew(its: datetime, *clock: datetime) -> timedelta:
    """What is found when the database says `its`, and our clock before and after says these."""
    moments = iter(clock)
    connection: Any = SimpleNamespace(vendor="postgresql")

    class Cursor:
        def __enter__(self) -> Cursor:
            return self

        def __exit__(self, *_: object) -> None: ...

        def execute(self, question: str) -> None: ...

        def fetchone(self) -> tuple[datetime]:
            return (its,)

    connection.cursor = Cursor
    return durability.clock_skew(as_type(BaseDatabaseWrapper, connection), clock=lambda: next(moments))


@pytest.mark.parametrize(
    ("its", "ahead"),
    [(-7, -7), (0, 0), (1, 0), (2, 0), (5, 3)],
    ids=["behind", "at", "between", "after", "ahead"],
)
def test_clock_skew_ignores_the_time_the_query_takes(its: int, ahead: int) -> None:
    measured = skew(NOON + timedelta(seconds=its), NOON, NOON + timedelta(seconds=2))
    assert measured == timedelta(seconds=ahead)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(2, ""), (-2, ""), (2.1, "2.1 s ahead of"), (-3, "3.0 s behind")]
)
def test_skew_of_two_seconds_needs_no_warning(seconds: float, expected: str) -> None:
    warning = durability.skew_warning(timedelta(seconds=seconds))
    assert (expected in warning) if expected else not warning


def test_oldest_missing_register_comes_first(cast: Cast) -> None:
    sessions = list_sessions(cohort=cast.cohort)
    ended = [session for session in sessions if session.calendar_item.ends_at <= cast.at]
    first, second = sorted(ended, key=lambda session: session.calendar_item.ends_at)[:2]
    browser = cast.browser("fay")
    assert f"Take the register for {first.item.title}" in browser.get("/").content.decode()
    take_register(calendar_item=first.calendar_item, minutes={cast.amina.pk: 60}, by=cast.fay, at=cast.at)
    assert f"Take the register for {second.item.title}" in browser.get("/").content.decode()


def test_no_one_is_lost_while_the_rule_can_be_met(cast: Cast) -> None:
    early = datetime(2025, 5, 1, 9, 0, tzinfo=UTC)
    rows = rows_of(cohort=cast.cohort, for_=cast.grace, role=Role.LEAD, at=early)
    assert [(row.lost, row.risk) for row in rows] == [(False, ""), (False, "")]
    rows = rows_of(cohort=cast.cohort, for_=cast.grace, role=Role.LEAD, at=cast.at)
    assert [row.lost for row in rows] == [True, True]
    assert all("can’t reach more than 90%" in row.risk for row in rows)


def test_no_one_is_lost_while_exactly_the_hours_needed_are_possible(cast: Cast) -> None:
    closed = {f"workshop-{n}": 240 for n in range(1, 5)} | {f"seminar-{n}": 120 for n in range(1, 6)}
    for item_id, minutes in (closed | {"webinar-1": 61}).items():
        hours.credit(
            enrolment=cast.amina,
            item_id=item_id,
            minutes=minutes,
            source="test",
            because=cast.cohort,
            by=None,
            at=cast.at,
        )
    rows = rows_of(cohort=cast.cohort, for_=cast.grace, role=Role.LEAD, at=cast.at)
    row = next(row for row in rows if row.reference == cast.amina.reference)
    assert row.done + row.possible == row.needed
    assert not row.lost


def test_enough_hours_are_exactly_the_hours_needed(cast: Cast) -> None:
    journey = journey_of(enrolment=cast.amina, at=cast.at)
    needed = minutes_needed(of=journey.engagement.base, rule=journey.programme.engagement)
    enough = replace(journey, engagement=replace(journey.engagement, earned=needed, possible=needed))
    assert reach_in_words(enough) == "You have enough hours."
    assert reach_in_words(enough, own=False) == "They have enough hours."
    short = replace(journey, engagement=replace(journey.engagement, earned=needed - 1, possible=needed))
    assert "1 minute more" in reach_in_words(short)


def test_only_items_that_have_a_page_and_can_be_started_are_opened(cast: Cast) -> None:
    items = journey_of(enrolment=cast.uma, at=datetime(2025, 11, 1, tzinfo=UTC)).items
    without_page = [item for item in items if item.way not in PAGES]
    not_startable = [item for item in items if item.status is ItemStatus.CANNOT_START]
    assert without_page
    assert any(item.way in PAGES for item in not_startable)
    assert not any(item.opens or address_of(item) for item in (*without_page, *not_startable))
    assert any(item.opens and address_of(item) for item in items)


def test_oldest_missing_register_of_all_cohorts_comes_first(cast: Cast) -> None:
    older = cohorts.open_cohort(
        programme=cast.cohort.programme,
        name="Older",
        starts_on=cast.cohort.starts_on - timedelta(days=70),
        by=None,
        at=cast.at,
    )
    cohorts.assign_staff(cohort=older, person=cast.fay, role=Role.FACILITATOR, by=None, at=cast.at)
    page = cast.browser("fay").get("/").content.decode()
    first = list_sessions(cohort=older)[0]
    assert f"It was on {long_date(first.calendar_item.on)}, with Older." in page


def test_heading_counts_items_and_minutes() -> None:
    item = RouteItem(
        item_id="a",
        what="A workshop",
        status=ItemStatus.NOT_STARTED,
        why="",
        minutes=90,
        earned=0,
        on=NOON.date(),
        until=NOON.date(),
    )
    assert heading_of([item]) == "1 item, 1 h 30 m"
    assert heading_of([item, item]) == "2 items, 3 h"
    assert heading_of([replace(item, minutes=0)]) == "1 item"


def test_visitor_sees_a_sign_in_link(client: Client, db: None) -> None:
    page = client.get("/accessibility/").content.decode()
    assert '<a href="/accounts/login/">' in page


def test_marker_home_counts_scripts_to_mark(cast: Cast) -> None:
    scripts = make_scripts(cast, cast.amina, cast.ben)
    marker = marker_of(scripts[0], "first")
    mine = Script.objects.filter(allocations__marker=marker).count()
    make_mark(scripts[0], "first", 12)
    browser = cast.browser(next(name for name, person in cast.people.items() if person == marker))
    page = browser.get("/").content.decode()
    assert f"1 of {mine}." in page or mine == 1
    assert (f"{mine - 1} script" in page) or "You have marked all your scripts" in page


def test_scripts_without_a_marker_are_to_be_allocated(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    assert "to prepare and allocate" not in cast.browser("grace").get("/").content.decode()
    with guards_off():
        script.allocations.filter(part="second").delete()
    assert "1 script to prepare and allocate" in cast.browser("grace").get("/").content.decode()


def test_home_links_to_the_receipt_after_submission(cast: Cast) -> None:
    sitting = make_sitting(cast, "amina", window=make_window(cast))
    save(sitting, "In time.", at=cast.at)
    jobs.run(at=datetime(2026, 10, 28, tzinfo=UTC))
    cast.set_time(datetime(2026, 10, 28, tzinfo=UTC))
    page = cast.browser("amina").get("/").content.decode()
    assert reverse("sit:receipt", args=[sitting.code]) in page
    assert "See the receipt" in page


def test_facilitator_home_shows_results_when_no_register_is_missing(cast: Cast) -> None:
    at = AFTER_WORKSHOP
    for session in list_sessions(cohort=cast.cohort):
        if session.calendar_item.ends_at <= at:
            take_register(
                calendar_item=session.calendar_item, minutes={cast.amina.pk: 60}, by=cast.fay, at=at
            )
    assert facilitator(person=cast.fay, at=at).label != "See the results"
    make_many_answers(cast)
    assert facilitator(person=cast.fay, at=at).label == "See the results"
