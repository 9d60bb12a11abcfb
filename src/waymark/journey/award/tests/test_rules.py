"""The award rule as tables an assessor can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from waymark.ground.hours.rules import decide_engagement, engagement_from_minutes
from waymark.journey.award import words
from waymark.journey.award.rules import (
    AwardReason,
    AwardRecord,
    NextStepsReason,
    Required,
    decide_award,
    feedback_depth,
    may_approve_together,
    may_release,
    missing_next_steps,
)
from waymark.journey.mark.rules import MarkingResult, MarkingState, Verdict


@dataclass(frozen=True)
class Rule:
    share: Fraction
    is_strict: bool


LLSE = Rule(Fraction(90, 100), is_strict=True)
UCL = Rule(Fraction(90, 100), is_strict=False)
PASSED = MarkingResult(state=MarkingState.PASS, points=Fraction(11), verdict=Verdict(passed=True, routes=()))
FAILED = MarkingResult(state=MarkingState.FAIL, points=Fraction(4), verdict=Verdict(passed=False, routes=()))


def record(
    earned: int,
    base: int,
    rule: Rule,
    marking: MarkingResult | None = PASSED,
    *,
    sat: bool = True,
    asked_before_sitting: bool = False,
) -> AwardRecord:
    met = base > 0 and decide_engagement(earned=earned, of=base, rule=rule).engaged
    required = Required(met=met, only_before_sitting=asked_before_sitting)
    return AwardRecord(required=(required,), sat=sat, marking=marking)


@pytest.mark.parametrize(
    ("earned", "base", "rule", "awarded"),
    [
        (63 * 60, 70 * 60, LLSE, False),
        (63 * 60 + 1, 70 * 60, LLSE, True),
        (63 * 60 - 1, 70 * 60, LLSE, False),
        (70 * 60, 70 * 60, LLSE, True),
        (0, 70 * 60, LLSE, False),
        (3_996, 4_440, UCL, True),
        (3_995, 4_440, UCL, False),
        (3_996, 4_440, LLSE, False),
        (4_440, 4_440, UCL, True),
        (89_999, 100_000, UCL, False),
        (90_000, 100_000, UCL, True),
        (90_000, 100_000, LLSE, False),
        (90_001, 100_000, LLSE, True),
        (0, 0, UCL, False),
    ],
)
def test_the_boundary_is_exact(earned: int, base: int, rule: Rule, awarded: bool) -> None:
    """V7, where the rule is asked at the award."""
    assert decide_award(record(earned, base, rule)).awarded is awarded


@pytest.mark.slow
def test_every_minute_around_the_boundary() -> None:
    for base in range(1, 400):
        for earned in range(base + 1):
            strict = decide_award(record(earned, base, LLSE)).awarded
            least = decide_award(record(earned, base, UCL)).awarded
            assert (strict, least) == (earned * 10 > base * 9, earned * 10 >= base * 9)


@pytest.mark.parametrize(
    ("marking", "sat", "ready", "awarded", "reason"),
    [
        (None, False, False, False, AwardReason.NOT_SAT),
        (None, True, False, False, AwardReason.MARKS_WAITING),
        (MarkingResult(state=MarkingState.WAITING), True, False, False, AwardReason.MARKS_WAITING),
        (MarkingResult(state=MarkingState.NEEDS_THIRD), True, False, False, AwardReason.MARKS_WAITING),
        (
            MarkingResult(state=MarkingState.FAIL_UNCONFIRMED),
            True,
            False,
            False,
            AwardReason.FAIL_UNCONFIRMED,
        ),
        (FAILED, True, True, False, AwardReason.FAILED),
        (PASSED, True, True, True, AwardReason.PASSED),
    ],
)
def test_what_the_marks_allow(
    marking: MarkingResult | None, sat: bool, ready: bool, awarded: bool, reason: AwardReason
) -> None:
    decision = decide_award(record(69, 70, LLSE, marking, sat=sat))
    assert (decision.ready, decision.awarded, may_approve_together(decision)) == (ready, awarded, awarded)
    assert decision.reasons == (AwardReason.ENGAGED, reason)


def test_every_reason_is_named() -> None:
    decision = decide_award(record(10, 70, LLSE, FAILED))
    assert decision.reasons == (AwardReason.HOURS_SHORT, AwardReason.FAILED)
    assert (decision.ready, decision.awarded) == (True, False)


def test_a_gate_that_was_passed_is_not_checked_again() -> None:
    """Where the rule is checked before the sitting, a submission is the proof."""
    assert decide_award(record(10, 70, UCL, asked_before_sitting=True)).awarded
    assert not decide_award(record(10, 70, UCL)).awarded
    assert not decide_award(record(10, 70, UCL, None, sat=False, asked_before_sitting=True)).engaged


def test_minutes_beyond_the_plan_do_not_count() -> None:
    standing = engagement_from_minutes(planned={"a": 60, "b": 60}, credited={"a": 500}, closed=["a"])
    assert not decide_award(record(standing.earned, standing.base, UCL)).awarded


@pytest.mark.parametrize(
    ("required", "sat", "engaged"),
    [
        ([], True, False),
        ([(True, False), (True, False)], True, True),
        ([(True, False), (False, False)], True, False),
        ([(False, True), (True, False)], True, True),
        ([(False, True), (True, False)], False, False),
        ([(False, True), (False, False)], True, False),
    ],
)
def test_an_award_needs_every_requirement(
    required: list[tuple[bool, bool]], sat: bool, engaged: bool
) -> None:
    requirements = tuple(Required(met=met, only_before_sitting=before) for met, before in required)
    record = AwardRecord(required=requirements, sat=sat, marking=PASSED)
    assert decide_award(record).engaged is engaged


@pytest.mark.parametrize(
    ("state", "borderline", "detailed_for", "depth"),
    [
        (MarkingState.PASS, False, ("fail", "borderline"), "none"),
        (MarkingState.PASS, True, ("fail", "borderline"), "detailed"),
        (MarkingState.FAIL, False, ("fail", "borderline"), "detailed"),
        (MarkingState.FAIL, True, ("borderline",), "detailed"),
        (MarkingState.FAIL, False, ("borderline",), "none"),
        (MarkingState.PASS, True, ("fail",), "none"),
        (MarkingState.FAIL, True, (), "none"),
    ],
)
def test_the_depth_of_feedback(
    state: MarkingState, borderline: bool, detailed_for: tuple[str, ...], depth: str
) -> None:
    assert (
        feedback_depth(MarkingResult(state=state, borderline=borderline), detailed_for=detailed_for) == depth
    )


@pytest.mark.parametrize(
    ("next_steps", "on", "missing"),
    [
        ("Sit again.", date(2026, 12, 2), ()),
        ("  ", None, (NextStepsReason.NO_TEXT, NextStepsReason.NO_LATER_DATE)),
        ("Sit again.", date(2026, 12, 1), (NextStepsReason.NO_LATER_DATE,)),
    ],
)
def test_a_decision_not_to_award_says_what_happens_next(
    next_steps: str, on: date | None, missing: tuple[NextStepsReason, ...]
) -> None:
    assert missing_next_steps(next_steps=next_steps, on=on, today=date(2026, 12, 1)) == missing


def test_four_eyes() -> None:
    assert may_release(decided_by=1, by=2)
    assert not may_release(decided_by=1, by=1)


def test_every_reason_has_its_sentence() -> None:
    assert set(words.REASONS) == set(AwardReason)
    assert set(words.NEXT_STEPS) == set(NextStepsReason)
    assert words.engagement_requirement(share=LLSE.share, is_strict=True) == "Engagement of more than 90%"
