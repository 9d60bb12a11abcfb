"""When is a participant awarded the qualification, and how much feedback do they receive?

| Clause              | Says                                                                     | Here             |
|---------------------|--------------------------------------------------------------------------|------------------|
| pack: engagement    | more than, or at least, the pack's share of the base, in exact fractions | `decide`         |
| pack: engagement    | asked at the award, or before the sitting: then the fact stands from there | `is_engaged`   |
| pack: assessment    | the written assessment is passed                                         | `decide`         |
| house               | nothing is decided while marks, a third mark or a senior are missing     | `decide`         |
| pack: feedback      | in detail for those the pack names: failed, borderline                   | `feedback_depth` |
| house               | many at once only where all is met; everyone else is decided one by one  | `is_clear`       |
| house               | a decision not to award says what happens next, and by when  | `missing_in_not_yet` |
| four eyes           | who decided does not release                                             | `may_release`    |
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waymark.ground.hours import rules as hours
from waymark.journey.mark.rules import Settled, State


class Why(StrEnum):
    """Each reason of a decision; the first two are met, the others are in the way."""

    ENGAGED = "engaged"
    PASSED = "passed"
    HOURS_SHORT = "hours_short"
    NOT_SAT = "not_sat"
    MARKS_WAITING = "marks_waiting"
    FAIL_UNCONFIRMED = "fail_unconfirmed"
    FAILED = "failed"


OPEN = frozenset({Why.NOT_SAT, Why.MARKS_WAITING, Why.FAIL_UNCONFIRMED})
"""While one of these stands, nothing can be decided."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What stands to a participant's name."""

    earned: int
    base: int
    sat: bool
    """Whether there is a submission; where the rule is a gate, it was met to sit down."""
    settled: Settled | None
    """Where the script stands; None while there is none."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`ready`: it can be decided now; `awarded`: what the decision would be."""

    ready: bool
    awarded: bool
    engaged: bool
    reasons: tuple[Why, ...]


def decide(record: Record, *, rule: hours.Rule, asked_before_sitting: bool) -> Decision:
    """The decision with every reason."""
    engaged = is_engaged(record, rule=rule, asked_before_sitting=asked_before_sitting)
    reasons = (Why.ENGAGED if engaged else Why.HOURS_SHORT, _assessed(record))
    ready = not OPEN & set(reasons)
    awarded = ready and engaged and Why.PASSED in reasons
    return Decision(ready=ready, awarded=awarded, engaged=engaged, reasons=reasons)


def is_engaged(record: Record, *, rule: hours.Rule, asked_before_sitting: bool) -> bool:
    """Where the rule is a gate to the sitting, having sat is the proof; else the minutes decide now."""
    if asked_before_sitting and record.sat:
        return True
    return record.base > 0 and hours.decide(earned=record.earned, of=record.base, rule=rule).engaged


def _assessed(record: Record) -> Why:
    if not record.sat:
        return Why.NOT_SAT
    state = record.settled.state if record.settled else State.WAITING
    if state in (State.WAITING, State.NEEDS_THIRD):
        return Why.MARKS_WAITING
    if state is State.FAIL_UNCONFIRMED:
        return Why.FAIL_UNCONFIRMED
    return Why.PASSED if state is State.PASS else Why.FAILED


def is_clear(decision: Decision) -> bool:
    """Whether it can be decided together with others: all is met. A "not yet" needs its own words."""
    return decision.awarded


def feedback_depth(settled: Settled, *, detailed_for: Collection[str]) -> str:
    """`detailed` or `none`, by the pack's list of who receives it."""
    failed = settled.state is State.FAIL and "fail" in detailed_for
    borderline = settled.borderline and "borderline" in detailed_for
    return "detailed" if failed or borderline else "none"


def missing_in_not_yet(*, says: str, on: date | None, today: date) -> tuple[str, ...]:
    """What a decision not to award still lacks: `next_says`, `next_on` (a day to come)."""
    missing = [] if says.strip() else ["next_says"]
    return (*missing, "next_on") if on is None or on <= today else tuple(missing)


def may_release(*, decided_by: int, by: int) -> bool:
    """Four eyes: the board member who releases is not the one who decided."""
    return decided_by != by
