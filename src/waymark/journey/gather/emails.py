"""Emails that tell someone their peer group, or the groups they look after."""

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

LOOKS_AFTER = EmailKind(
    code="gather.looks_after",
    title="Peer groups you look after",
    audience="Facilitators and coaches",
    sent="When they are chosen to look after peer groups",
    subject="You now look after peer groups in {cohort}",
    text=(
        "{greeting}\n\nYou now look after these peer groups in {cohort} ({programme}): {groups}.\n\n"
        "Help them to agree when they’ll meet. To see who is in them, sign in: {link}\n\n"
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Help them to agree when they’ll meet",
    samples={"greeting": "Dear Fay Odu,", "groups": "Group 1, Group 4", "cohort": "Autumn 2026"},
    required=frozenset({"link", "groups"}),
    may_be_off=True,
    may_wait=True,
)

KINDS = (GROUPED, LOOKS_AFTER)
