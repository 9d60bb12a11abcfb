"""Background work of this room: drafts of applications are deleted when their time is over."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from waymark.journey.apply.applications.drafts import forget_drafts


def run(*, at: datetime) -> int:
    return forget_drafts(before=at - settings.APPLICATION_DRAFTS_KEPT_FOR)
