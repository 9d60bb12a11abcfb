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
SAME_COHORT = "Both are enrolled in {cohort}. Withdraw one of the two enrolments first, then ask for help."
BOTH_FIXED = "Both have enrolments or scripts, and these can’t be moved to another record."
FIXED = "{name} has enrolments or scripts, which can’t be moved to another record. Keep {name} instead."
BOTH_ACCOUNTS = (
    "Both have an account that they sign in with. Ask the person which one they use, then close the other."
)
ACCOUNT_EMAIL = "They sign in with {email}. Keep this email address; you can change it after the merge."
