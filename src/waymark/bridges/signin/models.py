"""People that a visitor of the demonstration can be, each with something to try."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import Changing


class Guide(models.Model):
    guard = Changing(because="it belongs to the demonstration alone")

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="guide")
    label = models.CharField(max_length=60)
    try_this = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.label}: {self.try_this}"
