"""The sentences of this room: one for each reason, and the email to an action's owner."""

from __future__ import annotations

from waymark.journey.improve.rules import ImprovementReason

REASONS = {
    ImprovementReason.NO_SUMMARY: "Enter what needs to improve",
    ImprovementReason.NO_EVIDENCE: "Enter the evidence",
    ImprovementReason.NO_ACTION: "Enter what will be done",
    ImprovementReason.DUE_IN_THE_PAST: "Due date must be today or later",
    ImprovementReason.OWNER_NOT_STAFF: "{owner} is not on the staff. Select an owner from the list",
    ImprovementReason.HAS_AN_ACTION: ("An issue can only have one action."),
}

OWNER_SUBJECT = "An action for you, due {due}"
OWNER_TEXT = (
    "Dear {owner},\n\n{by} has asked you to do this by {due}:\n\n{what}\n\n"
    "This is the action for an issue in {cohort}: {summary}\n"
)
