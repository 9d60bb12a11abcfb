"""Sentences about more time. Every time of day is given with its zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.windows.rules import Window, is_late
from waymark.journey.sit.windows.words import closing, local_moment
from waymark.journey.sit.words import as_reason
from waymark.kit.formatting import counted, duration, listed, long_date
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.journey.sit.extra_time.models import ExtensionDecision

REQUEST_REASONS = {
    SittingReason.PENDING: (
        "There’s already a request for this window. You can make another once it has been decided."
    ),
    SittingReason.SEALED: "The answers have been submitted or collected, so more time wouldn’t change anything.",
}
WRONG_KIND = "The file must be a PDF, a picture (PNG or JPEG) or a Word document (.docx) without macros."
TOO_LARGE = "The file must be 5 MB or smaller. A photo of the page is enough."


def current_close(times: Window, *, zone: str, at: datetime) -> str:
    """The participant's close and, once it has passed, what happened to their text."""
    closes = f"{closing(times, zone=zone)} ({zone})"
    if not is_late(times, at=at):
        return f"Your window closes on {closes}."
    return (
        f"Your window closed on {closes}. If you wrote something and didn’t submit, we collect the last text that "
        "had arrived by then. Anything that arrived later is saved as another version."
    )


def pending_in_words(times: Window, *, zone: str, at: datetime) -> str:
    """What an undecided request means for what the participant writes now; empty if there is none."""
    if not times.is_pending:
        return ""
    closes = f"{closing(times, zone=zone)} ({zone})"
    if is_late(times, at=at):
        return (
            f"Your window closed on {closes}, and we haven’t decided your request for more time yet. We’re saving "
            "what you write now separately. It counts only if your request is granted. If it isn’t, we collect "
            "your answers as they were at the close."
        )
    return (
        "We haven’t decided your request for more time yet. If we still haven’t at the close, on "
        f"{closes}, you can keep writing and we’ll save what you write separately."
    )


def request_reasons(codes: Iterable[SittingReason], *, window: Window, zone: str) -> tuple[Reason, ...]:
    """Why more time cannot be requested, for the participant or for a lead."""
    return tuple(
        Reason(code.value, REQUEST_REASONS[code])
        if code in REQUEST_REASONS
        else as_reason(code, window=window, zone=zone)
        for code in codes
    )


def too_far(opens_on: date) -> str:
    return f"The day must be within a year of the window’s first day, {long_date(opens_on)}"


def decision_text(decision: ExtensionDecision, *, close: str, zone: str) -> str:
    requested = local_moment(decision.extension.at, zone=zone)
    result = "granted" if decision.granted else "not granted"
    return f"Your request of {requested} for more time was {result}.\n\n{decision.why}\n\n{close}"


ALREADY_DECIDED = Reason(
    "decided", "Someone has already decided this request. The decision can’t be changed."
)
OWN_ARRANGEMENT = Reason(
    "own_request",
    "You requested this, so someone else has to decide it: another programme lead or a board member.",
)
UNDECIDED_ARRANGEMENT = Reason(
    "pending",
    "There’s already a request for extra time that hasn’t been decided yet. That one has to be decided first.",
)


def extra_time(extra_days: int, rest_minutes: int) -> str:
    """2 extra calendar days and 1 hour 30 minutes for rest breaks."""
    days = [counted(extra_days, "extra calendar day", "extra calendar days")] if extra_days else []
    breaks = [f"{duration(rest_minutes)} for rest breaks"] if rest_minutes else []
    return listed([*days, *breaks])


def arrangement_decided(
    extra_days: int, rest_minutes: int, arrangement: str, *, granted: bool, why: str
) -> str:
    time = extra_time(extra_days, rest_minutes)
    if not granted:
        return f"A request for {time} in every assessment window ({arrangement}) was not granted.\n\n{why}"
    return (
        f"From now on, you have {time} in every assessment window: {arrangement}. "
        "Your assessment page shows your own close."
    )
