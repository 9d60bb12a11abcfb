"""Who may be emailed, and when a daily summary is due. Pure.

| Clause                                                              | Here              |
|---------------------------------------------------------------------|-------------------|
| marketing goes only to people who agreed and have not unsubscribed  | `may_market`      |
| someone who unsubscribed is not asked back by an older consent      | `may_market`      |
| a message to selected people leaves out those it can't concern      | `left_out`        |
| a daily summary leaves at 07:00 in the reader's time zone           | `summary_due`     |
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum

from waymark.kit.clock import earliest, local_day, zone_named

SUMMARY_TIME = time(7)


class RecipientReason(StrEnum):
    """Why someone who was selected does not get a message."""

    NO_ACCOUNT = "no_account"
    NOT_TAKING_PART = "not_taking_part"
    NO_CONSENT = "no_consent"


def may_market(*, consented_at: datetime | None, suppressed_at: datetime | None) -> bool:
    """`consented_at` is None if there is no consent, or if it was taken back."""
    if consented_at is None:
        return False
    return suppressed_at is None or suppressed_at < consented_at


def left_out(
    *, has_account: bool, takes_part: bool, is_marketing: bool, may_be_marketed_to: bool
) -> RecipientReason | None:
    """The first reason that holds."""
    if not takes_part:
        return RecipientReason.NOT_TAKING_PART
    if not has_account:
        return RecipientReason.NO_ACCOUNT
    if is_marketing and not may_be_marketed_to:
        return RecipientReason.NO_CONSENT
    return None


def summary_due(*, oldest: datetime, zone: str, at: datetime) -> bool:
    """Whether 07:00 has come since the oldest email that waits was written."""
    zone_info = zone_named(zone)
    day = local_day(oldest, zone)
    seven = earliest(day, SUMMARY_TIME, zone_info)
    if seven <= oldest:
        seven = earliest(day + timedelta(days=1), SUMMARY_TIME, zone_info)
    return seven <= at
