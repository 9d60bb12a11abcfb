"""Emails about an enrolment."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

ENROLMENT_CHANGED = EmailKind(
    code="cohorts.enrolment_changed",
    title="A change to your enrolment",
    audience="Participants whose enrolment changed",
    sent="When they are deferred, withdrawn, brought back or moved, and when that is undone",
    subject="{heading}",
    text=(
        "{greeting}\n\n{change}\n\nYour home page ({programme}): {link}\n\n"
        "If this isn’t what you expect, or you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="If this isn’t what you expect, or you have a question, email {enquiries}.",
    samples={
        "greeting": "Dear Amina Yusuf,",
        "heading": "Your deferral is agreed",
        "change": "Your deferral is agreed, from Monday 2 November 2026. We expect you back on 6 September 2027.",
    },
    required=frozenset({"link", "change"}),
)

KINDS = (ENROLMENT_CHANGED,)
