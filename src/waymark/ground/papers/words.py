"""The sentences and names that paper setters read."""

from __future__ import annotations

from waymark.ground.papers.rules import PaperReason
from waymark.kit.refusals import Reason, reasons_for

REASONS = {
    PaperReason.LOCKED: "This paper is locked and can’t be changed.",
    PaperReason.WROTE_IT: "You’ve written part of this paper, so another setter must review it.",
    PaperReason.CHANGED_SINCE: "The paper has changed since you opened it. Read it again before you review it.",
    PaperReason.HAS_ERRORS: "Fix the errors found by the check. You can lock a paper that has warnings or notes.",
    PaperReason.NOT_REVIEWED: "A second setter must review this paper.",
    PaperReason.CHANGED_SINCE_REVIEW: "The paper has changed since its review. A setter must review it again.",
    PaperReason.REVIEW_DISAGREES: "The latest review asks for changes.",
    PaperReason.CODE_TAKEN: "Another paper already has this code. Enter a different code.",
    PaperReason.LETTER_TAKEN: (
        "Another paper is already form {letter} in this series. Enter a different letter."
    ),
    PaperReason.TOO_MANY_FILES: (
        "The case study already has {most} files. Remove one before you upload another."
    ),
}
PARTS = {
    "details": "Title and pass mark",
    "case": "Case study",
    "omissions": "Failure-level omissions",
    "questions": "Questions",
    "scheme": "Mark scheme",
    "exhibits": "Case study files",
}
PART_KINDS = {"question": "Question", "criterion": "Criterion"}
FIELDS = {
    "asks for": "What it asks for",
    "case title": "Case study title",
    "guidance words": "Word guidance",
    "looks for": "What it looks for",
    "pass mark denominator": "Pass mark: out of",
    "pass mark numerator": "Pass mark: points needed",
    "says": "Description",
    "sub questions": "Sub-questions",
    "text": "Case study",
    "why": "Why it is essential",
}
"""Labels of what is compared, by the key under which it is saved."""
LISTS = {"levels": "Level", "omissions": "Omission"}
ASKS = {
    "identify_problems": "Identify problems",
    "justify_solutions": "Choose and justify solutions",
    "plan_implementation": "Plan an implementation that brings lasting change",
}
SEVERITIES = {"error": "Error", "warning": "Warning", "note": "Note"}
SAVED_AS_ANOTHER_VERSION = (
    "{who} saved this part while you were writing. We’ve kept both: theirs is the current version, "
    "and yours is saved as another version."
)


def reasons(*codes: PaperReason, **facts: object) -> tuple[Reason, ...]:
    """Each code with its sentence, for a refusal."""
    return reasons_for(codes, REASONS, **facts)


def name_of_part(part: str) -> str:
    """`question:q1` is "Question q1"."""
    kind, _, id = part.partition(":")
    return f"{PART_KINDS[kind]} {id}" if kind in PART_KINDS else PARTS.get(part, part)


def name_of_field(key: str) -> str:
    """`levels 1 says` is "Level 1: description", `feedback 2` is "Feedback for 2 points"."""
    kind, _, rest = key.partition(" ")
    number, _, field = rest.partition(" ")
    if kind in LISTS and number.isdigit():
        return f"{LISTS[kind]} {number}: {FIELDS.get(field, field).lower()}"
    if kind == "feedback" and number:
        return f"Feedback for {number} {'point' if number == '1' else 'points'}"
    return FIELDS.get(key, key.capitalize())
