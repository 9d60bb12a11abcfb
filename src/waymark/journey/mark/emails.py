"""Emails about marking. None names a script, a writer or a reason that could name one."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

WITHDRAWN = EmailKind(
    code="mark.withdrawn",
    title="Scripts taken back from a marker",
    audience="Programme leads",
    sent="When a possible conflict of interest comes up, or a marker leaves the staff",
    subject="{cohort}: {scripts} taken back from a marker",
    text=(
        "Dear {name},\n\nA possible conflict of interest came up in {cohort} ({programme}), or a marker left its "
        "staff, so we’ve taken back {scripts} that had not been marked. {next_step}\n\n"
        "We don’t say which script or why, because that could reveal who wrote it.\n\nMarking: {link}\n"
    ),
    next_step="{next_step}",
    samples={
        "name": "Chioma Eze",
        "cohort": "Autumn 2026",
        "scripts": "2 scripts",
        "next_step": "There’s nothing left to allocate, so you don’t need to do anything.",
    },
    required=frozenset({"link", "next_step"}),
)

ALLOCATED = EmailKind(
    code="mark.allocated",
    title="Scripts to mark",
    audience="Markers",
    sent="When scripts are allocated to them",
    subject="{scripts} to mark",
    text=(
        "{greeting}\n\nYou have {scripts} to mark ({programme}). Each script has a code and no name.\n\n"
        "Start with the first one in your list: {link}\n\n"
        "If you think you recognise a writer, don’t mark the script. Email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Start with the first one in your list",
    samples={"greeting": "Dear Chioma Eze,", "scripts": "8 scripts"},
    may_be_off=True,
    may_wait=True,
)

KINDS = (WITHDRAWN, ALLOCATED)
