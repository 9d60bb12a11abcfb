"""The sentences of this room: for staff, for the result letter, and those that are frozen with a decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from waymark.ground.hours.rules import requirement_in_words
from waymark.journey.award.rules import AwardReason, NextStepsReason
from waymark.journey.mark.rules import format_points

if TYPE_CHECKING:
    from waymark.ground.programmes.values import Requirement

REASONS = {
    AwardReason.ENGAGED: "The engagement rule is met.",
    AwardReason.PASSED: "The written assessment is passed.",
    AwardReason.HOURS_SHORT: "The engagement rule is not met.",
    AwardReason.NOT_SAT: "No answers have been submitted or collected.",
    AwardReason.MARKS_WAITING: "Some marks are missing.",
    AwardReason.FAIL_UNCONFIRMED: "The marks add up to a fail, which is awaiting confirmation by a senior marker.",
    AwardReason.FAILED: "The written assessment is not passed. A senior marker has confirmed the fail.",
    AwardReason.CONDITION_UNMET: "A condition for the award hasn’t been met yet.",
}

DECIDE_ALONE = {
    AwardReason.HOURS_SHORT: "Not enough hours. Decide this one separately and say what happens next.",
    AwardReason.FAILED: "Assessment not passed. Decide this one separately and say what happens next.",
}
ALREADY_DECIDED = "Already decided."

DECIDED_ONCE = "A decision can only be sent to the board once."
NOT_READY = "This can’t be decided yet."
NEXT_STEPS = {
    NextStepsReason.NO_TEXT: "Enter what happens next",
    NextStepsReason.NO_LATER_DATE: "The date must be after today",
}
OWN_DECISION = "You made this decision, so another board member must release it."


# The result letter.


def headline(*, awarded: bool, passed: bool) -> str:
    if awarded:
        return "Congratulations, you have passed and have been awarded the qualification"
    if passed:
        return "You have passed the assessment, but you need more hours for the award"
    return "You haven’t passed yet"


CAPTIONS = (
    "You don’t meet either part of the award rule yet",
    "You meet one of the two parts of the award rule",
    "You meet both parts of the award rule",
)
"""By the number of requirements that are met."""

PASS_COUNTS = (
    "Your pass counts and you don’t need to take the assessment again. "
    "The table shows exactly how many hours you still need."
)
NOT_YET_PASSED = "We know how much work you put into this, and we’re sorry that it isn’t a pass this time."
RESULT_BELOW = (
    "Your result is {points} out of {full_marks}. The pass mark is {pass_points} out of {full_marks}."
)
HOURS_COUNT = "Your hours still count, and nothing you did on the programme is lost."


def missing_elements(number: int) -> str:
    if number == 1:
        return "Your answers left out an essential element, which is explained below."
    return f"Your answers left out {number} essential elements, which are explained below."


# Frozen with the decision.


def engagement_requirement(*, share: Fraction, is_strict: bool) -> str:
    """Engagement of more than 90%; Engagement of at least 90%."""
    percent = share * 100
    figure = str(percent.numerator) if percent.denominator == 1 else f"{float(percent):.1f}"
    return f"Engagement of {'more than' if is_strict else 'at least'} {figure}%"


def engagement_requirements(requirements: Sequence[Requirement]) -> str:
    """Engagement of more than 90%; or each by its title: “Live sessions: at least 90%; Self-study: at least 90%”."""
    if len(requirements) == 1 and not requirements[0].title:
        return engagement_requirement(share=requirements[0].share, is_strict=requirements[0].is_strict)
    return "; ".join(requirement_in_words(requirement) for requirement in requirements)


GATE_MET = "This was checked and met before the assessment started."


def assessment_requirement(*, pass_points: Fraction, full_marks: int) -> str:
    return (
        f"The written assessment passed: {format_points(pass_points)} out of {full_marks} or more, "
        "with every essential element"
    )


def assessment_result(*, points: Fraction, full_marks: int, missing: Collection[str]) -> str:
    """11.5 out of 15, with every essential element."""
    elements = "an essential element" if len(missing) == 1 else f"{len(missing)} essential elements"
    ending = f"with {elements} missing" if missing else "with every essential element"
    return f"{format_points(points)} out of {full_marks}, {ending}"


def how_it_was_marked(marks: int) -> str:
    if marks >= 3:
        return (
            "Two markers marked it without knowing your name or seeing each other’s marks, and they disagreed. "
            "A third marked it in the same way, and the middle of the three marks is your result."
        )
    return "Two markers marked it without knowing your name or seeing each other’s marks."


FAIL_CONFIRMED = "A senior marker who hadn’t marked it also read it and confirmed the result."

FEEDBACK_AFTER_A_FAIL = "You have detailed feedback so that you know what to build on and what to change."


def feedback_near_the_pass_mark(*, low: Fraction, high: Fraction) -> str:
    return (
        f"You have detailed feedback because your result is close to the pass mark, between {format_points(low)} "
        f"and {format_points(high)}. It doesn’t change your result."
    )
