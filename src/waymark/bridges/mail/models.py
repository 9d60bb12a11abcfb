"""Which emails have been sent, and which failed and will be tried again."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing


class Delivery(models.Model):
    guard = AppendOnly("email__provider")

    email = models.OneToOneField("people.Email", on_delete=models.PROTECT, related_name="delivery")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"email {self.email_id} sent"


class Setback(models.Model):
    """A failed email, tried again less and less often so that others have their turn."""

    guard = Changing(because="each attempt counts up")

    email = models.OneToOneField("people.Email", on_delete=models.PROTECT, related_name="setback")
    times = models.PositiveIntegerField()
    again_at = models.DateTimeField()
    """When it may be tried next."""
    reason = models.CharField(max_length=250, default="", db_default="")
    """Why it was not sent, in words for the operator; never an answer of the mail server."""
    since = models.DateTimeField(null=True)
    """When it was first tried."""

    def __str__(self) -> str:
        return f"email {self.email_id} not sent, {self.times} times"
