"""Background work of this room: takes scripts away from markers for whom a conflict of interest arose."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.mark.withdrawal import withdraw_conflicted


def run(*, at: datetime) -> int:
    return withdraw_conflicted(at=at)
