"""The sentence for each reason why a meeting cannot be recorded, or someone can’t look after a group."""

from __future__ import annotations

from waymark.journey.gather.rules import MeetingReason, OwnerReason

SENTENCES = {
    MeetingReason.NOT_YET: "Date of the meeting must be today or in the past",
    MeetingReason.BEFORE_START: "Date of the meeting must be on or after {starts}, when your programme started",
    MeetingReason.MINUTES: "Minutes must be between 1 and {planned}",
    MeetingReason.TOO_FEW: "Select at least 2 people who were there",
    MeetingReason.STRANGERS: "Select only members of your group",
    MeetingReason.STOPPED: "{stopped} took no part in the programme on that day. Don’t select them as present",
    MeetingReason.RECORDED: "This meeting has already been recorded. If something in the record is wrong, correct it",
    MeetingReason.NOTHING_DIFFERS: "You haven’t changed anything. Correct the record, or go back",
}

OWNER_SENTENCES = {
    OwnerReason.NOT_WITH_COHORT: "{name} isn’t a facilitator or coach of {cohort}. Select someone who is",
    OwnerReason.STILL_LOOKS_AFTER: "{name} looks after {groups}. Choose who looks after them instead first.",
}
