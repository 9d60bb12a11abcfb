"""The email that questions can be answered."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

QUESTIONS = EmailKind(
    code="reflect.questions_open",
    title="Questions are open",
    audience="Participants of a cohort",
    sent="When an experience is over and its questions open",
    subject="Questions about {experience}",
    text=(
        "{greeting}\n\n{experience} is over ({programme}), and there are a few questions about it.\n\n"
        "Answer them while it’s fresh: {link}\n\nThe team sees answers without names. "
        "If you have a question, email {enquiries}.\n\n{provider}\n"
    ),
    next_step="Answer them while it’s fresh",
    samples={"greeting": "Dear Amina Yusuf,", "experience": "Workshop 1: Culture"},
    may_be_off=True,
    may_wait=True,
)

KINDS = (QUESTIONS,)
