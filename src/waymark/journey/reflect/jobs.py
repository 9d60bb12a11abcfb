"""Background work of this room: emails when questions open."""

from __future__ import annotations

from datetime import datetime

from waymark.journey.reflect.announcing import announce_questions


def run(*, at: datetime) -> int:
    return announce_questions(at=at)
