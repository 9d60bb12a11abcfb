"""Emails about who coaches whom."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

PAIRED = EmailKind(
    code="coach.paired",
    title="Your coach",
    audience="Participants",
    sent="When they get a coach, or another one",
    subject="Your coach is {coach}",
    text=(
        "{greeting}\n\n{coach} is your coach on {programme}.\n\nSee when your coaching sessions are, and prepare for "
        "the first one: {link}\n\nIf you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="prepare for the first one",
    samples={"greeting": "Dear Amina Yusuf,", "coach": "Hugo Marsh"},
    may_be_off=True,
    may_wait=True,
    required=frozenset({"link", "coach"}),
)
COACHEES = EmailKind(
    code="coach.coachees",
    title="People to coach",
    audience="Coaches",
    sent="When they get one or more participants to coach",
    subject="{count} to coach",
    text=(
        "{greeting}\n\nYou now coach, on {programme}:\n\n{names}\n\nSee what each of them has prepared: {link}\n\n"
        "If you know any of them in another way, tell us: {enquiries}.\n\n{provider}\n"
    ),
    next_step="See what each of them has prepared",
    samples={"greeting": "Dear Hugo Marsh,", "count": "2 participants", "names": "Amina Yusuf\nBen Oyelaran"},
    required=frozenset({"link", "names"}),
    may_be_off=True,
    may_wait=True,
)

KINDS = (PAIRED, COACHEES)
