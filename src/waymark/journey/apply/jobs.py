"""Background work of this room: old drafts and uploads are deleted, and sponsors are reminded once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from waymark.journey.apply.applications.drafts import forget_drafts
from waymark.journey.apply.enrolment_files.actions import forget_uploaded_bytes
from waymark.journey.apply.sponsors.actions import remind_sponsors

UPLOADS_KEPT_FOR = timedelta(days=1)
"""How long the lead has to choose how a file of people is read; after that it is uploaded again."""


def run(*, at: datetime) -> int:
    forgotten = forget_drafts(before=at - settings.APPLICATION_DRAFTS_KEPT_FOR)
    return forgotten + forget_uploaded_bytes(before=at - UPLOADS_KEPT_FOR) + remind_sponsors(at=at)
