"""Who may request more time, and who may decide.

| Clause | Says                                                          | Here               |
|--------|---------------------------------------------------------------|--------------------|
| house  | requested before the close, for a later one, one at a time     | `may_request_extension` |
| house  | decided by another person                                     | `may_decide`       |
| house  | access time is decided within five working days               | `decide_by`        |
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window, effective_deadline, is_late
from waymark.kit.decisions import Decision


def may_request_extension(
    window: Window, *, until: datetime, submitted: bool, at: datetime
) -> Decision[SittingReason]:
    """Whether an extension may be requested: before the close, for a later one, once at a time."""
    reasons = []
    if is_late(window, at=at):
        reasons.append(SittingReason.CLOSED)
    if window.is_pending:
        reasons.append(SittingReason.PENDING)
    if submitted:
        reasons.append(SittingReason.SEALED)
    if until <= effective_deadline(window):
        reasons.append(SittingReason.NOT_LATER)
    return Decision(tuple(reasons))


def may_decide(*, asked_by: int, writer: int, decider: int) -> Decision[SittingReason]:
    """An extension is decided by someone who neither asked for it nor writes; ids of persons."""
    return Decision((SittingReason.OWN_REQUEST,) if decider in (asked_by, writer) else ())


WORKING_DAYS = 5


def decide_by(*, asked_on: date, holidays: Container[date]) -> date:
    """The fifth working day after the day of the request: Monday to Friday, without bank holidays."""
    day, left = asked_on, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays
    return day
