"""The sentences about sponsors and mentors of enrolments."""

from __future__ import annotations

from waymark.journey.apply.contacts.rules import ContactReason

SENTENCES = {
    ContactReason.NO_NAME: "Enter their name",
    ContactReason.NO_EMAIL: "Enter their email address",
    ContactReason.OWN: "This is the participant’s own email address. Enter someone else’s",
    ContactReason.ENDS_BEFORE: "The last day can’t be before the first day",
    ContactReason.NO_REASON: "Enter why this is changing",
}
SOMEONE = "Someone else"
SAVED = "You’ve saved the {kind}."
