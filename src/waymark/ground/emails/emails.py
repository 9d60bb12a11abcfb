"""The emails of this room: a lead’s own message to selected people, and the daily summary."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

COHORT_MESSAGE = EmailKind(
    code="emails.cohort_message",
    title="A message to selected people",
    audience="The participants whom a lead selects",
    sent="When a lead sends a message to people of a cohort",
    subject="{subject}",
    text="{message}\n\n{programme}: {link}\n\n{provider}\n{enquiries}\n",
    next_step="{message}",
    samples={
        "subject": "The room for Tuesday has changed",
        "message": "Dear Amina Yusuf,\n\nWe’ll meet in room 4 on Tuesday. Please bring your notes.",
    },
    required=frozenset({"link", "message"}),
)
MARKETING_MESSAGE = EmailKind(
    code="emails.marketing_message",
    title="A marketing message to selected people",
    audience="The selected people who agreed to marketing",
    sent="When a lead sends a marketing message",
    subject="{subject}",
    text="{message}\n\n{programme}: {link}\n\n{provider}\n{enquiries}\n\nTo stop these emails: {unsubscribe}\n",
    next_step="{message}",
    samples={
        "subject": "Our next programmes",
        "message": "Dear Amina Yusuf,\n\nApplications for spring are open.",
        "unsubscribe": "https://npq.learning-together.example/unsubscribe/…/",
    },
    required=frozenset({"link", "message", "unsubscribe", "provider"}),
    is_marketing=True,
)
SUMMARY = EmailKind(
    code="emails.summary",
    title="Daily summary",
    audience="People who chose one email a day, and people whose emails wait by your settings",
    sent="At 07:00 where the programme is, if there is anything new",
    subject="{programme}: {count} today",
    text=(
        "{greeting}\n\nHere is what’s new in {programme}.\n\n{items}\n\nTo get each email at once instead: {link}\n\n"
        "{provider}\n{enquiries}\n"
    ),
    next_step="Here is what’s new",
    samples={
        "greeting": "Dear Amina Yusuf,",
        "count": "2 messages",
        "items": "1. Your peer group\n\nYou’re in group 3.\n\n2. Questions\n\nThey’re open until Friday.",
    },
    required=frozenset({"link", "items"}),
)

KINDS = (COHORT_MESSAGE, MARKETING_MESSAGE, SUMMARY)
