"""Decisions about texts that arrived shortly after the close."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class LateDecision(models.Model):
    """Whether a text that arrived within the tolerance counts instead of what was collected."""

    guard = AppendOnly("version__answer__sitting__enrolment__cohort__provider")

    version = models.OneToOneField("sit.AlternateVersion", on_delete=models.PROTECT, related_name="decision")
    counts = models.BooleanField()
    cause = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id} {'counts' if self.counts else 'does not count'}"
