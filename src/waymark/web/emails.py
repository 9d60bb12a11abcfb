"""Emails about work handed over when staff leave, a lead who looks at someone’s pages, and a person’s own data."""

from __future__ import annotations

from waymark.kit.email_kinds import EmailKind

HANDED_OVER = EmailKind(
    code="web.handed_over",
    title="Work handed over to you",
    audience="Staff who take over from someone who is leaving",
    sent="When a programme lead hands the work over",
    subject="You’re taking over work from {leaver}",
    text=(
        "Dear {name},\n\n{leaver} is leaving {provider}, and {by} has given you this:\n\n{work}\n\n"
        "Programme: {programme}. Sign in to see what there is to do: {link}\n"
    ),
    next_step="Sign in to see what there is to do",
    samples={
        "name": "Hugo Grey",
        "leaver": "Fay Odu",
        "by": "Chioma Eze",
        "work": "Autumn 2026: you coach 12 participants",
    },
    required=frozenset({"link", "work"}),
)
NEW_COACH = EmailKind(
    code="web.new_coach",
    title="Your new coach",
    audience="Participants whose coach is leaving",
    sent="When a programme lead hands the coaching over",
    subject="{coach} is your new coach",
    text=(
        "Dear {name},\n\n{leaver} is leaving {provider}. From now on, {coach} coaches you in {cohort} ({programme}). "
        "Your records of coaching sessions are kept, and your new coach can read what you agreed.\n\n"
        "Your coaching: {link}\n\nIf you have a question, email {enquiries}.\n"
    ),
    next_step="From now on, {coach} coaches you",
    samples={
        "name": "Amina Yusuf",
        "leaver": "Fay Odu",
        "coach": "Hugo Grey",
        "cohort": "Autumn 2026",
    },
    required=frozenset({"link", "coach"}),
)
SUPPORT_OPENED = EmailKind(
    code="web.support_opened",
    title="Someone is looking at your pages",
    audience="People whose pages a programme lead looks at",
    sent="When a programme lead opens someone’s pages to see what they see",
    subject="{by} is looking at your pages",
    text=(
        "Dear {name},\n\n{by} from {provider} can look at your pages for {programme} "
        "from {from} until {until}, to help you. The reason they gave: {reason}\n\n"
        "They can’t change anything. They can’t see what you write: your answers, "
        "your workbook, your notes and your assessment.\n\nYour account page lists everyone who looked, "
        "and which pages they opened: {link}\n\nIf you didn’t expect this, email {enquiries}.\n"
    ),
    next_step="If you didn’t expect this, email {enquiries}",
    samples={
        "name": "Amina Yusuf",
        "by": "Chioma Eze",
        "from": "Thursday 22 October 2026, 10:00",
        "until": "Thursday 22 October 2026, 10:30",
        "reason": "You told us that a session is missing from your programme.",
    },
)
HANDED_BACK = EmailKind(
    code="web.handed_back",
    title="Work you had taken over has gone back",
    audience="Staff who had taken over from someone who is staying after all",
    sent="When a programme lead undoes a leaving on the same day",
    subject="{leaver} is staying, and has their work back",
    text=(
        "Dear {name},\n\n{leaver} is staying at {provider} after all, and has this work back:\n\n{work}\n\n"
        "Programme: {programme}. Sign in to see what there is to do: {link}\n"
    ),
    next_step="Sign in to see what there is to do",
    samples={"name": "Hugo Grey", "leaver": "Fay Odu", "work": "12 participants to coach"},
    required=frozenset({"link", "work"}),
)

COPY_RELEASED = EmailKind(
    code="web.copy_released",
    title="Your data is ready to download",
    audience="People who asked for a copy of their data",
    sent="When a second lead releases the copy",
    subject="Your data is ready to download",
    text=(
        "{greeting}\n\nThe copy of your personal data that you asked {provider} for is ready. "
        "Sign in to download it in the next {days} days:\n\n{link}\n\n"
        "If you need it again after that, you can ask for it on the same page.\n\n{programme}\n"
    ),
    next_step="Sign in to download it",
    samples={"greeting": "Dear Amina Yusuf,", "days": "30"},
)

KINDS = (HANDED_OVER, HANDED_BACK, NEW_COACH, SUPPORT_OPENED, COPY_RELEASED)
