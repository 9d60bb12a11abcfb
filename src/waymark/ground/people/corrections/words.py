"""Sentences about corrections, merges and new email addresses."""

from __future__ import annotations

NO_NAME = "Enter a given name or a family name"
NO_TRN = "TRN must be 5 to 7 digits, like 1234567. Leave it empty if it’s not known"
TRN_OF_ANOTHER = "{name} has this TRN too. If they’re the same person, merge the two records instead"
NO_EMAIL = "Enter an email address in the correct format, like name@school.example"
SAME_EMAIL = "This is their email address already"
EMAIL_OF_ANOTHER = "{name} has this email address. If they’re the same person, merge the two records instead"
NO_REASON = "Enter the reason"
ADDRESS_OVER = "This link has been used, has expired or was withdrawn. Ask your provider for a new one."
ADDRESS_TAKEN = "This email address already has a Waymark account. Email your provider to ask what to do."

SAME_PERSON = "Select two different people."
ALREADY_MERGED = "One of these records has already been merged."
OTHER_PROVIDER = "These two people belong to different providers."
BOTH_HAVE = {
    "cohorts.Leaving": "Both are due to leave. Undo this for one of them first.",
    "people.Assistant": "One assists the other, or both have the same assistant. End one of these first.",
    "web.LegalHold": "Both have a legal hold. Lift one of the two first.",
}
BOTH_HAVE_ONE = (
    "Both have something that one person can have only once. Ask the people who run Waymark for help."
)
ACCOUNT_EMAIL = "They sign in with {email}. Keep this email address; you can change it after the merge."
