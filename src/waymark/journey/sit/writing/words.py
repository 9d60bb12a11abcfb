"""What the writing page says: how words are counted, and what became of each save."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit.late_texts.rules import decide_by
from waymark.journey.sit.windows.rules import (
    Window,
    is_late,
    is_stopped,
    is_within_tolerance,
    was_stopped_at_close,
)
from waymark.journey.sit.windows.words import after_the_close, closing, last_minute, tolerance
from waymark.journey.sit.writing.rules import DRAFT_CHARACTERS, DRAFT_WORDS
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, counted, long_date, long_moment, number

STOPPED = (
    "Your enrolment has been deferred, withdrawn or moved, so this assessment is closed to you. Everything you saved "
    "is kept."
)
WHAT_BECOMES_OF_IT = (
    "Nothing is submitted or marked. If this is a mistake, contact your programme team today: they can undo it, and "
    "then you can carry on writing."
)
PRACTISED = "I understand that this is for practice: no one marks it, and it doesn’t count towards my result."


HOW_WORDS_ARE_COUNTED = (
    "A word is anything between spaces or line ends that has at least one letter or number in it.",
    "So “well-being”, “and/or”, “30,000” and a web address are one word each. A dash, an ampersand or a "
    "bullet on its own isn’t a word; a typed “1.” is.",
    "Headings, tables, quotations and references count. The question itself doesn’t.",
    "Microsoft Word may show a higher count. Ours is the one that applies.",
)


def too_long(number_of: int = 0) -> str:
    name = f"The answer to question {number_of}" if number_of else "This answer"
    return (
        f"{name} is too long to save. An answer can have up to {number(DRAFT_WORDS)} words or "
        f"{number(DRAFT_CHARACTERS)} characters. Your text is still on this page, and what you saved before is safe."
    )


BELOW_TOO_LONG = (
    "Together the two versions are longer than an answer can be. Both are still here. Choose one, or copy the "
    "part you need."
)


def saved(at: datetime, *, zone: str, now: datetime) -> str:
    """By the clock on the day itself, else with its date."""
    if local_day(at, zone=zone) == local_day(now, zone=zone):
        return f"Saved at {clock_seconds(at, zone=zone)}"
    return f"Saved on {long_moment(at, zone=zone)}"


def conflict(number_of: int, *, at: datetime | None, zone: str) -> str:
    when = f" at {clock_seconds(at, zone=zone)}" if at else ""
    return (
        f"Question {number_of} was also changed in another tab or on another device{when}. Both versions are "
        "saved. Choose which one to continue with."
    )


def late(seconds: int, *, window: Window, zone: str) -> str:
    """Within the tolerance: who decides about the text, and by when."""
    day = long_date(decide_by(local_day(last_minute(window), zone=zone)))
    return (
        f"The window closed on {closing(window, zone=zone)}. This text arrived {after_the_close(seconds)}, within "
        f"the {tolerance(window)} your programme allows. We saved it as another version. Two people in your "
        f"programme team decide by {day} whether it counts, and we’ll email you. If it doesn’t, your answers are "
        "what you had saved before the close."
    )


def overtaken(*, window: Window, zone: str) -> str:
    """In time, but answers had been collected by its turn."""
    day = long_date(decide_by(local_day(last_minute(window), zone=zone)))
    return (
        f"The window closed on {closing(window, zone=zone)}. This text reached us before the close, but we had "
        "already collected your answers when we came to save it. We saved it as another version. Two people in your "
        f"programme team decide by {day} whether it counts, and we’ll email you."
    )


def too_late(seconds: int, *, window: Window, zone: str) -> str:
    if was_stopped_at_close(window):
        return f"{STOPPED} We saved this text as another version. {WHAT_BECOMES_OF_IT}"
    allowed = f", more than the {tolerance(window)} your programme allows" if window.tolerance_seconds else ""
    return (
        f"The window closed on {closing(window, zone=zone)}. This text arrived {after_the_close(seconds)}{allowed}. "
        "We saved it as another version, but it can’t count. Your answers are what you had saved before the close."
    )


def after_submission(window: Window, *, at: datetime) -> str:
    """What becomes of a text that arrives while the answers are submitted."""
    sentence = (
        "You have submitted your answers. This text arrived later. We saved it as another version, and your "
        "submitted answers haven’t changed."
    )
    if window.may_take_back and not is_late(window, at=at):
        return f"{sentence} To use it, take your answers back. There’s a link on your receipt page."
    return sentence


def safe_until(moment: datetime | None, *, zone: str) -> str:
    """The line about the text once the window is over."""
    return f"Safe on the server until {clock_seconds(moment, zone=zone)}" if moment else "Nothing written"


def closed(window: Window, *, zone: str, at: datetime, safe_until: datetime | None) -> str:
    """What the writing page says once the close has passed: what is collected, and what becomes of later text."""
    if is_stopped(window, at=at):
        return f"{STOPPED} {WHAT_BECOMES_OF_IT}"
    says = f"The window closed on {closing(window, zone=zone)}."
    if safe_until:
        moment = clock_seconds(safe_until, zone=zone)
        says += f" Your answers are safe on the server until {moment}, and we’ll collect them."
    else:
        says += " Nothing had been saved by then, so there’s nothing to collect."
    if is_within_tolerance(window, at=at):
        return (
            f"{says} Text that arrives within {tolerance(window)} of the close is saved as another version, and two "
            "people in your programme team decide whether it counts."
        )
    return f"{says} Text that arrives now is saved as another version, but it can’t count."


def over(words: int, max_words: int) -> str:
    return f"You have {counted(words - max_words, 'word', 'words')} too many"


def left(words: int, max_words: int) -> str:
    """The line under the total."""
    if words > max_words:
        return over(words, max_words)
    return f"{counted(max_words - words, 'word', 'words')} left"


def other_versions(count: int, number_of: int) -> str:
    verb = "is" if count == 1 else "are"
    versions = counted(count, "other version", "other versions")
    return f"{versions} of answer {number_of} {verb} saved. You don’t need to do anything."


def replaced(number_of: int, places: tuple[int, ...]) -> str:
    """Where characters stand that could not be kept; `places` are counted from 1. Empty when there are none."""
    if not places:
        return ""
    numbers = ", ".join(number(place) for place in places[:3])
    more = f" and {number(len(places) - 3)} more" if len(places) > 3 else ""
    is_single = len(places) == 1
    return (
        f"{'Character' if is_single else 'Characters'} {numbers}{more} of question {number_of} can’t be saved and "
        f"{'is' if is_single else 'are'} shown as �. Delete {'it' if is_single else 'them'}, or type the text again. "
        "Everything else is saved."
    )


SIGNED_OUT = "You’re signed out. Sign in again in another tab. Your text is still here."

ELSEWHERE = "This text was sent from another website, so we didn’t save it."

NOT_UNDERSTOOD = (
    "We couldn’t save this, and nothing was changed. Your text is still on this page. "
    "Copy it, then open the page again."
)

ADDED_BELOW = "The version you chose is now below your answer."
CHOSEN = "The version you chose is now your answer. The other one is saved as another version."
CHOICE_TOO_LATE = (
    "This answer has changed since you opened the page, so we didn’t replace it. Check the versions again."
)

SOMEBODY_ELSE = "Someone else is signed in on this device. Nothing was sent. Your words stay on this device."

KNOWS_PAPER = (
    "You helped write or review this paper, so you can’t sit it. Tell your programme lead, who can give you "
    "another paper."
)
