"""Background work: deletes forms that were kept for a day."""

from __future__ import annotations

from datetime import datetime

from waymark.web.sending.kept import delete_old


def run(*, at: datetime) -> int:
    return delete_old(at=at)
