"""What the worker does for this room: collecting at each close, and reminding before it."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit.actions import collect_closed
from waymark.journey.sit.reminders.reminding import remind


def run(*, at: datetime) -> int:
    return collect_closed(at=at) + remind(at=at)
