"""The facts of a decision as they are frozen: numbers as they were, and every sentence of the letter."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from waymark.ground.hours.rules import decide as engagement
from waymark.ground.papers.values import Body
from waymark.ground.programmes.values import EngagementRule, Gate
from waymark.journey.award import words
from waymark.journey.award.queries import Line
from waymark.journey.mark.queries import ScriptStanding
from waymark.journey.mark.rules import Route, level_from, shown_points
from waymark.kit.show import hours, share


def facts_of(line: Line, *, depth: str, next_says: str, next_on: date | None) -> dict[str, Any]:
    """Everything the decision rests on, as plain JSON. The line's script is settled."""
    script = line.script
    if script is None:
        raise ValueError("A decision rests on a settled script.")
    published = line.enrolment.cohort.programme
    return {
        "reasons": [one.value for one in line.decision.reasons],
        "engagement": _engagement(line),
        "assessment": _assessment(script),
        "programme": {
            "id": line.programme.id,
            "title": line.programme.title,
            "qualification": line.programme.qualification,
            "version": published.version,
            "digest": published.pack_id,
        },
        "paper": script.fingerprint,
        "feedback": _feedback(script, line.programme.assessment.detailed_feedback)
        if depth == "detailed"
        else None,
        "next": {"says": next_says.strip(), "on": next_on.isoformat() if next_on else ""},
    }


def _engagement(line: Line) -> dict[str, Any]:
    rule: EngagementRule = line.programme.engagement
    earned, base = line.hours.earned, line.hours.base
    says = list(engagement(earned=earned, of=base, rule=rule).reasons)
    if rule.asked_at is Gate.SITTING:
        says.append(words.GATE_HELD)
    return {
        "earned": earned,
        "base": base,
        "share": f"{rule.numerator}/{rule.denominator}",
        "comparator": rule.comparator.value,
        "asked_at": rule.asked_at.value,
        "met": line.decision.engaged,
        "asks": words.asks(share=rule.share, is_strict=rule.is_strict),
        "has": f"{hours(earned)} of {hours(base)}, {share(line.hours.now)}",
        "says": says,
    }


def _assessment(script: ScriptStanding) -> dict[str, Any]:
    settled, terms = script.settled, script.terms
    if settled.result is None or settled.verdict is None:
        raise ValueError("A decision rests on a settled script.")
    omitted = [one for one in script.body.scheme.omissions if one.id in settled.omitted]
    says = [words.result_comes_from(settled.marks)]
    if not settled.verdict.passed:
        says.append(words.FAIL_CONFIRMED)
    return {
        "result": str(settled.result),
        "most": terms.most,
        "pass_points": str(terms.pass_points),
        "band": str(terms.band),
        "verdict": "pass" if settled.verdict.passed else "fail",
        "routes": [route.value for route in settled.verdict.routes],
        "omitted": [{"id": one.id, "says": one.says, "why": one.why} for one in omitted],
        "borderline": settled.borderline,
        "marks": settled.marks,
        "met": settled.verdict.passed,
        "asks": (
            f"The written assessment passed: {shown_points(terms.pass_points)} of {terms.most} or more, "
            "and no failure-level omission"
        ),
        "has": _has(script),
        "says": says,
    }


def _has(script: ScriptStanding) -> str:
    settled = script.settled
    points = f"{shown_points(settled.result or Fraction(0))} of {script.terms.most}"
    omitted = settled.verdict is not None and Route.OMISSION in settled.verdict.routes
    return f"{points}, with an omission" if omitted else f"{points}, no omission"


def _feedback(script: ScriptStanding, detailed_for: tuple[str, ...]) -> dict[str, Any]:
    settled, terms, body = script.settled, script.terms, script.body
    if settled.verdict and not settled.verdict.passed and "fail" in detailed_for:
        why = "You have feedback in detail so that you know what to build on and what to do differently."
    else:
        low, high = shown_points(terms.pass_points - terms.band), shown_points(terms.pass_points + terms.band)
        why = (
            f"You have feedback in detail because your result is in the borderline band, {low} to {high}. "
            "It does not change your result."
        )
    return {
        "why": why,
        "criteria": [_on(body, script, number) for number in range(len(body.scheme.criteria))],
    }


def _on(body: Body, script: ScriptStanding, number: int) -> dict[str, Any]:
    criterion = body.scheme.criteria[number]
    points = level_from(script.criteria[criterion.id])
    level = next(one for one in criterion.levels if one.points == points)
    says = body.feedback.get(criterion.id, {}).get(points, level.says)
    return {"title": criterion.title, "level": level.label, "points": points, "says": says}
