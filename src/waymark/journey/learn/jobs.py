"""Background work of this room: emails before sessions."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.learn.announcing import send_notices


def run(*, at: datetime) -> int:
    return send_notices(at=at)
