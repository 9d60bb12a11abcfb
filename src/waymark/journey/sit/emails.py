"""Emails about the assessment: reminders, receipts, and decisions about time."""

from __future__ import annotations

from dataclasses import replace

from waymark.kit.email_kinds import EmailKind

_SIGNED = "{provider}\n{enquiries}\n"
_GREETING = {"greeting": "Dear Amina Yusuf,"}
_CLOSES = "Monday 2 November 2026 at 23:59"

REMINDER = EmailKind(
    code="sit.reminder",
    title="Your assessment closes soon",
    audience="Participants who haven’t submitted",
    sent="7, 3 and 1 days before their close, and 6 hours before it",
    subject="Your assessment closes on {closes}",
    text=(
        "{greeting}\n\nYou haven’t submitted your case study assessment yet ({programme}). It closes on {closes} "
        "({zone}). You can submit until the end of that minute, by our server’s clock.\n\n"
        "{progress}\n\nYour assessment: {link}\n\n"
        "If something is stopping you, or you need more time, tell us before the close: "
        "email {enquiries}, or ask on your assessment page. If you’ve submitted since we sent "
        f"this email, you don’t need to do anything.\n\n{_SIGNED}"
    ),
    next_step="You can submit until the end of that minute",
    samples={
        **_GREETING,
        "closes": _CLOSES,
        "zone": "Europe/London",
        "progress": "You haven’t opened your assessment yet. If you don’t, there will be nothing to collect.",
    },
    required=frozenset({"link", "closes", "progress"}),
)
RECEIPT = EmailKind(
    code="sit.receipt",
    title="Receipt for your assessment",
    audience="Participants who submitted, or whose answers were collected",
    sent="When they submit, when their answers are collected at the close, and when a late text counts",
    subject="Receipt for your {assessment}",
    text=(
        "{greeting}\n\n{happened}\n\nYour receipt code is {code}\n\n"
        "Anyone can check this code on Waymark’s receipts page ({link}). The page shows no name and none of your "
        "answers. We’ve attached your answers (answers.txt) and your receipt (receipt.json). Keep this email.\n\n"
        f"{{programme}}\n{_SIGNED}"
    ),
    next_step="Keep this email",
    samples={
        **_GREETING,
        "assessment": "case study assessment",
        "happened": "You submitted your case study assessment. It has 1,480 words and arrived on Monday "
        "2 November 2026, 21:04:11 (Europe/London).",
        "code": "7KQ2-M4XD-9RTA",
    },
    required=frozenset({"link", "happened", "code"}),
)
PRACTICE_RECEIPT = replace(
    RECEIPT,
    code="sit.practice_receipt",
    title="Receipt for your practice assessment",
    audience="Participants who tried the practice assessment",
    sent="When they submit it, or when it is collected",
    is_private=True,
)
WINDOW_SET = EmailKind(
    code="sit.window_set",
    title="Your assessment window",
    audience="Participants of a cohort",
    sent="When the programme lead sets the cohort’s assessment window",
    subject="Your assessment opens on {opens}",
    text=(
        "{greeting}\n\nYour case study assessment ({programme}) opens on {opens} and closes on {closes} ({zone}).\n\n"
        "Until then, try the page where you’ll write, with the practice assessment: {link}\n\n"
        f"If these days don’t work for you, or you need more time, email {{enquiries}} now.\n\n{_SIGNED}"
    ),
    next_step="try the page where you’ll write",
    samples={
        **_GREETING,
        "opens": "Monday 26 October 2026 at 09:00",
        "closes": _CLOSES,
        "zone": "Europe/London",
    },
    required=frozenset({"link", "opens", "closes"}),
)
WINDOW_OPENS = EmailKind(
    code="sit.window_opens",
    title="Your assessment is open",
    audience="Participants of a cohort",
    sent="When the cohort’s assessment window opens",
    subject="Your assessment is open until {closes}",
    text=(
        "{greeting}\n\nYour case study assessment ({programme}) is open. It closes on {closes} ({zone}).\n\n"
        "Open it and read the case: {link}\n\n"
        f"If something is stopping you, tell us before the close: email {{enquiries}}.\n\n{_SIGNED}"
    ),
    next_step="Open it and read the case",
    samples={**_GREETING, "closes": _CLOSES, "zone": "Europe/London"},
    required=frozenset({"link", "closes"}),
)
EXTENSION_DECIDED = EmailKind(
    code="sit.extension_decided",
    title="Your request for more time",
    audience="Participants who asked for more time",
    sent="When their request has been decided",
    subject="Your request for more time was {outcome}",
    text=f"{{greeting}}\n\n{{decision}}\n\nYour assessment ({{programme}}): {{link}}\n\n{_SIGNED}",
    next_step="{decision}",
    samples={
        **_GREETING,
        "outcome": "granted",
        "decision": "Your request of Friday 30 October 2026 at 10:12 for more time was granted.\n\nYou were ill.\n\n"
        f"Your window closes on {_CLOSES} (Europe/London).",
    },
    required=frozenset({"link", "decision"}),
)
ACCESS_TIME_DECIDED = EmailKind(
    code="sit.access_time_decided",
    title="Extra time for your written assessments",
    audience="Participants with an access arrangement",
    sent="When extra time in every window has been decided",
    subject="Extra time for your written assessments",
    text=f"{{greeting}}\n\n{{decision}}\n\nYour assessment ({{programme}}): {{link}}\n\n{_SIGNED}",
    next_step="{decision}",
    samples={
        **_GREETING,
        "decision": "From now on, you have 2 extra calendar days in every assessment window: a reader. Your assessment "
        "page shows your own close.",
    },
    required=frozenset({"link", "decision"}),
)
OUTAGE = EmailKind(
    code="sit.outage",
    title="Your assessment window closes later",
    audience="Participants whose window moved because of an outage",
    sent="When two people have confirmed an outage of ours",
    subject="Your assessment window closes later",
    text=f"{{greeting}}\n\n{{announcement}}\n\nYour assessment ({{programme}}): {{link}}\n\n{_SIGNED}",
    next_step="{announcement}",
    samples={
        **_GREETING,
        "announcement": "Waymark could not be reached for 2 hours, so everyone’s window closes 2 hours later. "
        f"Yours now closes on {_CLOSES} (Europe/London).",
    },
    required=frozenset({"link", "announcement"}),
)
LATE_NOT_COUNTED = EmailKind(
    code="sit.late_not_counted",
    title="Your answers that arrived after the close",
    audience="Participants some of whose text arrived after their close",
    sent="When two people have decided that it doesn’t count",
    subject="Your answers that arrived after the close",
    text=f"{{greeting}}\n\n{{decision}}\n\nYour assessment ({{programme}}): {{link}}\n\n{_SIGNED}",
    next_step="{decision}",
    samples={
        **_GREETING,
        "decision": f"Your window closed on {_CLOSES} (Europe/London), and some of your text arrived after it. We’ve "
        "decided that this text doesn’t count. Reason: it was written after the close",
    },
    required=frozenset({"link", "decision"}),
)

MISSED = EmailKind(
    code="sit.missed",
    title="You missed the assessment window",
    audience="Participants who submitted nothing in a window",
    sent="When the window is over for everyone",
    subject="You missed the assessment window",
    text=(
        "{greeting}\n\nThe assessment window of {programme} closed on {closed}, and we have no answers from you. "
        "It doesn’t count as an attempt.\n\n{comes_next}\n\nYour assessment: {link}\n\n"
        f"If something stopped you, or this isn’t right, email {{enquiries}}.\n\n{_SIGNED}"
    ),
    next_step="{comes_next}",
    samples={
        **_GREETING,
        "closed": _CLOSES,
        "comes_next": "Your programme team will tell you when the next window opens.",
    },
    required=frozenset({"link", "closed", "comes_next"}),
)

KINDS = (
    WINDOW_SET,
    WINDOW_OPENS,
    REMINDER,
    RECEIPT,
    PRACTICE_RECEIPT,
    EXTENSION_DECIDED,
    ACCESS_TIME_DECIDED,
    OUTAGE,
    LATE_NOT_COUNTED,
    MISSED,
)
