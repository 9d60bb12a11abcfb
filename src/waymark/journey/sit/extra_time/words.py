"""Sentences about more time, and about what came after the close. Every time is said with its zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window, is_late
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.words import as_reason
from waymark.kit.formatting import counted, long_date
from waymark.kit.refusals import Reason

ASKING = {
    SittingReason.PENDING: (
        "A request for this window waits for its decision. Another can be made once that is decided."
    ),
    SittingReason.SEALED: "The script is in, handed in or collected, so more time would change nothing.",
}
NO_SUCH_KIND = (
    "Bring a PDF, a picture (PNG or JPEG) or a Word document (.docx) without macros. This file is none."
)
TOO_BIG = "This file is larger than 5 MB. Bring a smaller one, such as a photograph of the page."


def close_now(times: Window, *, zone: str, at: datetime) -> str:
    """The one close that counts for a participant, and once it is past, what became of the text."""
    closes = f"{closing(times, zone=zone)} ({zone})"
    if not is_late(times, at=at):
        return f"Your window closes on {closes}."
    return (
        f"Your window closed on {closes}. If you wrote and did not hand in, the last text that had arrived by then "
        "is collected. What came later is kept beside it."
    )


def pending_in_words(times: Window, *, zone: str, at: datetime) -> str:
    """What an undecided request means for what is written at this moment; empty when there is none."""
    if not times.is_pending:
        return ""
    closes = f"{closing(times, zone=zone)} ({zone})"
    if is_late(times, at=at):
        return (
            f"Your window closed on {closes}, and your request for more time is not decided yet. What you write "
            "now is kept apart. It counts only if the request is granted; if it is not, your text of the close is "
            "collected."
        )
    return (
        "Your request for more time is not decided yet. If it is still undecided at the close, on "
        f"{closes}, this desk stays open and what you write is kept apart."
    )


def asking(whys: Iterable[SittingReason], *, window: Window, zone: str) -> tuple[Reason, ...]:
    """SittingReason no time may be asked for, in words for whoever asks, the participant or a lead."""
    return tuple(
        Reason(why.value, ASKING[why]) if why in ASKING else as_reason(why, window=window, zone=zone)
        for why in whys
    )


def too_far(opens_on: date) -> str:
    return f"Name a day within a year of the window’s first day, which is {long_date(opens_on)}."


def arranged(extra_days: int, arrangement: str) -> str:
    days = counted(extra_days, "calendar day more", "calendar days more")
    return (
        f"In every window from now on you have {days} than the cohort: {arrangement}. "
        "Your pages show the close that counts for you."
    )
