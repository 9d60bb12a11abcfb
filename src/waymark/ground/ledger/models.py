"""The audit log: who did what, and when. Rows are only added; the database refuses changes."""

from __future__ import annotations

from django.db import models

from waymark.ground.ledger.seals.models import Erasure, Seal, SealBatch, SealedShape, Unsealed
from waymark.kit.append_only import AppendOnly

__all__ = ["Entry", "Erasure", "Seal", "SealBatch", "SealedShape", "Unsealed"]


class Entry(models.Model):
    """One audit log entry: a verb, what it was about, who, when, and a few facts (never long text)."""

    guard = AppendOnly("provider", names_people_for_good=True)

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Empty when no person acted."""
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["provider", "id"], name="ledger_by_provider"),
            models.Index(fields=["about_kind", "about_id"], name="ledger_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_kind} {self.about_id}"
