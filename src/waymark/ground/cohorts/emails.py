"""Emails about an enrolment, and to someone who joins the staff of a cohort."""

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

STAFFED = EmailKind(
    code="cohorts.staffed",
    title="You work with a cohort",
    audience="Staff",
    sent="When someone is added to the staff of a cohort",
    subject="You’ve joined the staff of {cohort}",
    text=(
        "{greeting}\n\nYou’ve been added to the staff of {cohort} ({programme}): {role}. It starts on {starts}.\n\n"
        "Sign in to see what there is to do: {link}\n\nIf you weren’t expecting this, email {enquiries}.\n\n"
        "{provider}\n"
    ),
    next_step="Sign in to see what there is to do",
    samples={
        "greeting": "Dear Fay Odu,",
        "cohort": "Autumn 2026",
        "role": "facilitator",
        "starts": "Monday 5 October 2026",
    },
    may_be_off=True,
    may_wait=True,
    required=frozenset({"link", "role"}),
)

KINDS = (ENROLMENT_CHANGED, STAFFED)
