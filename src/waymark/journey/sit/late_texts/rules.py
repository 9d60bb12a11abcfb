"""By when text that arrived within the tolerance is decided, and by whom.

| Clause | Says                                                                | Here        |
|--------|---------------------------------------------------------------------|-------------|
| house  | five weekdays after the day of the close, before anything is marked | `decide_by` |
| house  | proposed by one person, confirmed or returned by another            | `may_review` |

Pure: ids of persons, no rows.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from waymark.journey.sit.reasons import SittingReason
from waymark.kit.decisions import Decision

WEEKDAYS_TO_DECIDE = 5
SATURDAY = 5


def decide_by(closed_on: date) -> date:
    """The last day on which the decision is due: weekdays counted from the day after the local day of the close."""
    day, left = closed_on, WEEKDAYS_TO_DECIDE
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def may_review(*, proposed_by: int, writers: Container[int], reviewer: int) -> Decision[SittingReason]:
    """Someone who neither proposed it nor wrote one of the texts confirms a proposal, or returns it."""
    is_own = reviewer == proposed_by or reviewer in writers
    return Decision((SittingReason.OWN_REQUEST,) if is_own else ())
