"""The award rule as tables an assessor can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from waymark.ground.hours.rules import standing_from
from waymark.journey.award import words
from waymark.journey.award.rules import (
    Record,
    Why,
    decide,
    feedback_depth,
    is_clear,
    may_release,
    missing_in_not_yet,
)
from waymark.journey.mark.rules import Settled, State, Verdict


@dataclass(frozen=True)
class Rule:
    share: Fraction
    is_strict: bool


LLSE = Rule(Fraction(90, 100), is_strict=True)
UCL = Rule(Fraction(90, 100), is_strict=False)
PASSED = Settled(state=State.PASS, result=Fraction(11), verdict=Verdict(passed=True, routes=()))
FAILED = Settled(state=State.FAIL, result=Fraction(4), verdict=Verdict(passed=False, routes=()))


def record(earned: int, base: int, settled: Settled | None = PASSED, *, sat: bool = True) -> Record:
    return Record(earned=earned, base=base, sat=sat, settled=settled)


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
    assert decide(record(earned, base), rule=rule, asked_before_sitting=False).awarded is awarded


def test_every_minute_around_the_boundary() -> None:
    for base in range(1, 400):
        for earned in range(base + 1):
            strict = decide(record(earned, base), rule=LLSE, asked_before_sitting=False).awarded
            least = decide(record(earned, base), rule=UCL, asked_before_sitting=False).awarded
            assert (strict, least) == (earned * 10 > base * 9, earned * 10 >= base * 9)


@pytest.mark.parametrize(
    ("settled", "sat", "ready", "awarded", "why"),
    [
        (None, False, False, False, Why.NOT_SAT),
        (None, True, False, False, Why.MARKS_WAITING),
        (Settled(state=State.WAITING), True, False, False, Why.MARKS_WAITING),
        (Settled(state=State.NEEDS_THIRD), True, False, False, Why.MARKS_WAITING),
        (Settled(state=State.FAIL_UNCONFIRMED), True, False, False, Why.FAIL_UNCONFIRMED),
        (FAILED, True, True, False, Why.FAILED),
        (PASSED, True, True, True, Why.PASSED),
    ],
)
def test_what_the_marks_allow(
    settled: Settled | None, sat: bool, ready: bool, awarded: bool, why: Why
) -> None:
    decision = decide(record(69, 70, settled, sat=sat), rule=LLSE, asked_before_sitting=False)
    assert (decision.ready, decision.awarded, is_clear(decision)) == (ready, awarded, awarded)
    assert decision.reasons == (Why.ENGAGED, why)


def test_every_reason_is_told() -> None:
    decision = decide(record(10, 70, FAILED), rule=LLSE, asked_before_sitting=False)
    assert decision.reasons == (Why.HOURS_SHORT, Why.FAILED)
    assert (decision.ready, decision.awarded) == (True, False)


def test_a_gate_that_was_passed_stands() -> None:
    """Where the rule is asked before the sitting, having sat is the proof."""
    assert decide(record(10, 70), rule=UCL, asked_before_sitting=True).awarded
    assert not decide(record(10, 70), rule=UCL, asked_before_sitting=False).awarded
    assert not decide(record(10, 70, None, sat=False), rule=UCL, asked_before_sitting=True).engaged


def test_minutes_beyond_the_plan_do_not_count() -> None:
    standing = standing_from(planned={"a": 60, "b": 60}, credited={"a": 500}, closed=["a"])
    assert not decide(record(standing.earned, standing.base), rule=UCL, asked_before_sitting=False).awarded


@pytest.mark.parametrize(
    ("state", "borderline", "detailed_for", "depth"),
    [
        (State.PASS, False, ("fail", "borderline"), "none"),
        (State.PASS, True, ("fail", "borderline"), "detailed"),
        (State.FAIL, False, ("fail", "borderline"), "detailed"),
        (State.FAIL, True, ("borderline",), "detailed"),
        (State.FAIL, False, ("borderline",), "none"),
        (State.PASS, True, ("fail",), "none"),
        (State.FAIL, True, (), "none"),
    ],
)
def test_the_depth_of_feedback(
    state: State, borderline: bool, detailed_for: tuple[str, ...], depth: str
) -> None:
    assert feedback_depth(Settled(state=state, borderline=borderline), detailed_for=detailed_for) == depth


@pytest.mark.parametrize(
    ("says", "on", "missing"),
    [
        ("Sit again.", date(2026, 12, 2), ()),
        ("  ", None, ("next_says", "next_on")),
        ("Sit again.", date(2026, 12, 1), ("next_on",)),
    ],
)
def test_a_not_yet_says_what_happens_next(says: str, on: date | None, missing: tuple[str, ...]) -> None:
    assert missing_in_not_yet(says=says, on=on, today=date(2026, 12, 1)) == missing


def test_four_eyes() -> None:
    assert may_release(decided_by=1, by=2)
    assert not may_release(decided_by=1, by=1)


def test_every_reason_has_its_sentence() -> None:
    assert set(words.WHY) == set(Why)
    assert words.asks(share=LLSE.share, is_strict=True) == "Engagement of more than 90%"
