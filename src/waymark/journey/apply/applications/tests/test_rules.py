"""When applications close, as a table."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.rules import ApplicationReason, may_apply, may_decide, may_reject


@pytest.mark.parametrize(
    ("today", "allowed"), [(date(2026, 1, 1), True), (date(2026, 1, 2), False), (date(2026, 1, 3), False)]
)
def test_applications_close_the_day_before_the_cohort_starts(today: date, allowed: bool) -> None:
    assert may_apply(starts_on=date(2026, 1, 2), today=today).allowed is allowed


def test_an_application_is_decided_once() -> None:
    assert may_decide(is_decided=False).allowed
    assert may_decide(is_decided=True).reasons == (ApplicationReason.ALREADY_DECIDED,)


def test_a_rejection_gives_a_known_reason() -> None:
    assert may_reject(reason="cohort_full", known=words.REJECTION_REASONS).allowed
    assert may_reject(reason="mood", known=words.REJECTION_REASONS).reasons == (ApplicationReason.NO_REASON,)


def test_every_reason_has_a_sentence_and_every_choice_a_message() -> None:
    assert set(words.SENTENCES) == set(ApplicationReason)
    assert [code for code, _ in words.REJECTION_CHOICES] == list(words.REJECTION_REASONS)
