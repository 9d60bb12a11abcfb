"""Background work of this room: old drafts of applications are deleted, and sponsors are reminded once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from waymark.journey.apply.applications.drafts import forget_drafts
from waymark.journey.apply.sponsors.actions import remind_sponsors


def run(*, at: datetime) -> int:
    return forget_drafts(before=at - settings.APPLICATION_DRAFTS_KEPT_FOR) + remind_sponsors(at=at)
