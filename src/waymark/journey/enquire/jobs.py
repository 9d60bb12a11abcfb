"""Background work of this room: reminds people of the webinars for which they have signed up."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.enquire.webinars.actions import send_reminders


def run(*, at: datetime) -> int:
    return send_reminders(at=at)
