"""What people are told without anyone pressing a button: to whom, when, and once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.models import CalendarItem
from waymark.ground.emails.queries import RecipientReason, list_recipients
from waymark.ground.people.models import Email
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.journey.coach import actions as coach
from waymark.journey.gather import actions as gather
from waymark.journey.learn import jobs as learn
from waymark.journey.learn.announcing import due_notice
from waymark.journey.mark import actions as mark
from waymark.journey.mark.tests.makers import AFTER, make_scripts
from waymark.journey.reflect import jobs as reflect
from waymark.journey.sit import jobs as sit
from waymark.journey.sit.actions import open_window
from waymark.journey.sit.tests.makers import make_paper

LONDON = ZoneInfo("Europe/London")
NINE = time(9)


def sent(kind: str) -> list[str]:
    return sorted(Email.objects.filter(kind=kind).values_list("to", flat=True))


BOTH = ["amina@llse.example", "ben@llse.example"]


def session(cast: Cast) -> CalendarItem:
    """The last one that people attend."""
    items = CalendarItem.objects.filter(cohort=cast.cohort, starts_at__isnull=False).order_by("-starts_at")
    programme = programme_of(cast.cohort.programme)
    return next(item for item in items if programme.item(item.item_id).way == "attended")


def told(item: CalendarItem, kind: str) -> list[str]:
    rows = Email.objects.filter(kind=kind, once__startswith=f"learn.session:{item.pk}:")
    return sorted(rows.values_list("to", flat=True))


def set_window(cast: Cast) -> datetime:
    day = cast.at.date() + timedelta(days=5)
    window = open_window(
        cohort=cast.cohort, paper=make_paper(cast), opens_on=day, opens_time=NINE, days=8, closes_time=time(23, 59),
        zone="Europe/London", by=cast.people["grace"], at=cast.at,
    )  # fmt: skip
    return window.opens_at


def test_a_window_is_announced_when_it_is_set_and_when_it_opens(cast: Cast) -> None:
    opens = set_window(cast)
    assert sent("sit.window_set") == BOTH
    sit.run(at=opens - timedelta(seconds=1))
    assert sent("sit.window_opens") == []
    for _ in range(3):
        sit.run(at=opens)
    assert sent("sit.window_opens") == BOTH
    text = Email.objects.filter(kind="sit.window_opens")[0].text
    assert "It closes on" in text
    assert f"?enrolment={cast.amina.reference}" in text


def test_a_session_is_announced_a_week_and_a_day_before_at_nine_local_time(cast: Cast) -> None:
    item = session(cast)
    assert item.starts_at is not None
    start = item.starts_at.astimezone(LONDON)
    for days, kind in ((7, "learn.session_next_week"), (1, "learn.session_tomorrow")):
        due = datetime.combine(start.date() - timedelta(days=days), NINE, LONDON)
        learn.run(at=due - timedelta(seconds=1))
        assert told(item, kind) == []
        for _ in range(2):
            learn.run(at=due)
        assert told(item, kind) == [*BOTH, "fay@llse.example"]
    learn.run(at=item.starts_at + timedelta(minutes=1))
    assert len(told(item, "learn.session_next_week") + told(item, "learn.session_tomorrow")) == 6


def test_after_a_pause_only_the_nearer_notice_is_sent(cast: Cast) -> None:
    item = session(cast)
    assert item.starts_at is not None
    assert (
        due_notice(starts=item.starts_at, zone="Europe/London", at=item.starts_at - timedelta(hours=2)) == 1
    )
    learn.run(at=item.starts_at - timedelta(hours=2))
    assert told(item, "learn.session_tomorrow") == [*BOTH, "fay@llse.example"]
    assert told(item, "learn.session_next_week") == []


def test_a_session_that_is_moved_is_announced_again(cast: Cast) -> None:
    item = session(cast)
    assert item.starts_at is not None
    learn.run(at=item.starts_at - timedelta(hours=2))
    CalendarItem.objects.filter(pk=item.pk).update(starts_at=item.starts_at + timedelta(hours=1))
    learn.run(at=item.starts_at - timedelta(hours=1))
    assert len(told(item, "learn.session_tomorrow")) == 6


def test_people_are_told_their_coach_and_coaches_whom_they_coach(cast: Cast) -> None:
    pairs = {cast.amina: cast.people["hugo"], cast.ben: cast.people["hugo"]}
    for _ in range(2):
        coach.pair_coaches(coaches=pairs, by=cast.people["grace"], at=cast.at)
    assert sent("coach.paired") == BOTH
    (email,) = Email.objects.filter(kind="coach.coachees")
    assert email.to == "hugo@llse.example"
    assert "Amina Castellane\nBen Oyelaran" in email.text


def test_people_are_told_their_peer_group(cast: Cast) -> None:
    for _ in range(2):
        gather.create_groups(cohort=cast.cohort, by=cast.people["grace"], at=cast.at)
    assert sent("gather.grouped") == BOTH


def test_someone_who_joins_the_staff_is_told(cast: Cast) -> None:
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    for _ in range(2):
        cohorts.assign_staff(
            cohort=cast.cohort, person=ivy, role=Role.COACH, by=cast.people["grace"], at=cast.at
        )
    assert sent("cohorts.staffed") == ["ivy@llse.example"]


def test_markers_are_told_how_many_scripts_and_no_writer(cast: Cast) -> None:
    scripts = make_scripts(cast, cast.amina, cast.ben)
    mark.allocate_scripts(cohort=cast.cohort, by=cast.people["grace"], at=AFTER)
    emails = Email.objects.filter(kind="mark.allocated")
    assert emails.exists()
    assert {email.to for email in emails} <= {
        "chioma@llse.example",
        "dev@llse.example",
        "esther@llse.example",
    }
    for email in emails:
        for secret in ("Amina", "Ben ", "Oyelaran", "Castellane", *(script.code for script in scripts)):
            assert secret not in f"{email.text}{email.values}"


@pytest.mark.parametrize("job", [learn.run, reflect.run, sit.run])
def test_a_round_with_nothing_new_takes_few_statements(  # type: ignore[no-untyped-def]
    cast: Cast, job, django_assert_max_num_queries
) -> None:
    job(at=cast.at)
    with django_assert_max_num_queries(6):
        assert job(at=cast.at) == 0


def test_someone_who_withdrew_is_told_nothing_more(cast: Cast) -> None:
    day = cast.at.date()
    cohorts.withdraw(
        enrolment=cast.ben, reason=WithdrawalReason.CAPACITY, effective_on=day, note="Left", by=cast.people["grace"],
        at=cast.at,
    )  # fmt: skip
    set_window(cast)
    assert sent("sit.window_set") == ["amina@llse.example"]
    (left,) = [row for row in list_recipients(
        cohort=cast.cohort, enrolments=[cast.amina, cast.ben], is_marketing=False, at=cast.at
    ) if row.left_out]  # fmt: skip
    assert (left.enrolment, left.left_out) == (cast.ben, RecipientReason.NOT_TAKING_PART)
