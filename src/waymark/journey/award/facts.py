"""The facts of a decision as they are frozen: the figures of that day, and every sentence of the result letter."""

from __future__ import annotations

from datetime import date
from typing import Any

from waymark.ground.programmes.values import EngagementRule
from waymark.journey.award import words
from waymark.journey.award.queries import AwardStatus
from waymark.journey.mark.queries import ScriptResult
from waymark.journey.mark.rules import feedback_level
from waymark.kit.formatting import hours, share


def freeze_facts(status: AwardStatus, *, depth: str, next_steps: str, next_on: date | None) -> dict[str, Any]:
    """Everything the decision rests on, as plain JSON. The script's result is final."""
    script = status.script
    if script is None:
        raise ValueError("You can’t decide until the script has a final result.")
    published = status.enrolment.cohort.programme
    return {
        "reasons": [reason.value for reason in status.decision.reasons],
        "engagement": _engagement(status),
        "assessment": _assessment(script),
        "programme": {
            "id": status.programme.id,
            "title": status.programme.title,
            "qualification": status.programme.qualification,
            "version": published.version,
            "digest": published.pack_id,
        },
        "paper": script.fingerprint,
        "feedback": _feedback(script, status.programme.assessment.detailed_feedback)
        if depth == "detailed"
        else None,
        "next": {"says": next_steps.strip(), "on": next_on.isoformat() if next_on else ""},
    }


def _engagement(status: AwardStatus) -> dict[str, Any]:
    rule: EngagementRule = status.programme.engagement
    earned, base = status.hours.earned, status.hours.base
    sentences = [outcome.reason for outcome in status.requirements]
    if status.programme.is_asked_before_sitting:
        sentences.append(words.GATE_MET)
    return {
        "earned": earned,
        "base": base,
        "share": f"{rule.numerator}/{rule.denominator}",
        "comparator": rule.comparator.value,
        "asked_at": rule.asked_at.value,
        "met": status.decision.engaged,
        "asks": words.engagement_requirements(status.programme.all_requirements),
        "has": f"{hours(earned)} of {hours(base)}, {share(status.hours.now)}",
        "says": sentences,
    }


def _assessment(script: ScriptResult) -> dict[str, Any]:
    marking, thresholds = script.marking, script.thresholds
    if marking.points is None or marking.verdict is None:
        raise ValueError("You can’t decide until the script has a final result.")
    missing = [
        omission for omission in script.body.scheme.omissions if omission.id in marking.missing_omissions
    ]
    sentences = [words.how_it_was_marked(marking.marks)]
    if not marking.verdict.passed:
        sentences.append(words.FAIL_CONFIRMED)
    return {
        "result": str(marking.points),
        "most": thresholds.full_marks,
        "pass_points": str(thresholds.pass_points),
        "band": str(thresholds.band),
        "verdict": "pass" if marking.verdict.passed else "fail",
        "routes": [route.value for route in marking.verdict.routes],
        "omitted": [{"id": omission.id, "says": omission.says, "why": omission.why} for omission in missing],
        "borderline": marking.borderline,
        "marks": marking.marks,
        "met": marking.verdict.passed,
        "asks": words.assessment_requirement(
            pass_points=thresholds.pass_points, full_marks=thresholds.full_marks
        ),
        "has": words.assessment_result(
            points=marking.points, full_marks=thresholds.full_marks, missing=marking.missing_omissions
        ),
        "says": sentences,
    }


def _feedback(script: ScriptResult, detailed_for: tuple[str, ...]) -> dict[str, Any]:
    marking, thresholds = script.marking, script.thresholds
    if marking.verdict and not marking.verdict.passed and "fail" in detailed_for:
        why = words.FEEDBACK_AFTER_A_FAIL
    else:
        low, high = thresholds.pass_points - thresholds.band, thresholds.pass_points + thresholds.band
        why = words.feedback_near_the_pass_mark(low=low, high=high)
    return {"why": why, "criteria": _feedback_by_criterion(script)}


def _feedback_by_criterion(script: ScriptResult) -> list[dict[str, Any]]:
    feedback = []
    for criterion in script.body.scheme.criteria:
        points = feedback_level(script.criteria[criterion.id])
        level = next(level for level in criterion.levels if level.points == points)
        text = script.body.feedback.get(criterion.id, {}).get(points, level.says)
        feedback.append({"title": criterion.title, "level": level.label, "points": points, "says": text})
    return feedback
