"""Background work: old drafts and uploads are deleted, sponsors reminded once, and long files of people finished."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from waymark.journey.apply.applications.drafts import forget_drafts
from waymark.journey.apply.contacts.asking import remind_enrolment_sponsors
from waymark.journey.apply.enrolment_files.actions import forget_uploaded_bytes
from waymark.journey.apply.enrolment_files.confirming import enrol_waiting
from waymark.journey.apply.sponsors.actions import remind_sponsors

UPLOADS_KEPT_FOR = timedelta(days=1)
"""How long the lead has to choose how a file of people is read; after that it is uploaded again."""


def run(*, at: datetime) -> int:
    forgotten = forget_drafts(before=at - settings.APPLICATION_DRAFTS_KEPT_FOR)
    forgotten += forget_uploaded_bytes(before=at - UPLOADS_KEPT_FOR)
    reminded = remind_sponsors(at=at) + remind_enrolment_sponsors(at=at)
    return forgotten + reminded + enrol_waiting(at=at)
