"""Emails before a session, and when questions about one can be answered."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

_SESSION = {
    "greeting": "Dear Amina Yusuf,",
    "session": "Workshop 2: Leading change",
    "starts": "Tuesday 3 November 2026 at 13:00",
    "place": "Where: The Exchange, Manchester",
}

NEXT_WEEK = EmailKind(
    code="learn.session_next_week",
    title="A session next week",
    audience="Participants and facilitators of a cohort",
    sent="At 09:00, 7 days before a session",
    subject="Next week: {session}",
    text=(
        "{greeting}\n\n{session} ({programme}) starts on {starts}.\n{place}\n\nPut it in your diary, and see what to "
        "prepare: {link}\n\nIf you can’t come, tell us now: {enquiries}.\n\n{provider}\n"
    ),
    next_step="see what to prepare",
    samples=_SESSION,
    required=frozenset({"link", "starts"}),
    may_be_off=True,
    may_wait=True,
)
TOMORROW = EmailKind(
    code="learn.session_tomorrow",
    title="A session tomorrow",
    audience="Participants and facilitators of a cohort",
    sent="At 09:00 on the day before a session",
    subject="Tomorrow: {session}",
    text=(
        "{greeting}\n\n{session} ({programme}) starts on {starts}.\n{place}\n\nSee how to join and what to bring: "
        "{link}\n\nIf you can’t come, tell us now: {enquiries}.\n\n{provider}\n"
    ),
    next_step="See how to join and what to bring",
    samples=_SESSION,
    required=frozenset({"link", "starts"}),
    may_be_off=True,
)
FOR_ASSISTANT = EmailKind(
    code="learn.session_for_assistant",
    title="A session of someone you assist",
    audience="Assistants who get reminders",
    sent="At 09:00, 7 days and 1 day before a session",
    subject="{head}: {session}",
    text=(
        "Hello,\n\nA reminder for {head}, whom you assist: {session} ({programme}) starts on {starts}.\n{place}\n\n"
        "See their calendar: {link}\n\n{provider}\n"
    ),
    next_step="See their calendar",
    samples={
        "head": "Amina Yusuf",
        "session": "Workshop 2: Leading change",
        "starts": "Tuesday 3 November 2026 at 13:00",
        "place": "Where: The Exchange, Manchester",
    },
    required=frozenset({"link", "starts"}),
    may_be_off=True,
)

KINDS = (NEXT_WEEK, TOMORROW, FOR_ASSISTANT)
