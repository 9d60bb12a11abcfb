"""The sentences about sponsors and mentors of enrolments."""

from __future__ import annotations

from waymark.journey.apply.contacts.rules import ContactReason

SENTENCES = {
    ContactReason.NO_NAME: "Enter their name",
    ContactReason.NO_EMAIL: "Enter their email address",
    ContactReason.OWN: "This is the participant’s own email address. Enter someone else’s",
    ContactReason.ENDS_BEFORE: "The last day can’t be before the first day",
    ContactReason.NO_REASON: "Enter why this is changing",
    ContactReason.NO_SPONSOR: "There is no sponsor to ask. Enter who this is first.",
    ContactReason.SPONSOR_ENDED: "Their last day as sponsor is over. Enter who the sponsor is now.",
    ContactReason.NOT_ON_PROGRAMME: "This participant isn’t on the programme now, so their sponsor isn’t asked.",
}
SOMEONE = "Someone else"
SAVED = "You’ve saved the {kind}."
SAVED_AND_ASKED = "You’ve saved the sponsor. We’ve emailed them a link to their page."
ASKED = "We’ve emailed {email} a link to their page."
