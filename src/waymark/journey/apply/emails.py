"""Emails about applications and places.

An applicant’s address is not verified: someone else may have typed it. So no email to it repeats what they wrote.
"""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

_COHORT = {"cohort": "Autumn 2026", "starts": "Monday 5 October 2026"}
_APPLICATION = {"cohort": "Autumn 2026", "reference": "K7F2-M9QX"}

RECEIVED = EmailKind(
    code="apply.received",
    title="Application received",
    audience="Applicants",
    sent="When they have submitted an application",
    subject="We have your application {reference}",
    text=(
        "Hello,\n\nWe have received your application for {cohort} ({programme}). Your reference is {reference}.\n\n"
        "The programme team will read it, and may contact the person who supports your application. "
        "We’ll email you our decision. You don’t need to do anything until then.\n\n"
        "If you have a question, email {enquiries} and give your reference. About the programme: {link}\n\n{provider}\n"
    ),
    next_step="You don’t need to do anything until then",
    samples=_APPLICATION,
    required=frozenset({"link", "reference"}),
)
DRAFT = EmailKind(
    code="apply.draft",
    title="Continue an application",
    audience="Applicants",
    sent="When they save their answers to come back later",
    subject="Continue your application for {cohort}",
    text=(
        "Hello,\n\nUse this link to continue the application for {cohort} ({programme}) on any device:\n\n{link}\n\n"
        "It works for 30 days, and its page sends you a new one when it has expired. We delete answers that haven’t "
        "been submitted {kept} days after they were last saved.\n\n"
        "If you didn’t ask for this, ignore this email. If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Use this link to continue the application",
    samples={**_COHORT, "kept": "60"},
)
ACCEPTED = EmailKind(
    code="apply.accepted",
    title="Application accepted",
    audience="Applicants",
    sent="When the programme lead has accepted their application",
    subject="Your place in {cohort}",
    text=(
        "Hello,\n\nWe have accepted your application {reference}. You have a place in {cohort} ({programme}), "
        "which starts on {starts}.\n\n"
        "If you don’t have an account with us yet, we’ll send you another email with a link to choose a password. "
        "If you do, sign in as usual: {link}\n\n"
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="If you do, sign in as usual",
    samples={**_APPLICATION, **_COHORT},
)
REJECTED = EmailKind(
    code="apply.rejected",
    title="Application rejected",
    audience="Applicants",
    sent="When the programme lead has rejected their application, with the reason",
    subject="Your application for {cohort}",
    text=(
        "Hello,\n\nWe’re sorry that we cannot offer you a place in {cohort} ({programme}). {reason}\n\n"
        "If you think we have misread your application {reference}, email {enquiries}. "
        "About the programme: {link}\n\n{provider}\n"
    ),
    next_step="email {enquiries}",
    samples={
        **_APPLICATION,
        "reason": "The cohort is full.\n\nYou’re welcome to apply again for the next one.",
    },
    required=frozenset({"link", "reason"}),
)
ENROLLED = EmailKind(
    code="apply.enrolled",
    title="Enrolled from a file",
    audience="People who already have an account",
    sent="When they are enrolled from a file",
    subject="Your place in {cohort}",
    text=(
        "Dear {name},\n\nYou have been enrolled in {cohort} ({programme}), which starts on {starts}. "
        "Sign in as usual to see it: {link}\n\n"
        "If you did not expect this, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Sign in as usual to see it",
    samples={**_COHORT, "name": "Amina Yusuf"},
)
ROLES_GIVEN = EmailKind(
    code="apply.roles_given",
    title="New role",
    audience="Staff who already have an account",
    sent="When a programme lead gives them a role",
    subject="Your work with {provider_short}",
    text=(
        "Dear {name},\n\n{by} has given you a role at {provider}: {roles}.\n\n"
        "Programme: {programme}. Sign in to see what there is to do: {link}\n"
    ),
    next_step="Sign in to see what there is to do",
    samples={"name": "Hugo Grey", "by": "Chioma Eze", "roles": "coach of Autumn 2026"},
)

KINDS = (DRAFT, RECEIVED, ACCEPTED, REJECTED, ENROLLED, ROLES_GIVEN)
