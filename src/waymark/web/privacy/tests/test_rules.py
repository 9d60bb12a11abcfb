"""When each clock begins, by class."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from waymark.kit.retention import CLASSES, Clock, Period, RetentionClass, Unit
from waymark.web.privacy.rules import Course, Start, StartReason, event_start, start_of, starts_of


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 12, 0, tzinfo=UTC)


RESULT = Start(day(10), StartReason.RESULT)
WITHDRAWAL = Start(day(12), StartReason.WITHDRAWAL)
EARLIER = Start(day(2), StartReason.WITHDRAWAL)
APPEAL = Start(day(20), StartReason.APPEAL)
EVIDENCE, BANK = RetentionClass.EXTENSION_EVIDENCE, RetentionClass.EVIDENCE_BANK
SCRIPTS, KEPT = RetentionClass.SCRIPTS, RetentionClass.AWARD_RECORD

TABLE: list[tuple[str, Course, dict[RetentionClass, Start]]] = [
    ("still on the programme", Course(), {}),
    ("result released", Course(released_at=day(10)), {EVIDENCE: RESULT, BANK: RESULT, SCRIPTS: RESULT}),
    ("decided and not released", Course(released_at=day(10), awaits_release=True), {}),
    ("failed, with another attempt to come", Course(released_at=day(10), may_try_again=True), {}),
    (
        "failed, then withdrew",
        Course(released_at=day(10), may_try_again=True, left=WITHDRAWAL),
        {EVIDENCE: RESULT, BANK: WITHDRAWAL, SCRIPTS: WITHDRAWAL},
    ),
    (
        "withdrew before any result",
        Course(left=WITHDRAWAL),
        {EVIDENCE: WITHDRAWAL, BANK: WITHDRAWAL, SCRIPTS: WITHDRAWAL},
    ),
    (
        "withdrew, and the script was marked all the same",
        Course(left=EARLIER, released_at=day(10)),
        {EVIDENCE: RESULT, BANK: RESULT, SCRIPTS: RESULT},
    ),
    ("withdrew, and a result is to be released", Course(left=EARLIER, awaits_release=True), {}),
    ("an appeal is open", Course(released_at=day(10), appeal_is_open=True), {}),
    (
        "an appeal is over",
        Course(released_at=day(10), appeal_over_at=day(20)),
        {EVIDENCE: RESULT, BANK: APPEAL, SCRIPTS: APPEAL},
    ),
    (
        "an appeal about an earlier attempt is over",
        Course(released_at=day(10), appeal_over_at=day(5)),
        {EVIDENCE: RESULT, BANK: RESULT, SCRIPTS: RESULT},
    ),
    (
        "an appeal ended at the same moment",
        Course(released_at=day(10), appeal_over_at=day(10)),
        {EVIDENCE: RESULT, BANK: RESULT, SCRIPTS: RESULT},
    ),
    ("an appeal and nothing else", Course(appeal_over_at=day(20)), {}),
]


@pytest.mark.parametrize("retention_class", [EVIDENCE, BANK, SCRIPTS, KEPT])
@pytest.mark.parametrize(("case", "course", "starts"), TABLE, ids=[row[0] for row in TABLE])
def test_a_clock_begins_with_its_class(
    case: str, course: Course, starts: dict[RetentionClass, Start], retention_class: RetentionClass
) -> None:
    assert start_of(course, clock=CLASSES[retention_class].clock) == starts.get(retention_class), case


def test_an_enrolment_that_carries_on_ends_with_the_one_it_carries_on_in() -> None:
    courses = {1: Course(carries_on_in=2), 2: Course(carries_on_in=3), 3: Course(released_at=day(10))}
    assert starts_of(courses, clock=Clock.END) == {1: RESULT, 2: RESULT, 3: RESULT}
    courses[3] = Course()
    assert starts_of(courses, clock=Clock.END) == {}
    assert starts_of({1: Course(carries_on_in=9, released_at=day(10))}, clock=Clock.END) == {}


def test_a_circle_of_enrolments_never_ends() -> None:
    courses = {1: Course(carries_on_in=2), 2: Course(carries_on_in=1, released_at=day(10))}
    assert starts_of(courses, clock=Clock.END) == {}


@pytest.mark.parametrize(
    ("period", "start", "due"),
    [
        (Period(30, Unit.DAYS), day(1), day(31)),
        (Period(12, Unit.MONTHS), day(10), datetime(2027, 3, 10, 12, 0, tzinfo=UTC)),
        (Period(3, Unit.MONTHS), day(31), datetime(2026, 6, 30, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_period_after_its_start(period: Period, start: datetime, due: datetime) -> None:
    assert period.after(start) == due


def test_dietary_needs_are_kept_after_the_last_event_or_else_after_they_were_given() -> None:
    assert event_start([day(3), day(9), day(5)], recorded_at=day(12)) == Start(day(9), StartReason.EVENT)
    assert event_start([], recorded_at=day(12)) == Start(day(12), StartReason.OWN)
