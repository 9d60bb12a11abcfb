"""The sentence for each reason why a register cannot be saved or study cannot be completed."""

from __future__ import annotations

from waymark.journey.learn.rules import RegisterReason, StudyReason

REGISTER_SENTENCES = {
    RegisterReason.NOT_STARTED: "You can take the register once the session has started, on {starts}.",
    RegisterReason.TOO_LONG: "Minutes must be between 0 and {planned} for each participant",
}
STUDY_SENTENCES = {
    StudyReason.NOT_OPEN: "You can complete this from {opens}.",
}
