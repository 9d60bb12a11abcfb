"""Sentences about more time, and about what came after the close. Every time is said with its zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from waymark.journey.sit import words
from waymark.journey.sit.rules import Why, Window, is_late
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, counted, long_date, long_moment
from waymark.kit.refusals import Reason

ASKING = {
    Why.PENDING: "A request for this window waits for its decision. Another can be made once that is decided.",
    Why.SEALED: "The script is in, handed in or collected, so more time would change nothing.",
}
NO_SUCH_KIND = (
    "Bring a PDF, a picture (PNG or JPEG) or a Word document (.docx) without macros. This file is none."
)
TOO_BIG = "This file is larger than 5 MB. Bring a smaller one, such as a photograph of the page."


def moment(at: datetime, *, zone: str) -> str:
    """Monday 26 October 2026, 22:00 (Europe/London)."""
    return f"{long_moment(at, zone=zone)} ({zone})"


def second(at: datetime, *, zone: str) -> str:
    """Tuesday 27 October 2026, 00:00:42 (Europe/London)."""
    return f"{long_date(local_day(at, zone=zone))}, {clock_seconds(at, zone=zone)} ({zone})"


def minute(on: date, at: time, *, zone: str) -> str:
    """A local minute that somebody named, in the words of `moment`."""
    return f"{long_date(on)}, {at:%H:%M} ({zone})"


def close_now(times: Window, *, zone: str, at: datetime) -> str:
    """The one close that counts for a participant, and once it is past, what became of the text."""
    closes = f"{words.closing(times, zone=zone)} ({zone})"
    if not is_late(times, at=at):
        return f"Your window closes on {closes}."
    return (
        f"Your window closed on {closes}. If you wrote and did not hand in, the last text that had arrived by then "
        "is collected. What came later is kept beside it."
    )


def pending(times: Window, *, zone: str, at: datetime) -> str:
    """What an undecided request means for what is written at this moment; empty when there is none."""
    if not times.is_pending:
        return ""
    closes = f"{words.closing(times, zone=zone)} ({zone})"
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


def asking(whys: Iterable[Why], *, window: Window, zone: str) -> tuple[Reason, ...]:
    """Why no time may be asked for, in words for whoever asks, the participant or a lead."""
    return tuple(
        Reason(why.value, ASKING[why]) if why in ASKING else words.reason(why, window=window, zone=zone)
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


def does_not_stand(times: Window, *, zone: str, cause: str) -> str:
    closes = f"{words.closing(times, zone=zone)} ({zone})"
    return (
        f"Your window closed on {closes}, and a text of yours came after it. It was decided that this text does "
        f"not stand: {cause}\n\nWhat had arrived by the close stays your script. The later text is kept beside it."
    )
