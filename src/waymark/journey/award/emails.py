"""Emails about results. They never say what the result is."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

RELEASED = EmailKind(
    code="award.released",
    title="Your result is ready",
    audience="Participants",
    sent="When the award board releases their result",
    subject="Your result is ready",
    text=(
        "{greeting}\n\nYour result is ready ({programme}). Sign in to read it:\n\n{link}\n\n"
        "If anything in it isn’t clear, email {enquiries}. One of the team will reply.\n\n{provider}\n"
    ),
    next_step="Sign in to read it",
    samples={"greeting": "Dear Amina Yusuf,"},
)

KINDS = (RELEASED,)
