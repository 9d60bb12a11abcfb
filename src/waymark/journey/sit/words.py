"""The sentence of each reason this room gives. Other sentences are with their subject."""

from __future__ import annotations

from collections.abc import Iterable

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing.words import too_long
from waymark.kit.formatting import counted, long_moment, number
from waymark.kit.refusals import Reason, reasons_for

SENTENCES = {
    SittingReason.NOT_OPEN: "The window opens on {opens}.",
    SittingReason.CLOSED: "The window closed on {closes}.",
    SittingReason.GATE: "The engagement that the programme asks for is not reached yet.",
    SittingReason.NOT_DECLARED: "Make the declaration: tick each sentence.",
    SittingReason.SEALED: "Your script has been handed in, and its text no longer changes.",
    SittingReason.TOO_MANY_WORDS: (
        "Your answers have {words} words. The maximum is {max_words}: take out {over} or more. Everything is saved."
    ),
    SittingReason.NOTHING_WRITTEN: "There is nothing to hand in: your answers have no words yet.",
    SittingReason.CHANGED: (
        "Your answers changed after you looked at them here, in another tab or on another device. "
        "This is how they stand now: check them again."
    ),
    SittingReason.DRAFT_TOO_LONG: too_long(),
    SittingReason.PENDING: (
        "Your extension is not decided yet. What you write is kept. You can hand in once it is granted; "
        "if it is not, your text of {closes} is collected."
    ),
    SittingReason.NOT_SUBMITTED: "There is no script of yours that was handed in, so there is nothing to take back.",
    SittingReason.STAYS_SUBMITTED: "In this window a script that was handed in stays handed in.",
    SittingReason.NOT_LATER: "Name a day and time after the present close, which is {closes}.",
    SittingReason.OWN_REQUEST: "This is decided by somebody who neither asked for it nor writes in this window.",
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
