"""What the writing page says: the declaration, how words are counted, and what became of each save."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit.windows.rules import Window
from waymark.journey.sit.windows.words import after_the_close, closing
from waymark.journey.sit.writing.rules import DRAFT_CHARACTERS, DRAFT_WORDS
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, counted, long_moment, number

DECLARATION = "2026-11"
"""The version of the declaration below; a new wording is a new version."""

DECLARED = (
    ("own_work", "My answers will be my own work, and nobody else writes any part of them."),
    ("sources", "Where I use the words or ideas of others, I will say whose they are."),
    ("ai_use", "I will not hand in sentences written by an AI tool. If I use one to prepare, I will say so."),
)

PRACTISED = (
    (
        "practice",
        "I understand that this is for practice: no one marks it, and it doesn’t count towards my result.",
    ),
)


def declared_in(*, is_practice: bool) -> tuple[tuple[str, str], ...]:
    """The sentences that were ticked on opening the desk."""
    return PRACTISED if is_practice else DECLARED


HOW_WORDS_ARE_COUNTED = (
    "A word is whatever stands between spaces or line ends, if it has at least one letter or number in it.",
    "So “well-being”, “and/or”, “30,000” and a web address are one word each. A dash, an ampersand or a "
    "bullet that stands alone is none; a typed “1.” is one.",
    "Headings, tables, quotations and references count. The question’s own text does not.",
    "Word, which counts what stands between spaces, never finds fewer. The server’s count decides.",
)


def too_long(number_of: int = 0) -> str:
    name = f"The answer to question {number_of}" if number_of else "This answer"
    return (
        f"{name} is too long to keep: an answer may hold {number(DRAFT_WORDS)} words or "
        f"{number(DRAFT_CHARACTERS)} characters. Your text is still in its field; what was saved before is safe."
    )


BELOW_TOO_LONG = (
    "Below one another the two texts are longer than an answer may be. Both are still here: choose one, or copy what "
    "you need of it."
)


def saved(at: datetime, *, zone: str, now: datetime) -> str:
    """By the clock on the day itself, else with its date."""
    if local_day(at, zone=zone) == local_day(now, zone=zone):
        return f"Saved {clock_seconds(at, zone=zone)} on the server"
    return f"Saved on {long_moment(at, zone=zone)} on the server"


def conflict(number_of: int, *, at: datetime | None, zone: str) -> str:
    when = f" at {clock_seconds(at, zone=zone)}" if at else ""
    return (
        f"Question {number_of} was also changed in another tab or on another device{when}. Both texts are kept; "
        "nothing was mixed. Choose which one goes on."
    )


def late(seconds: int, *, window: Window, zone: str) -> str:
    return (
        f"The window closed on {closing(window, zone=zone)}. This text came "
        f"{after_the_close(seconds)}: it is kept beside your script, and the last "
        "text saved before the close is the one that is collected."
    )


def after_handing_in() -> str:
    return (
        "Your script has been handed in. This text came after it: it is kept beside it and changes nothing."
    )


def over(words: int, max_words: int) -> str:
    return f"You have {counted(words - max_words, 'word', 'words')} too many"


def left(words: int, max_words: int) -> str:
    """The line under the total."""
    if words > max_words:
        return over(words, max_words)
    return f"{counted(max_words - words, 'word', 'words')} left"


def replaced(number_of: int, places: tuple[int, ...]) -> str:
    """Where characters stand that could not be kept; `places` are counted from 1. Empty when there are none."""
    if not places:
        return ""
    shown = ", ".join(number(place) for place in places[:3])
    more = f" and {number(len(places) - 3)} more" if len(places) > 3 else ""
    one = len(places) == 1
    return (
        f"{'Character' if one else 'Characters'} {shown}{more} of question {number_of} cannot be kept and "
        f"{'is' if one else 'are'} shown as �. Take {'it' if one else 'them'} out or type again what stood "
        "there; everything else is saved."
    )


SIGNED_OUT = "You are signed out. Sign in again in another tab; your text is still here."

ELSEWHERE = "This text was sent from another site, so it was not saved."

NOT_UNDERSTOOD = (
    "This save was not understood, and nothing was changed. Copy your text, then load the page again."
)

ADDED_BELOW = "The version you chose is now below your answer."
CHOSEN = "The version you chose is now your answer. The other one is saved as another version."
CHOICE_TOO_LATE = "The answer has changed since you looked at this page, so nothing was chosen. Look again."

SOMEBODY_ELSE = "Somebody else is signed in on this device. Nothing was sent; what was written stays on it."
