"""The filters of the control room: which participants each one shows, and the tabs that choose it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from waymark.journey.sit.control_room.queries import ParticipantProgress, ParticipantState

USUAL_HOURS = 24
MAX_HOURS = 240
HOUR_CHOICES = (6, 12, 24, 48)
SILENT = "silent"
FILTERS: dict[str, tuple[str, Callable[[ParticipantProgress], Any]]] = {
    "not-opened": ("Not opened", lambda progress: progress.state is ParticipantState.NOT_OPENED),
    "empty": ("Opened, nothing written", lambda progress: progress.state is ParticipantState.EMPTY),
    "writing": ("Writing", lambda progress: progress.state is ParticipantState.WRITING),
    "offline": ("Reported offline", lambda progress: progress.offline_times),
    "extension": ("More time awaiting decision", lambda progress: progress.is_pending),
    "own-close": ("Different close", lambda progress: progress.has_own_close),
    "conflict": ("Other versions saved", lambda progress: progress.conflicts),
    "late": ("Late answers awaiting decision", lambda progress: progress.late),
    "submitted": ("Submitted", lambda progress: progress.state is ParticipantState.SUBMITTED),
    "collected": ("Collected at the close", lambda progress: progress.state is ParticipantState.COLLECTED),
    "over": ("Closed, nothing submitted", lambda progress: progress.state is ParticipantState.OVER),
}
"""By their name in the address. `SILENT` comes on top, because it depends on a number of hours."""


def filter_participants(
    participants: Sequence[ParticipantProgress], *, show: str, hours: int, at: datetime
) -> list[ParticipantProgress]:
    """Everyone a filter shows; everyone, if it is unknown. Silent participants: longest silence first."""
    if show == SILENT:
        silent = [progress for progress in participants if progress.is_silent(hours=hours, at=at)]
        return sorted(silent, key=lambda progress: progress.silent_since or at)
    chosen = FILTERS.get(show)
    return [progress for progress in participants if chosen is None or chosen[1](progress)]


def tabs(
    participants: Sequence[ParticipantProgress], *, show: str, hours: int, at: datetime
) -> list[dict[str, Any]]:
    """Every filter that shows someone, and the chosen one."""
    silent = sum(progress.is_silent(hours=hours, at=at) for progress in participants)
    counts = [("", "Everyone", len(participants)), (SILENT, "No recent saves", silent)]
    counts += [
        (key, label, sum(bool(matches(progress)) for progress in participants))
        for key, (label, matches) in FILTERS.items()
    ]
    return [
        {"key": key, "label": label, "count": count, "current": key == show}
        for key, label, count in counts
        if count or key in ("", show)
    ]


def read_hours(value: str) -> int:
    """The hours in the address, if they are a number from 1 to `MAX_HOURS`; else the usual ones."""
    hours = int(value) if value.isascii() and value.isdecimal() and len(value) < 4 else 0
    return hours if 1 <= hours <= MAX_HOURS else USUAL_HOURS
