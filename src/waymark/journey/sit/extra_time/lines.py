"""What the pages of more time show of an extension: every moment with its zone, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.models import Extension
from waymark.journey.sit.extra_time.queries import list_arrangements, list_own_extensions
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import closing, local_minute, local_moment

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@dataclass(frozen=True, kw_only=True)
class Line:
    """One extension as pages say it."""

    row: Extension
    asked_at: str
    until: str
    state: str
    state_says: str
    decided_at: str = ""
    granted_until: str = ""

    @property
    def is_decided(self) -> bool:
        return bool(self.decided_at)


def line_of(row: Extension) -> Line:
    zone, decision = row.window.zone, getattr(row, "decision", None)
    asked_at = local_moment(row.at, zone=zone)
    until = local_minute(row.until_on, row.until_time, zone=zone)
    if decision is None:
        return Line(row=row, asked_at=asked_at, until=until, state="waiting", state_says="Not decided yet")
    granted = decision.granted
    return Line(
        row=row,
        asked_at=asked_at,
        until=until,
        state="done" if granted else "cannot-start",
        state_says="Granted" if granted else "Not granted",
        decided_at=local_moment(decision.at, zone=zone),
        granted_until=local_minute(decision.until_on, decision.until_time, zone=zone) if granted else "",
    )


def lines_of(rows: Iterable[Extension]) -> list[Line]:
    return [line_of(row) for row in rows]


def of_participant(enrolment: Enrolment, window: SittingWindow | None, *, at: datetime) -> dict[str, Any]:
    """Everything about one participant's time, for themselves and for a lead."""
    context = {
        "lines": lines_of(list_own_extensions(enrolment=enrolment)),
        "arrangements": list_arrangements(enrolment=enrolment),
        "window": window,
    }
    if window is None:
        return context
    times = deadlines.times_of(window=window, enrolment=enrolment)
    return context | {
        "close_now": words.close_now(times, zone=window.zone, at=at),
        "closes": f"{closing(times, zone=window.zone)} ({window.zone})",
        "is_pending": times.is_pending,
        "is_late": is_late(times, at=at),
    }
