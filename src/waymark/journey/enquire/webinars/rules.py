"""Whether someone can sign up for a webinar, and when they are reminded.

| Clause  | Says                                                                              | Here             |
|---------|-----------------------------------------------------------------------------------|------------------|
| our own | until it starts, while it isn't cancelled and there are places                    | `may_sign_up`    |
| our own | one reminder in the last 24 hours, unless they signed up during these; once again | `is_reminder_due`|
|         | when it has been moved                                                            |                  |
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from waymark.kit.decisions import Decision

REMINDED_BEFORE = timedelta(hours=24)


class WebinarReason(StrEnum):
    STARTED = "started"
    CANCELLED = "cancelled"
    FULL = "full"
    IN_THE_PAST = "starts_on"
    NOT_HELD = "recording"


def may_sign_up(
    *, starts_at: datetime, is_cancelled: bool, taken: int, capacity: int | None, at: datetime
) -> Decision[WebinarReason]:
    reasons = []
    if is_cancelled:
        reasons.append(WebinarReason.CANCELLED)
    if at >= starts_at:
        reasons.append(WebinarReason.STARTED)
    if capacity is not None and taken >= capacity:
        reasons.append(WebinarReason.FULL)
    return Decision(tuple(reasons))


def is_reminder_due(
    *, starts_at: datetime, signed_up_at: datetime, reminded_for: datetime | None, at: datetime
) -> bool:
    """`reminded_for` is the start that they were last reminded of."""
    opens = starts_at - REMINDED_BEFORE
    return opens <= at < starts_at and signed_up_at < opens and reminded_for != starts_at
