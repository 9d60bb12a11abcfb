"""Reading the audit log, always for one provider."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from waymark.ground.ledger.models import Entry, Erasure
from waymark.ground.ledger.personal_data import DATA
from waymark.ground.ledger.seals.verifying import Verification, verify
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


__all__ = [
    "Verification",
    "count_entries",
    "entries_of",
    "erased_ids",
    "is_recorded_since",
    "list_entries",
    "personal_data_of",
    "verify",
]


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


def is_recorded_since(*, verb: str, about: models.Model, by: models.Model, since: datetime) -> bool:
    """Whether that person did it to that row from that moment on."""
    entries = Entry.objects.filter(about_kind=about._meta.label, about_id=about.pk, verb=verb)
    return entries.filter(by_id=by.pk, at__gte=since).exists()


def erased_ids(*, table: str) -> set[int]:
    """Ids of the rows of a table whose content was erased."""
    return set(Erasure.objects.filter(table=table).values_list("row_id", flat=True))


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
