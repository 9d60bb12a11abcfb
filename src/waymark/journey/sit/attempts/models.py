"""That those who missed a window were told."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class MissedNotice(models.Model):
    """One email to each person whom a window asked to sit and who submitted nothing, after its last close."""

    guard = AppendOnly("window__cohort__provider")

    window = models.OneToOneField("sit.SittingWindow", on_delete=models.PROTECT, related_name="missed_notice")
    written = models.PositiveIntegerField()
    """How many emails."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.written} missed {self.window_id}"
