"""The email that tells a lead that another could not be sent."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

GAVE_UP = EmailKind(
    code="mail.gave_up",
    title="An email couldn’t be sent",
    audience="Programme leads",
    sent="When we stop trying to send an email",
    subject="We couldn’t email {address}",
    text=(
        "Dear {name},\n\nWe couldn’t send an email to {address}, and we’ve stopped trying. {reason}\n\n"
        "Check the address, and correct it if it’s wrong. Then send the email again: {link}\n\n{programme}\n"
    ),
    next_step="Check the address",
    samples={
        "name": "Chioma Eze",
        "address": "amina@school.example",
        "reason": "The mail server refused the recipient’s address.",
    },
    may_be_off=True,
    may_wait=True,
    required=frozenset({"link", "address", "reason"}),
)

KINDS = (GAVE_UP,)
