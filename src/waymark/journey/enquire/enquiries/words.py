"""The sentences of enquiries: reasons, and the promise of an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from waymark.journey.enquire.enquiries.rules import AnswerClock, Counts, EnquiryReason, Said
from waymark.kit.formatting import counted, duration, long_moment

SENTENCES = {
    EnquiryReason.TOO_MANY: (
        "We’ve received many enquiries from your network or email address in a short time. "
        "Try again in an hour, or email {enquiries}."
    ),
    EnquiryReason.LOOKS_AUTOMATIC: "Leave this field empty. It’s there to stop automatic messages.",
    EnquiryReason.IS_CLOSED: "This enquiry is closed. Reopen it first.",
    EnquiryReason.NOT_CLOSED: "This enquiry isn’t closed.",
    EnquiryReason.SAME_PERSON: "{to} is already dealing with this enquiry. Select someone else.",
    EnquiryReason.EMPTY: "Enter your answer",
    EnquiryReason.UNKNOWN_PLACE: (
        "{places} can’t be filled in. You can use {known}. Correct it or write the words yourself."
    ),
}
PLACES = {
    "name": "the name of the person who asked",
    "programme": "the programme they asked about",
    "reference": "the enquiry’s reference",
    "own_name": "your own name",
    "provider": "your organisation’s name",
}
"""What a saved answer can have in braces."""

EVENTS = {
    Said.ANSWER: "Answered by email",
    Said.HEARD: "They said",
    Said.NOTE: "Note for colleagues",
    Said.HANDED_OVER: "Handed over",
    Said.CLOSED: "Closed",
    Said.REOPENED: "Reopened",
}


def consent(*, provider: str) -> str:
    return (
        f"{provider} uses your name and email address to answer your question, and for nothing else. "
        "We delete your enquiry after 12 months."
    )


def promise(clock: AnswerClock) -> str:
    """Within what time the provider answers."""
    if clock.counts is Counts.ELAPSED:
        return f"We answer within {counted(clock.hours, 'hour', 'hours')}."
    times = f"{clock.working_from:%H:%M} to {clock.working_until:%H:%M}"
    return (
        f"We answer within {counted(clock.hours, 'working hour', 'working hours')} "
        f"(Monday to Friday, {times}, except bank holidays)."
    )


def due(due_at: datetime, *, at: datetime) -> str:
    """By when, and how long is left or how long ago that was."""
    left = due_at - at
    if left > timedelta():
        return f"Answer by {long_moment(due_at)}: {_length(left)} left"
    return f"Overdue by {_length(-left)}. It was due at {long_moment(due_at)}"


def _length(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes >= 72 * 60:
        return counted(minutes // (24 * 60), "day", "days")
    return duration(minutes) if minutes else "less than a minute"


def note_in_email(*, by: str, note: str) -> str:
    """What a colleague wrote when handing over, with the empty line after it; empty for no note."""
    return f"{by} writes: {note}\n\n" if note.strip() else ""
