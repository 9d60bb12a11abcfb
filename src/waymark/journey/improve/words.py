"""The sentences of this room: one for each reason, and the email to an action's owner."""

from __future__ import annotations

from waymark.journey.improve.rules import ImprovementReason

REASONS = {
    ImprovementReason.NO_SUMMARY: "Enter what needs to improve",
    ImprovementReason.NO_EVIDENCE: "Enter the evidence",
    ImprovementReason.NO_ACTION: "Enter what will be done",
    ImprovementReason.DUE_IN_THE_PAST: "Due date must be today or later",
    ImprovementReason.OWNER_NOT_STAFF: "{owner} is not on the staff. Select a person from the list",
    ImprovementReason.HAS_AN_ACTION: "This issue already has an action. You can change it",
    ImprovementReason.NOTHING_DIFFERS: "You haven’t changed anything. Change the action, or go back",
}
