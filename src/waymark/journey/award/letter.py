"""The result letter as the participant reads it, from the facts that were frozen with the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from waymark.ground.programmes.queries import programme_of
from waymark.journey.award import words
from waymark.journey.mark.rules import format_points

if TYPE_CHECKING:
    from waymark.journey.award.models import Outcome


@dataclass(frozen=True, kw_only=True)
class ResultLetter:
    headline: str
    opening: list[str]
    caption: str
    rows: list[Mapping[str, Any]]
    """The two requirements: what is asked, what the participant has, and whether it is met."""
    missing_elements: list[Mapping[str, str]]
    feedback: Mapping[str, Any] | None
    next_steps: str
    next_on: date | None
    attempts: int
    """How often the assessment can be taken; 0 where it is passed."""
    answered_within: int | None
    """Hours within which the provider answers enquiries."""


def letter_of(outcome: Outcome) -> ResultLetter:
    """The letter, from the frozen facts; only the number of attempts comes from the pinned programme."""
    facts = outcome.facts
    programme = programme_of(outcome.enrolment.cohort.programme)
    engaged, passed = facts["engagement"]["met"], facts["assessment"]["met"]
    next_on = facts["next"]["on"]
    return ResultLetter(
        headline=words.headline(awarded=outcome.awarded, passed=passed),
        opening=[] if outcome.awarded else _opening(facts),
        caption=words.CAPTIONS[engaged + passed],
        rows=[facts["engagement"], facts["assessment"]],
        missing_elements=facts["assessment"]["omitted"],
        feedback=facts["feedback"],
        next_steps=facts["next"]["says"],
        next_on=date.fromisoformat(next_on) if next_on else None,
        attempts=0 if passed else programme.assessment.max_attempts,
        answered_within=programme.provider.enquiries_hours,
    )


def _opening(facts: Mapping[str, Any]) -> list[str]:
    assessment = facts["assessment"]
    if assessment["met"]:
        return [words.PASS_COUNTS]
    sentences = []
    if "below_the_mark" in assessment["routes"]:
        sentences.append(
            words.RESULT_BELOW.format(
                points=format_points(Fraction(assessment["result"])),
                pass_points=format_points(Fraction(assessment["pass_points"])),
                full_marks=assessment["most"],
            )
        )
    if "omission" in assessment["routes"]:
        sentences.append(words.missing_elements(len(assessment["omitted"])))
    if facts["engagement"]["met"]:
        sentences.append(words.HOURS_COUNT)
    return [words.NOT_YET_PASSED, " ".join(sentences)]
