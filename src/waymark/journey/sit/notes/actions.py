"""Saves a participant's notes. No audit line: nothing depends on them, and no one else reads them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from waymark.journey.sit.notes.models import Notes
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import Sitting
from waymark.kit.locks import lock_row


@transaction.atomic
def save_notes(*, sitting: Sitting, text: Text, base: int, at: datetime) -> Notes | None:
    """The notes as saved, or None if they were changed since revision `base`; the same text again is the same act."""
    lock_row(sitting)
    notes = Notes.objects.filter(sitting=sitting).first() or Notes(sitting=sitting)
    if notes.text == text.text:
        return notes
    if notes.rev != base:
        return None
    notes.text, notes.rev, notes.at = text.text, notes.rev + 1, at
    notes.save()
    return notes


def find_notes(*, sitting: Sitting) -> Notes | None:
    """The caller has proved whose the sitting is."""
    return Notes.objects.filter(sitting=sitting).first()
