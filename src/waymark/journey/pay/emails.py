"""Emails before an instalment is due, and when someone waits for one that is overdue."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

_SAMPLES = {
    "greeting": "Dear Amina Yusuf,",
    "instalment": "£800.00",
    "payer": "you",
    "due": "Friday 23 October 2026",
    "waits": "before your written assessment",
    "overdue": "£800.00 of the fee is overdue from you",
}

DUE = EmailKind(
    code="pay.instalment_due",
    title="An instalment is due",
    audience="Participants who can’t go on if it isn’t paid",
    sent="14 days before an instalment is due, if the participant can’t go on without it",
    subject="{instalment} of your fee is due on {due}",
    text=(
        "{greeting}\n\n{instalment} of your fee for {programme} is due from {payer} on {due}. It must be paid {waits}."
        "\n\nSee your fee and what is due: {link}\n\n"
        "If you can’t pay by then or have a question, email us soon: {enquiries}.\n\n{provider}\n"
    ),
    next_step="See your fee and what is due",
    samples=_SAMPLES,
    required=frozenset({"link", "instalment", "due"}),
    may_be_off=True,
)
OVERDUE = EmailKind(
    code="pay.instalment_overdue",
    title="An instalment is overdue",
    audience="Participants who can’t go on until it’s paid",
    sent="On the day after an instalment was due, if the participant can’t go on without it",
    subject="Your fee for {programme} must be paid up to date",
    text=(
        "{greeting}\n\n{overdue}. It must be paid {waits}.\n\nSee your fee and what is due: {link}\n\n"
        "If you’ve paid, can’t pay now or have a question, email us: {enquiries}.\n\n{provider}\n"
    ),
    next_step="See your fee and what is due",
    samples=_SAMPLES,
    required=frozenset({"link", "overdue"}),
    may_be_off=True,
)

KINDS = (DUE, OVERDUE)
