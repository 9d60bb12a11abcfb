"""Emails about actions: to their owner, and to a previous one."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

_ACTION = {
    "name": "Fay Odu",
    "by": "Chioma Eze",
    "action": "Move the session on culture to before the first visit",
}

YOURS = EmailKind(
    code="improve.action",
    title="An action for you",
    audience="Staff who own an action",
    sent="When an action is assigned to them, or changed",
    subject="An action for you, due {due}",
    text=(
        "Dear {name},\n\n{by} has asked you to do this by {due}:\n\n{action}\n\n"
        "This is the action for an issue in {cohort} ({programme}): {issue}\n\nAll actions: {link}\n"
    ),
    next_step="{by} has asked you to do this by {due}",
    samples={
        **_ACTION,
        "due": "Friday 23 October 2026",
        "cohort": "Autumn 2026",
        "issue": "The visit came first",
    },
    may_wait=True,
    required=frozenset({"link", "action", "due"}),
)
NOT_YOURS = EmailKind(
    code="improve.not_yours",
    title="An action is no longer yours",
    audience="Staff who owned an action",
    sent="When it is given to someone else",
    subject="An action is no longer yours",
    text=(
        "Dear {name},\n\n{by} has given this action to {owner}, so you no longer need to do it:\n\n{action}\n\n"
        "Programme: {programme}. All actions: {link}\n"
    ),
    next_step="you no longer need to do it",
    samples={**_ACTION, "owner": "Grace Hall"},
    may_wait=True,
    required=frozenset({"link", "action"}),
)

INSPECTION = EmailKind(
    code="improve.inspection",
    title="A pack for an inspector",
    audience="Inspectors",
    sent="When a lead makes a pack for them, or sends a new link to it",
    subject="Your inspection pack, open until {until}",
    text=(
        "Dear {inspector},\n\n{by} of {provider} has put together a pack for your inspection of {programme}: "
        "{pack}.\n\n"
        "Open it here until {until}: {link}\n\nThe link is only for you. We record each time it’s opened.\n"
    ),
    next_step="Open it here until {until}",
    samples={
        "inspector": "Robin Hale",
        "by": "Chioma Eze",
        "pack": "All sections: Autumn 2026",
        "until": "Friday 6 November 2026, 10:00",
    },
)

KINDS = (YOURS, NOT_YOURS, INSPECTION)
