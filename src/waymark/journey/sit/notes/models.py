"""A participant's own notes beside their assessment: theirs alone, and never collected."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import Changing


class Notes(models.Model):
    guard = Changing("they are their writer’s own, and rewritten")

    sitting = models.OneToOneField("sit.Sitting", on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(blank=True)
    rev = models.PositiveIntegerField(default=0)
    """Counts saves, so that a page that was open for long does not overwrite what was saved since."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"notes of {self.sitting_id}"
