"""When the clock of a class of record begins for one enrolment. Pure.

| Class                                  | Its clock begins                                                            |
|----------------------------------------|-----------------------------------------------------------------------------|
| extension evidence                     | when the last result is released; if none will come, when the person left   |
| evidence bank, scripts                 | when the last result is released, when the person left, or when their last  |
|                                        | appeal was over, whichever is the latest                                    |
| dietary needs                          | with the end of the last session that the person could come to; if there is |
|                                        | none, with the record itself                                                |
| enquiry, rejected application          | with the record itself: see each room’s `personal_data.py`                  |
| award record, programme, account       | never                                                                       |

Nothing begins while a decided outcome waits for its release, an appeal is under way, or someone who failed goes on.
An enrolment that carries on in another one ends with that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from waymark.kit.retention import Clock


class StartReason(StrEnum):
    """What made a clock begin."""

    RESULT = "result"
    WITHDRAWAL = "withdrawal"
    LEFT = "left"
    """For another lead provider, or by an act that was undone."""
    APPEAL = "appeal"
    EVENT = "event"
    OWN = "own"
    """The record itself."""


@dataclass(frozen=True)
class Start:
    at: datetime
    because: StartReason


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is known of one enrolment."""

    released_at: datetime | None = None
    """The release of the last outcome."""
    awaits_release: bool = False
    """Whether an outcome was decided that is not released yet."""
    may_try_again: bool = False
    """Whether the last outcome made no award, and there may be another."""
    left: Start | None = None
    """The withdrawal, or the move to another provider."""
    carries_on_in: int | None = None
    """The id of the enrolment in which the person goes on."""
    appeal_over_at: datetime | None = None
    """When the last appeal was over."""
    appeal_is_open: bool = False


def starts_of(courses: Mapping[int, Course], *, clock: Clock) -> dict[int, Start]:
    """By enrolment id, when its clock began; without those whose clock has not begun."""
    starts = {}
    for enrolment_id in courses:
        last = _last_of(enrolment_id, courses)
        start = start_of(last, clock=clock) if last else None
        if start is not None:
            starts[enrolment_id] = start
    return starts


def _last_of(enrolment_id: int, courses: Mapping[int, Course]) -> Course | None:
    """The course in which it ends; None if that is not known."""
    seen = set()
    course = courses.get(enrolment_id)
    while course is not None and course.carries_on_in is not None:
        if enrolment_id in seen:
            return None
        seen.add(enrolment_id)
        enrolment_id = course.carries_on_in
        course = courses.get(enrolment_id)
    return course


def start_of(course: Course, *, clock: Clock) -> Start | None:
    """When the clock began; None if it has not."""
    if course.awaits_release or course.appeal_is_open:
        return None
    if course.may_try_again and course.left is None:
        return None
    result = Start(course.released_at, StartReason.RESULT) if course.released_at else None
    if clock is Clock.RESULT:
        return result or course.left
    if clock is not Clock.END:
        return None
    end = max((start for start in (result, course.left) if start), key=lambda start: start.at, default=None)
    if end is None or course.appeal_over_at is None or course.appeal_over_at <= end.at:
        return end
    return Start(course.appeal_over_at, StartReason.APPEAL)


def event_start(ends: Iterable[datetime], *, recorded_at: datetime) -> Start:
    """`ends`: for each enrolment, the end of its last session, or when the person left it."""
    last = max(ends, default=None)
    return Start(last, StartReason.EVENT) if last else Start(recorded_at, StartReason.OWN)
