"""The sentence of each reason this room gives. Other sentences are with their subject."""

from __future__ import annotations

from collections.abc import Iterable

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing.words import STOPPED, too_long
from waymark.kit.formatting import counted, long_moment, number
from waymark.kit.refusals import Reason, reasons_for

SENTENCES = {
    SittingReason.NOT_OPEN: "The window opens on {opens}.",
    SittingReason.CLOSED: "The window closed on {closes}.",
    SittingReason.STOPPED: STOPPED,
    SittingReason.GATE: "You haven’t reached the engagement the programme requires yet.",
    SittingReason.NOT_DECLARED: "Tick each sentence of the declaration.",
    SittingReason.SEALED: "You have submitted your answers. They can no longer be changed.",
    SittingReason.TOO_MANY_WORDS: (
        "Your answers have {words} words. The maximum is {max_words}, so remove at least {over}. Everything is saved."
    ),
    SittingReason.NOTHING_WRITTEN: "You haven’t written anything to submit yet.",
    SittingReason.CHANGED: (
        "Your answers were changed in another tab or on another device after you opened this page. "
        "Check them again: this is what they say now."
    ),
    SittingReason.DRAFT_TOO_LONG: too_long(),
    SittingReason.PENDING: (
        "Your request for more time hasn’t been decided yet. We save what you write. If it’s granted, you can submit; "
        "if not, we collect the text you had saved by {closes}."
    ),
    SittingReason.NOT_SUBMITTED: "You haven’t submitted any answers, so there is nothing to take back.",
    SittingReason.STAYS_SUBMITTED: "In this window you can’t take your answers back after you submit them.",
    SittingReason.NOT_LATER: "Enter a day and time after the current close, which is {closes}.",
    SittingReason.OWN_REQUEST: (
        "Someone other than the participant and the person who made the request must decide this."
    ),
}


def as_reasons(
    codes: Iterable[SittingReason], *, window: Window, zone: str, words: int = 0
) -> tuple[Reason, ...]:
    """Each reason with its sentence. `words` is the count of all answers together."""
    return reasons_for(
        codes,
        SENTENCES,
        opens=long_moment(window.opens_at, zone=zone),
        closes=closing(window, zone=zone),
        words=number(words),
        max_words=number(window.max_words),
        over=counted(words - window.max_words, "word", "words"),
    )


def as_reason(code: SittingReason, *, window: Window, zone: str, words: int = 0) -> Reason:
    """One reason with its sentence."""
    return as_reasons((code,), window=window, zone=zone, words=words)[0]


def amount_written(words: int, *, most: int) -> str:
    """How much someone has written, for staff: never the exact number, by which a marker could know the writer."""
    if not words:
        return "Nothing"
    if words > most:
        return "Over the limit"
    quarters = -(-4 * words // most)
    return ("Up to a quarter", "Up to half", "Up to three quarters", "Up to the limit")[quarters - 1]
