"""When is a participant awarded the qualification, and how much feedback do they receive?

| Clause           | Says                                                                     | Here                   |
|------------------|--------------------------------------------------------------------------|------------------------|
| pack: requirements | all of them; without a list, the engagement rule is the only one       | `is_engaged`           |
| pack: requirements | asked at the award; or before the sitting, and then not again          | `is_engaged`           |
| pack: assessment | the written assessment is passed                                         | `decide_award`         |
| house            | no decision while marks or a confirmation are missing                    | `decide_award`         |
| provider         | nor while a condition of the award is unmet, for a pass as for a fail    | `decide_award`         |
| pack: feedback   | in detail for those the pack names: failed, borderline                   | `feedback_depth`       |
| house            | together only where every requirement is met; everyone else one by one   | `may_approve_together` |
| house            | a decision not to award says what happens next, and by when              | `missing_next_steps`   |
| four eyes        | the person who decided does not release                                  | `may_release`          |
| house            | a released outcome without an award can be followed by another           | `may_follow`           |
| house            | the award rests on the attempt that is passed                            | `attempt_that_counts`  |
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waymark.journey.mark.rules import MarkingResult, MarkingState


class AwardReason(StrEnum):
    """Each reason of a decision: the first two are requirements met, the others stand in the way."""

    ENGAGED = "engaged"
    PASSED = "passed"
    HOURS_SHORT = "hours_short"
    NOT_SAT = "not_sat"
    MARKS_WAITING = "marks_waiting"
    FAIL_UNCONFIRMED = "fail_unconfirmed"
    FAILED = "failed"
    CONDITION_UNMET = "condition_unmet"


class NextStepsReason(StrEnum):
    """What a decision not to award lacks; the code is the form's field."""

    NO_TEXT = "next_steps"
    NO_LATER_DATE = "next_on"


UNDECIDABLE = frozenset(
    {
        AwardReason.NOT_SAT,
        AwardReason.MARKS_WAITING,
        AwardReason.FAIL_UNCONFIRMED,
        AwardReason.CONDITION_UNMET,
    }
)
"""While one of these holds, no decision can be made: waiting for a fee tells no one whether they passed."""


@dataclass(frozen=True, kw_only=True)
class Required:
    """One of the programme's requirements: whether it is met now, and whether it was asked before the sitting alone."""

    met: bool
    only_before_sitting: bool = False


@dataclass(frozen=True, kw_only=True)
class AwardRecord:
    """What a participant has achieved: the requirements, and the marking of their script."""

    required: tuple[Required, ...]
    """Every requirement; empty if nothing that counts was planned for them, and then none is met."""
    sat: bool
    """Whether there is a submission. What is asked before the sitting was met to start writing."""
    marking: MarkingResult | None
    """None while there is no script."""
    conditions_met: bool = True
    """Whether every condition that is asked before the award is met, besides the requirements."""


@dataclass(frozen=True, kw_only=True)
class AwardDecision:
    """`ready`: it can be decided now; `awarded`: what the decision would be."""

    ready: bool
    awarded: bool
    engaged: bool
    reasons: tuple[AwardReason, ...]


def decide_award(record: AwardRecord) -> AwardDecision:
    """The decision with every reason."""
    engaged = is_engaged(record)
    unmet = () if record.conditions_met else (AwardReason.CONDITION_UNMET,)
    reasons = (
        AwardReason.ENGAGED if engaged else AwardReason.HOURS_SHORT,
        _assessment_reason(record),
        *unmet,
    )
    ready = not UNDECIDABLE & set(reasons)
    awarded = ready and engaged and AwardReason.PASSED in reasons
    return AwardDecision(ready=ready, awarded=awarded, engaged=engaged, reasons=reasons)


def is_engaged(record: AwardRecord) -> bool:
    """What was asked before the sitting, a submission proves to have been met; the rest is decided now."""
    return bool(record.required) and all(
        required.met or (required.only_before_sitting and record.sat) for required in record.required
    )


def _assessment_reason(record: AwardRecord) -> AwardReason:
    if not record.sat:
        return AwardReason.NOT_SAT
    state = record.marking.state if record.marking else MarkingState.WAITING
    if state in (MarkingState.WAITING, MarkingState.NEEDS_THIRD):
        return AwardReason.MARKS_WAITING
    if state is MarkingState.FAIL_UNCONFIRMED:
        return AwardReason.FAIL_UNCONFIRMED
    return AwardReason.PASSED if state is MarkingState.PASS else AwardReason.FAILED


def may_approve_together(decision: AwardDecision) -> bool:
    """Only awards can be decided together with others; a "not yet" has to say what happens next."""
    return decision.awarded


def feedback_depth(marking: MarkingResult, *, detailed_for: Collection[str]) -> str:
    """`detailed` or `none`, by the pack's list of who receives it."""
    failed = marking.state is MarkingState.FAIL and "fail" in detailed_for
    borderline = marking.borderline and "borderline" in detailed_for
    return "detailed" if failed or borderline else "none"


def missing_next_steps(*, next_steps: str, on: date | None, today: date) -> tuple[NextStepsReason, ...]:
    """What a decision not to award lacks: a text, and a date after today."""
    missing = [] if next_steps.strip() else [NextStepsReason.NO_TEXT]
    if on is None or on <= today:
        missing.append(NextStepsReason.NO_LATER_DATE)
    return tuple(missing)


def may_release(*, decided_by: int, by: int) -> bool:
    """Four eyes: the board member who releases is not the one who decided."""
    return decided_by != by


def may_follow(*, awarded: bool, released: bool, is_other_attempt: bool, would_award: bool) -> bool:
    """Whether an outcome can be followed by another: never an award, and never before its own release.

    What follows is the outcome of another attempt, or the award itself, once what was missing is there.
    """
    return released and not awarded and (is_other_attempt or would_award)


def attempt_that_counts(results: Sequence[MarkingResult]) -> int | None:
    """Of the attempts in their order, the one that is passed; else the last. None where there is none."""
    passed = [index for index, result in enumerate(results) if result.state is MarkingState.PASS]
    return passed[0] if passed else len(results) - 1 if results else None
