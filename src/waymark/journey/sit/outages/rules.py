"""Does an outage move a close, by how much, and who may say so?

| Clause           | Says                                                                    | Here           |
|------------------|-------------------------------------------------------------------------|----------------|
| pack: outage     | only an outage of a stated length, in the last hours before the close   | `counts_for`   |
| pack: outage     | a stated number of hours, or its own length in whole hours if longer    | `hours_added`  |
| house            | what was before the window opened was no one's time to write            | `since_opening`|
| house            | whole hours by the clock, added to each participant's own close         | `close_after`  |
| house            | confirmed by someone who neither recorded it nor writes in the window   | `may_review`   |

Pure: instants are UTC, ids of persons.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window, close_moved
from waymark.kit.decisions import Decision

if TYPE_CHECKING:
    from waymark.ground.programmes.values import OutageRule

HOUR = timedelta(hours=1)


def since_opening(window: Window, *, began: datetime) -> datetime:
    """From when on an outage took time to write: its beginning, or the opening if that was later."""
    return max(began, window.opens_at)


def is_long_enough(rule: OutageRule, *, began: datetime, ended: datetime) -> bool:
    return ended - began >= timedelta(minutes=rule.at_least_minutes)


def counts_for(rule: OutageRule, close: datetime, *, began: datetime, ended: datetime) -> bool:
    """Whether some of the outage was in the last hours before this close, and the outage was long enough."""
    is_in_last_hours = began < close and ended > close - rule.in_last_hours * HOUR
    return is_in_last_hours and is_long_enough(rule, began=began, ended=ended)


def hours_added(rule: OutageRule, *, began: datetime, ended: datetime) -> int:
    """The rule's hours, or those that the outage lasted, rounded up, if they are more."""
    return max(rule.adds_hours, -((began - ended) // HOUR))


def close_after(window: Window, *, hours: int) -> Window:
    """The same times with the close moved by that many hours, by the clock and not by the calendar."""
    return close_moved(window, by=hours * HOUR)


def may_review(*, recorded_by: int, writers: Container[int], reviewer: int) -> Decision[SittingReason]:
    """Someone who neither recorded the outage nor has a close that it would move."""
    is_own = reviewer == recorded_by or reviewer in writers
    return Decision((SittingReason.OWN_REQUEST,) if is_own else ())
