"""Background work of this room: emails about instalments that someone waits for."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.pay.notices import send_notices


def run(*, at: datetime) -> int:
    return send_notices(at=at)
