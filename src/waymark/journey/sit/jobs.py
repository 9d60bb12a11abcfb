"""Background work of this room: collects answers at each close, sends reminders before it, and tells who missed it."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.sit.actions import collect_closed
from waymark.journey.sit.attempts.missed import tell_who_missed
from waymark.journey.sit.reminders.sending import send_reminders
from waymark.journey.sit.windows.announcing import announce_opened


def run(*, at: datetime) -> int:
    return collect_closed(at=at) + announce_opened(at=at) + send_reminders(at=at) + tell_who_missed(at=at)
