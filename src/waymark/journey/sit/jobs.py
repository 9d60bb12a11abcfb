"""Background work of this room: collects answers at each close and sends reminders before it."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit.actions import collect_closed
from waymark.journey.sit.reminders.sending import send_reminders


def run(*, at: datetime) -> int:
    return collect_closed(at=at) + send_reminders(at=at)
