"""Incidents in a window."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Incident(models.Model):
    """Something that happened in a window and affected many, as the team recorded it, with what was done."""

    guard = AppendOnly("window__cohort__provider")

    window = models.ForeignKey("sit.SittingWindow", on_delete=models.PROTECT, related_name="incidents")
    what = models.CharField(max_length=500)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
