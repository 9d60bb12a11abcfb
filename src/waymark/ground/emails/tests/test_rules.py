"""Who may be marketed to, who is left out, and when a summary is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.emails.rules import RecipientReason, left_out, may_market, summary_due

NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("consented_at", "suppressed_at", "allowed"),
    [
        (None, None, False),
        (NOW, None, True),
        (NOW, NOW, False),
        (NOW, NOW + DAY, False),
        (NOW + DAY, NOW, True),
        (None, NOW, False),
    ],
)
def test_marketing_needs_a_consent_newer_than_any_unsubscribing(
    consented_at: datetime | None, suppressed_at: datetime | None, allowed: bool
) -> None:
    assert may_market(consented_at=consented_at, suppressed_at=suppressed_at) is allowed


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ((True, True, False, False), None),
        ((True, False, False, False), RecipientReason.NOT_TAKING_PART),
        ((False, True, False, False), RecipientReason.NO_ACCOUNT),
        ((True, True, True, False), RecipientReason.NO_CONSENT),
        ((True, True, True, True), None),
    ],
)
def test_who_is_left_out(facts: tuple[bool, bool, bool, bool], reason: RecipientReason | None) -> None:
    has_account, takes_part, is_marketing, may = facts
    assert (
        left_out(
            has_account=has_account, takes_part=takes_part, is_marketing=is_marketing, may_be_marketed_to=may
        )
        == reason
    )


@pytest.mark.parametrize(
    ("oldest", "due"),
    [
        ("2026-10-24T05:59", "2026-10-24T06:00"),
        ("2026-10-24T06:00", "2026-10-25T07:00"),
        ("2026-10-24T22:00", "2026-10-25T07:00"),
    ],
)
def test_a_summary_is_due_at_seven_local_time_also_when_the_clocks_change(oldest: str, due: str) -> None:
    written = datetime.fromisoformat(f"{oldest}+00:00")
    at = datetime.fromisoformat(f"{due}+00:00")
    assert not summary_due(oldest=written, zone="Europe/London", at=at - timedelta(seconds=1))
    assert summary_due(oldest=written, zone="Europe/London", at=at)
