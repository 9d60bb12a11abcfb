"""The one way to write into the ledger: inside the transaction of the act itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from waymark.ground.ledger.models import Entry


def note(
    verb: str,
    *,
    about: models.Model,
    provider_id: int,
    by: models.Model | None,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Add a line. `verb` is `room.done`; `facts` are short and hold no free text of a participant."""
    return Entry.objects.create(
        verb=verb,
        about_kind=about._meta.label,
        about_id=about.pk,
        provider_id=provider_id,
        by_id=by.pk if by else None,
        at=at,
        facts=facts or {},
    )
