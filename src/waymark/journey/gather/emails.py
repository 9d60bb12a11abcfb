"""The email that tells someone their peer group."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

GROUPED = EmailKind(
    code="gather.grouped",
    title="Your peer group",
    audience="Participants",
    sent="When they are put into a peer group",
    subject="You’re in {group}",
    text=(
        "{greeting}\n\nYou’re in {group} of {cohort} ({programme}).\n\nSee who else is in your group, and agree when "
        "you’ll meet: {link}\n\nIf you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="agree when you’ll meet",
    samples={"greeting": "Dear Amina Yusuf,", "group": "Group 3", "cohort": "Autumn 2026"},
    may_be_off=True,
    may_wait=True,
    required=frozenset({"link", "group"}),
)

KINDS = (GROUPED,)
