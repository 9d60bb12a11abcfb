"""Which reminders have been sent."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Reminder(models.Model):
    """One reminder to everyone with this close in a window who had not submitted, so many hours before it."""

    guard = AppendOnly("window__cohort__provider")

    window = models.ForeignKey("sit.SittingWindow", on_delete=models.PROTECT, related_name="reminders")
    close = models.DateTimeField()
    hours_before = models.PositiveSmallIntegerField()
    written = models.PositiveIntegerField()
    """How many emails."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "close", "hours_before"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.hours_before} h before {self.close}"
