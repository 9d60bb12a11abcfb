"""When is a participant's window open, late, over?

| Clause           | Says                                                                | Here                  |
|------------------|---------------------------------------------------------------------|-----------------------|
| pack: assessment | a window of calendar days, to the end of the closing minute         | `effective_deadline`  |
| window           | a declared tolerance: within it a person decides which text counts  | `is_within_tolerance` |
| house            | a request for more time, made in time and undecided, keeps it open  | `is_open`, `is_over`  |
| house            | who defers, withdraws or moves stops at that instant, whatever else | `is_stopped`          |

Pure: `at` is the instant of arrival, given by the caller; all instants are UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from waymark.journey.sit.reasons import SittingReason

SETTLES = timedelta(seconds=20)
"""How long after a close a text that arrived before it may still be on its way into the database."""
CAN_BE_UNDONE = timedelta(days=1)
"""A deferral or a withdrawal is undone on its own day at the latest."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """A window as one participant has it: `closes_before` is the latest that a decision allows."""

    opens_at: datetime
    closes_before: datetime
    max_words: int
    tolerance_seconds: int = 0
    may_take_back: bool = True
    is_pending: bool = False
    """An extension was requested before the close and is not decided: the window stays open."""
    stopped_at: datetime | None = None
    """From when the writer is deferred, withdrawn or has moved: nothing is taken from then on, or collected."""


def effective_deadline(window: Window) -> datetime:
    """The one instant before which a text must arrive. Nothing else works out a deadline."""
    if window.stopped_at is not None:
        return min(window.stopped_at, window.closes_before)
    return window.closes_before


def is_stopped(window: Window, *, at: datetime) -> bool:
    """Whether the writer takes no part at this instant: their window is closed before its time."""
    return window.stopped_at is not None and at >= window.stopped_at


def was_stopped_at_close(window: Window) -> bool:
    """Whether the writer took no part when the window closed, so that nothing is collected."""
    return window.stopped_at is not None and window.stopped_at < window.closes_before


def close_moved(window: Window, *, by: timedelta) -> Window:
    """The same times with a later close, by the clock: what an outage adds to whatever a participant has."""
    return replace(window, closes_before=effective_deadline(window) + by)


def stays_stopped(window: Window, *, at: datetime) -> bool:
    """Whether so much time has passed since the close that no act that stopped the writer can be undone."""
    return at >= window.closes_before + CAN_BE_UNDONE


def is_open(window: Window, *, at: datetime) -> bool:
    """Whether texts are taken: until the close, and while a request for more time is undecided."""
    return window.opens_at <= at and not is_over(window, at=at)


def is_late(window: Window, *, at: datetime) -> bool:
    """Whether this instant is past the close, decided or not."""
    return at >= effective_deadline(window)


def is_over(window: Window, *, at: datetime) -> bool:
    """Whether the window is closed: past the close with nothing left to decide about it."""
    return is_stopped(window, at=at) or (is_late(window, at=at) and not window.is_pending)


def is_within_tolerance(window: Window, *, at: datetime) -> bool:
    """Late, but by so little that a person decides. No one decides about someone who takes no part."""
    if is_stopped(window, at=at):
        return False
    until = effective_deadline(window) + timedelta(seconds=window.tolerance_seconds)
    return is_late(window, at=at) and at < until


def seconds_late(window: Window, *, at: datetime) -> int:
    """Whole seconds past the close, floored; 0 when it is not late."""
    return max(0, int((at - effective_deadline(window)).total_seconds()))


def is_settled(window: Window, *, at: datetime) -> bool:
    """Whether nothing more can arrive that a person would have to decide about: the tolerance is over too."""
    until = effective_deadline(window) + timedelta(seconds=window.tolerance_seconds) + SETTLES
    return at >= until and not window.is_pending


def time_reasons(window: Window, *, at: datetime) -> list[SittingReason]:
    """Why nothing can be written or submitted at this instant; empty while the window is open."""
    if at < window.opens_at:
        return [SittingReason.NOT_OPEN]
    if is_stopped(window, at=at):
        return [SittingReason.STOPPED]
    return [SittingReason.CLOSED] if is_over(window, at=at) else []


@dataclass(frozen=True, kw_only=True)
class WindowState:
    """A window as one participant has it."""

    is_over: bool
    is_begun: bool
    """Whether they have opened the assessment in it."""


def index_of_current(states: Sequence[WindowState], *, is_asked: Callable[[int], bool]) -> int | None:
    """Which of a participant's windows their pages are about, by its place in the order of opening.

    The first that isn't over, if they have begun in it or are asked to sit in it; else the last they have begun in;
    else the last that is over. `is_asked` is only called for a window to come that follows one they have begun in:
    nothing stands in the way of a first attempt but the rules of the window itself.
    """
    last_begun = max((index for index, state in enumerate(states) if state.is_begun), default=None)
    for index, state in enumerate(states):
        if not state.is_over and (state.is_begun or last_begun is None or is_asked(index)):
            return index
    if last_begun is not None:
        return last_begun
    return len(states) - 1 if states else None
