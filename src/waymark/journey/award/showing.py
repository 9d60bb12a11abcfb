"""Lines, outcomes and letters as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from waymark.ground.hours.rules import decide as engagement
from waymark.ground.hours.rules import least_minutes
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Gate
from waymark.journey.award import words
from waymark.journey.award.rules import Why
from waymark.journey.mark.rules import shown_points
from waymark.kit.show import hours

if TYPE_CHECKING:
    from waymark.journey.award.models import Outcome
    from waymark.journey.award.queries import Line


@dataclass(frozen=True, kw_only=True)
class LineShown:
    """A participant in the lead's list."""

    line: Line
    needed: int
    """Minutes that the rule asks for."""
    to_come: int
    """Minutes still possible, beyond those earned."""
    status: str
    said: str
    reasons: list[str]
    out_because: str
    """Why they are not decided together with others; empty for those who are."""


def line_shown(line: Line) -> LineShown:
    status, said = _status(line)
    return LineShown(
        line=line,
        needed=least_minutes(of=line.hours.base, rule=line.programme.engagement),
        to_come=line.hours.possible - line.hours.earned,
        status=status,
        said=said,
        reasons=reasons_of(line) if line.outcome is None else _frozen(line.outcome),
        out_because=_out_because(line),
    )


def _frozen(outcome: Outcome) -> list[str]:
    """What the decision rested on, as it stood then."""
    return [f"{outcome.facts[part]['has']}." for part in ("engagement", "assessment")]


def _status(line: Line) -> tuple[str, str]:
    if line.outcome is not None:
        said = "Awarded" if line.outcome.awarded else "Not yet"
        if hasattr(line.outcome, "release"):
            return "done", f"{said}, released"
        return "in-progress", f"{said}, waits for the board"
    return (
        ("not-started", "Ready to decide")
        if line.decision.ready
        else ("cannot-start", "Cannot be decided yet")
    )


def reasons_of(line: Line) -> list[str]:
    """Every reason as a sentence, the hours with their figures."""
    found = []
    for one in line.decision.reasons:
        found += _hours_say(line) if one in (Why.ENGAGED, Why.HOURS_SHORT) else [words.WHY[one]]
    return found


def _hours_say(line: Line) -> list[str]:
    if not line.hours.base:
        return [words.WHY[Why.HOURS_SHORT]]
    rule, standing = line.programme.engagement, line.hours
    says = list(engagement(earned=standing.earned, of=standing.base, rule=rule).reasons)
    to_come = standing.possible - standing.earned
    if not line.decision.engaged and to_come:
        says.append(f"{hours(to_come)} can still be earned.")
    if rule.asked_at is Gate.SITTING and line.decision.engaged:
        says.append(words.GATE_HELD)
    return says


def _out_because(line: Line) -> str:
    if line.outcome is not None:
        return "Decided already."
    for one in line.decision.reasons:
        if one in words.CLEAR_OUT and line.decision.ready:
            return words.CLEAR_OUT[one]
    return (
        ""
        if line.is_clear
        else " ".join(words.WHY[one] for one in line.decision.reasons if one in _NOT_READY)
    )


_NOT_READY = frozenset({Why.NOT_SAT, Why.MARKS_WAITING, Why.FAIL_UNCONFIRMED})


@dataclass(frozen=True, kw_only=True)
class LetterShown:
    """The result as the participant reads it."""

    headline: str
    opening: list[str]
    caption: str
    rows: list[Mapping[str, Any]]
    omitted: list[Mapping[str, str]]
    feedback: Mapping[str, Any] | None
    next_says: str
    next_on: date | None
    attempts: int
    attempts_assumed: str
    answered_within: int | None


def letter_of(outcome: Outcome) -> LetterShown:
    """The letter, from the frozen facts; only how often one may sit comes from the pinned programme."""
    facts = outcome.facts
    programme = programme_of(outcome.enrolment.cohort.programme)
    assumed = programme.assessment.assumed.get("max_attempts")
    coming = facts["next"]["on"]
    return LetterShown(
        headline=_headline(outcome),
        opening=_opening(outcome),
        caption=_caption(facts),
        rows=[facts["engagement"], facts["assessment"]],
        omitted=facts["assessment"]["omitted"],
        feedback=facts["feedback"],
        next_says=facts["next"]["says"],
        next_on=date.fromisoformat(coming) if coming else None,
        attempts=0 if facts["assessment"]["met"] else programme.assessment.max_attempts,
        attempts_assumed=assumed.reason if assumed else "",
        answered_within=programme.provider.enquiries_hours,
    )


def _headline(outcome: Outcome) -> str:
    if outcome.awarded:
        return "You have passed, and the award is yours"
    if outcome.facts["assessment"]["met"]:
        return "You have passed the assessment; for the award, hours are missing"
    return "You have not yet passed"


def _opening(outcome: Outcome) -> list[str]:
    facts = outcome.facts
    if outcome.awarded:
        return []
    if facts["assessment"]["met"]:
        return [
            "Your pass stands and does not have to be earned again. What follows says exactly which hours are missing."
        ]
    routes, said = facts["assessment"]["routes"], []
    sorry = "We know how much work went into this, and we are sorry that it is not yet a pass."
    if "below_the_mark" in routes:
        result, needed = Fraction(facts["assessment"]["result"]), Fraction(facts["assessment"]["pass_points"])
        said.append(
            f"Your script reached {shown_points(result)} points of {facts['assessment']['most']}; "
            f"{shown_points(needed)} are a pass."
        )
    if "omission" in routes:
        said.append("Something was not found in it that no script may leave out; it is named below.")
    if facts["engagement"]["met"]:
        said.append("Your hours stand: nothing that you did on the programme is lost.")
    return [sorry, " ".join(said)]


def _caption(facts: Mapping[str, Any]) -> str:
    met = [facts["engagement"]["met"], facts["assessment"]["met"]]
    return {
        2: "Why: both parts of the award rule are met",
        1: "Why: one of the two parts of the award rule is met",
        0: "Why: neither part of the award rule is met yet",
    }[sum(met)]
