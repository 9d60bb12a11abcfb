"""How marks become a result: double blind marking of every script, scheme D of the assessment design.

| Clause           | Says                                                                 | Here             |
|------------------|----------------------------------------------------------------------|------------------|
| scheme D         | every script has two blind markers; same side of the pass mark: mean | `resolve_marks`  |
| scheme D         | a split goes to a third blind marker; the median of three decides    | `resolve_marks`  |
| omissions        | an omission fails a script only where 2 of 2, or 2 of 3, found none  | `_agreed_omissions` |
| omissions        | two marks that disagree on an omission are a split                   | `_splits`        |
| pack: pass mark  | the locked paper's pass mark, as an exact fraction of full marks     | `verdict_of`     |
| pack: borderline | within the programme's band, on either side of the pass mark         | `is_borderline`  |
| fails            | a fail counts when a senior who did not mark the script confirms it  | `resolve_marks`  |

What a marker must enter is in `validation.py`, who marks which script in `allocation_rules.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from waymark.ground.papers.values import Scheme
from waymark.journey.mark.validation import MarkDraft, OmissionJudgement

__all__ = [
    "BlindMark", "FailRoute", "MarkDraft", "MarkingReason", "MarkingResult", "MarkingState", "OmissionJudgement",
    "Thresholds", "Verdict", "feedback_level", "format_points", "is_borderline", "resolve_marks", "thresholds_of",
    "verdict_of",
]  # fmt: skip


class FailRoute(StrEnum):
    """How a script fails."""

    BELOW = "below_the_mark"
    OMISSION = "omission"


class MarkingState(StrEnum):
    WAITING = "waiting"
    NEEDS_THIRD = "needs_third"
    PASS = "pass"
    FAIL_UNCONFIRMED = "fail_unconfirmed"
    FAIL = "fail"


class MarkingReason(StrEnum):
    """How a script came to its state, in the order in which it happened."""

    MARKS_MISSING = "marks_missing"
    SPLIT_ON_POINTS = "split_on_points"
    SPLIT_ON_OMISSION = "split_on_omission"
    MEAN = "mean"
    MEDIAN = "median"
    BELOW = "below"
    OMITTED = "omitted"
    SENIOR_MISSING = "senior_missing"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Full marks, the points that pass, and half the width of the borderline band."""

    full_marks: int
    pass_points: Fraction
    band: Fraction


@dataclass(frozen=True, kw_only=True)
class BlindMark:
    """One marker's points, and the omissions for which they found nothing in the script."""

    marker: int
    points: int
    missing_omissions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    passed: bool
    routes: tuple[FailRoute, ...]
    """Every way by which the script fails; none for a pass."""


@dataclass(frozen=True, kw_only=True)
class MarkingResult:
    """What the marks of a script come to. Without points there is no verdict either."""

    state: MarkingState
    points: Fraction | None = None
    verdict: Verdict | None = None
    borderline: bool = False
    missing_omissions: tuple[str, ...] = ()
    marks: int = 0
    reasons: tuple[MarkingReason, ...] = ()

    @property
    def is_final(self) -> bool:
        return self.state in (MarkingState.PASS, MarkingState.FAIL)


def thresholds_of(scheme: Scheme, *, band: Fraction) -> Thresholds:
    """The thresholds of a locked scheme, with the programme's band as a share of full marks."""
    return Thresholds(full_marks=scheme.most, pass_points=scheme.pass_points, band=band * scheme.most)


def verdict_of(points: Fraction | int, omissions: Collection[str], thresholds: Thresholds) -> Verdict:
    """Pass or fail, and by which routes: below the pass mark, an omission, or both."""
    below = [FailRoute.BELOW] if points < thresholds.pass_points else []
    omitted = [FailRoute.OMISSION] if omissions else []
    return Verdict(passed=not below and not omitted, routes=(*below, *omitted))


def is_borderline(points: Fraction, thresholds: Thresholds) -> bool:
    """Whether the points lie within the band, its edges included."""
    return abs(points - thresholds.pass_points) <= thresholds.band


def resolve_marks(
    marks: Iterable[BlindMark], thresholds: Thresholds, *, confirmed_by: int | None = None
) -> MarkingResult:
    """The result of a script. Each marker counts once, a confirmation only from someone who did not mark."""
    counted = tuple({mark.marker: mark for mark in marks}.values())[:3]
    if len(counted) < 2:
        missing = (MarkingReason.MARKS_MISSING,)
        return MarkingResult(state=MarkingState.WAITING, marks=len(counted), reasons=missing)
    splits = _splits(counted[:2], thresholds)
    if len(counted) == 2 and splits:
        return MarkingResult(state=MarkingState.NEEDS_THIRD, marks=2, reasons=splits)
    ordered = sorted(mark.points for mark in counted)
    points = Fraction(ordered[1]) if len(counted) == 3 else Fraction(sum(ordered), 2)
    omissions = _agreed_omissions(counted)
    verdict = verdict_of(points, omissions, thresholds)
    is_confirmed = confirmed_by is not None and confirmed_by not in {mark.marker for mark in counted}
    state, reasons = _state_of(verdict, is_confirmed=is_confirmed)
    return MarkingResult(
        state=state,
        points=points,
        verdict=verdict,
        borderline=is_borderline(points, thresholds),
        missing_omissions=omissions,
        marks=len(counted),
        reasons=(*splits, MarkingReason.MEDIAN if len(counted) == 3 else MarkingReason.MEAN, *reasons),
    )


def _state_of(verdict: Verdict, *, is_confirmed: bool) -> tuple[MarkingState, tuple[MarkingReason, ...]]:
    if verdict.passed:
        return MarkingState.PASS, ()
    routes = tuple(
        MarkingReason.BELOW if route is FailRoute.BELOW else MarkingReason.OMITTED for route in verdict.routes
    )
    if is_confirmed:
        return MarkingState.FAIL, (*routes, MarkingReason.CONFIRMED)
    return MarkingState.FAIL_UNCONFIRMED, (*routes, MarkingReason.SENIOR_MISSING)


def _splits(marks: tuple[BlindMark, ...], thresholds: Thresholds) -> tuple[MarkingReason, ...]:
    first, second = marks
    sides = {mark.points >= thresholds.pass_points for mark in marks}
    reasons = (MarkingReason.SPLIT_ON_POINTS,) if len(sides) == 2 else ()
    if first.missing_omissions != second.missing_omissions:
        return (*reasons, MarkingReason.SPLIT_ON_OMISSION)
    return reasons


def _agreed_omissions(marks: tuple[BlindMark, ...]) -> tuple[str, ...]:
    """Omissions that at least two markers agree on; two marks come here only where they agree."""
    named = sorted({omission for mark in marks for omission in mark.missing_omissions})
    return tuple(
        omission for omission in named if sum(omission in mark.missing_omissions for mark in marks) >= 2
    )


def feedback_level(points: Collection[int]) -> int:
    """The level that feedback is written about: the lower of two markers' levels, the middle of three."""
    ordered = sorted(points)
    return ordered[(len(ordered) - 1) // 2]


def format_points(points: Fraction) -> str:
    """9, 8.5 or 8.4: exact where two decimals are enough, else rounded down to them."""
    whole, rest = divmod(points.numerator * 100 // points.denominator, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
