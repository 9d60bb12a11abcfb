"""Who is asked to sit in a window, as a table an assessor can read."""

from __future__ import annotations

import pytest

from waymark.journey.sit.attempts.rules import AttemptReason, AttemptResult, EarlierSitting, may_sit

NEW_PAPER = 9


def sat(paper: int, result: AttemptResult | None = None, *, submitted: bool = True) -> EarlierSitting:
    return EarlierSitting(window_id=paper, paper_id=paper, is_submitted=submitted, result=result)


FAILED, PASSED, AWARDED = AttemptResult.FAILED, AttemptResult.PASSED, AttemptResult.AWARDED


@pytest.mark.parametrize(
    ("earlier", "reasons"),
    [
        ([], ()),
        ([sat(1, FAILED)], ()),
        ([sat(1)], (AttemptReason.AWAITING_RESULT,)),
        ([sat(1, PASSED)], (AttemptReason.PASSED,)),
        ([sat(1, AWARDED)], (AttemptReason.AWARDED,)),
        ([sat(1, FAILED), sat(2, AWARDED)], (AttemptReason.AWARDED,)),
        ([sat(1, FAILED), sat(2, FAILED)], (AttemptReason.NO_ATTEMPTS_LEFT,)),
        ([sat(1, submitted=False)], ()),
        ([sat(1, FAILED), sat(2, submitted=False)], ()),
        ([sat(NEW_PAPER, FAILED)], (AttemptReason.SAME_PAPER,)),
        ([sat(NEW_PAPER, submitted=False)], (AttemptReason.SAME_PAPER,)),
        ([sat(1), sat(NEW_PAPER, FAILED)], (AttemptReason.AWAITING_RESULT, AttemptReason.SAME_PAPER)),
    ],
)
def test_who_is_asked_to_sit(earlier: list[EarlierSitting], reasons: tuple[AttemptReason, ...]) -> None:
    assert may_sit(earlier=earlier, paper_id=NEW_PAPER, max_attempts=2).reasons == reasons


def test_the_number_of_attempts_is_the_programmes() -> None:
    twice = [sat(1, FAILED), sat(2, FAILED)]
    assert may_sit(earlier=twice, paper_id=NEW_PAPER, max_attempts=3).allowed
    assert not may_sit(earlier=twice[:1], paper_id=NEW_PAPER, max_attempts=1).allowed


def test_every_reason_is_named() -> None:
    decision = may_sit(
        earlier=[],
        paper_id=NEW_PAPER,
        max_attempts=2,
        is_entered=False,
        is_active=False,
        is_assessment_deferred=True,
    )
    assert decision.reasons == (
        AttemptReason.NOT_ENTERED,
        AttemptReason.NOT_ACTIVE,
        AttemptReason.ASSESSMENT_DEFERRED,
    )
