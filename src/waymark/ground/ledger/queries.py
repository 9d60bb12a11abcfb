"""Reading the audit log, always for one provider."""

from __future__ import annotations

from django.db import models

from waymark.ground.ledger.models import Entry
from waymark.ground.ledger.seals.verifying import Verification, verify

__all__ = ["Verification", "count_entries", "entries_of", "list_entries", "verify"]


def list_entries(*, provider_id: int, about: models.Model | None = None, limit: int = 200) -> list[Entry]:
    """Newest entries first, each with who acted."""
    rows = Entry.objects.filter(provider_id=provider_id).select_related("by")
    if about is not None:
        rows = rows.filter(about_kind=about._meta.label, about_id=about.pk)
    return list(rows.order_by("-id")[:limit])


def entries_of(*, provider_id: int) -> models.QuerySet[Entry]:
    """Every entry of a provider, newest first, each with who acted; for pages that filter and page it."""
    return Entry.objects.filter(provider_id=provider_id).select_related("by").order_by("-id")


def count_entries(*, provider_id: int, verb: str) -> int:
    return Entry.objects.filter(provider_id=provider_id, verb=verb).count()
