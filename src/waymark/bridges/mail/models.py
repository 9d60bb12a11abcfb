"""Which letters have left."""

from __future__ import annotations

from django.db import models


class Delivery(models.Model):
    letter = models.OneToOneField("people.Letter", on_delete=models.PROTECT, related_name="delivery")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"letter {self.letter_id} sent"
