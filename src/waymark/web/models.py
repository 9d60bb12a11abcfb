"""The pretend time of a demonstration: the time that was set, and when it was set."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import Changing


class PretendDate(models.Model):
    """The newest row counts. The demonstration's time runs on from `pretend_at`."""

    guard = Changing(because="it belongs to the demonstration alone")

    pretend_at = models.DateTimeField()
    real_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.pretend_at:%Y-%m-%d %H:%M}"
