"""Emails about work that is handed over when a member of staff leaves."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

HANDED_OVER = EmailKind(
    code="web.handed_over",
    title="Work handed over to you",
    audience="Staff who take over from someone who leaves",
    sent="When a programme lead hands the work over",
    subject="You take over work from {leaver}",
    text=(
        "Dear {name},\n\n{leaver} leaves {provider}, and {by} has given you this:\n\n{work}\n\n"
        "Programme: {programme}. Sign in to see what there is to do: {link}\n"
    ),
    next_step="Sign in to see what there is to do",
    samples={
        "name": "Hugo Grey",
        "leaver": "Fay Odu",
        "by": "Chioma Eze",
        "work": "Autumn 2026: you coach 12 participants",
    },
    required=frozenset({"link", "work"}),
)
NEW_COACH = EmailKind(
    code="web.new_coach",
    title="Your new coach",
    audience="Participants whose coach leaves",
    sent="When a programme lead hands the coaching over",
    subject="{coach} is your new coach",
    text=(
        "Dear {name},\n\n{leaver} leaves {provider}. From now on, {coach} coaches you in {cohort} ({programme}). "
        "Your records of coaching sessions stay, and your new coach can read what you agreed.\n\n"
        "Your coaching: {link}\n\nIf you have a question, email {enquiries}.\n"
    ),
    next_step="From now on, {coach} coaches you",
    samples={
        "name": "Amina Yusuf",
        "leaver": "Fay Odu",
        "coach": "Hugo Grey",
        "cohort": "Autumn 2026",
    },
    required=frozenset({"link", "coach"}),
)

KINDS = (HANDED_OVER, NEW_COACH)
