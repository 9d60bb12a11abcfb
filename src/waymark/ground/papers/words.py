"""What is said about papers."""

from __future__ import annotations

from waymark.kit.refusals import Reason

REASONS = {
    "locked": "This paper is locked: it never changes.",
    "wrote_it": "You have written some of this paper. Somebody else reviews it.",
    "changed_since": "The paper has changed since you opened it. Read it again, then review it.",
    "has_errors": "The check finds errors. Mend them first; warnings and notes do not keep it open.",
    "not_reviewed": "No second person has reviewed it yet.",
    "changed_since_review": "It has changed since it was reviewed. The text as it is now needs a review.",
    "review_disagrees": "The newest review says that it is not ready.",
}
PARTS = {
    "details": "Title and pass mark",
    "case": "The case",
    "omissions": "Omissions",
    "questions": "The questions",
    "scheme": "The mark scheme",
    "exhibits": "Files of the case",
}
FIELDS = {
    "case title": "Title of the case",
    "title": "Title",
    "pass mark numerator": "Pass mark: points needed",
    "pass mark denominator": "Of how many",
    "guidance words": "Word guidance",
}
KINDS = {"question": "Question", "criterion": "Criterion"}
ASKS = {
    "identify_problems": "Problems to be identified",
    "justify_solutions": "Solutions to be chosen and justified",
    "plan_implementation": "An implementation that brings lasting change",
}
SEVERITIES = {"error": "Error", "warning": "Warning", "note": "Note"}
KEPT_BESIDE = (
    "{who} saved this part while you were writing. Both wordings are kept: theirs stands, yours is below."
)


def reason(code: str) -> Reason:
    return Reason(code, REASONS[code])


def part_named(part: str) -> str:
    """`question:q1` is "Question q1"."""
    kind, _, id = part.partition(":")
    return f"{KINDS[kind]} {id}" if kind in KINDS else PARTS.get(part, part)
