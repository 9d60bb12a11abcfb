"""The sentence for each reason code of this room."""

from __future__ import annotations

from fractions import Fraction

from waymark.journey.award.rules import Why

WHY = {
    Why.ENGAGED: "The engagement rule is met.",
    Why.PASSED: "The written assessment is passed.",
    Why.HOURS_SHORT: "The engagement rule is not met.",
    Why.NOT_SAT: "There is no submission.",
    Why.MARKS_WAITING: "Marks are still missing.",
    Why.FAIL_UNCONFIRMED: "The marks come to a fail, which a senior marker has not confirmed yet.",
    Why.FAILED: "The written assessment is not passed, and a senior marker has confirmed it.",
}

CLEAR_OUT = {
    Why.HOURS_SHORT: "Hours are missing: decide alone, and say what happens next.",
    Why.FAILED: "Not passed: decide alone, and say what happens next.",
}

NOT_READY = "This cannot be decided yet."
NEXT_MISSING = {
    "next_says": "Say what happens next. It stands in the letter.",
    "next_on": "Give the day by which it happens, later than today.",
}
OWN_DECISION = "You decided this yourself; another member of the board must release it."
LETTER_SUBJECT = "Your result is ready"
LETTER = (
    "Dear {name},\n\nYour result on {title} is ready. Sign in to read it:\n\n{link}\n\n"
    "If something in it is not clear to you, write to {email}. A person answers.\n\n{provider}\n"
)
GATE_HELD = "The rule was asked before the sitting, and held."


def asks(*, share: Fraction, is_strict: bool) -> str:
    """Engagement of more than 90%; Engagement of at least 90%."""
    percent = share * 100
    shown = str(percent.numerator) if percent.denominator == 1 else f"{float(percent):.1f}"
    return f"Engagement of {'more than' if is_strict else 'at least'} {shown}%"


def result_comes_from(marks: int) -> str:
    """How the result came about, for the letter."""
    if marks >= 3:
        return (
            "Two markers, who knew neither your name nor each other's marks, did not agree. "
            "A third read it in the same way, and the middle of the three decided."
        )
    return "Two markers read it, who knew neither your name nor each other's marks."


FAIL_CONFIRMED = "A senior marker who had not marked it read it too, and confirmed the result."
