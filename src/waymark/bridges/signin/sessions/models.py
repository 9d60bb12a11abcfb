"""A row for each session that was opened by signing in."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import Changing


class SignedInSession(models.Model):
    """Where someone is signed in. The session itself stands in Django's table, under the same stored key."""

    guard = Changing(because="it is seen again, and ends")

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="signed_in_sessions")
    key = models.CharField(max_length=40, unique=True)
    """The stored key (`kit/session_keys.py`): a digest, with which no one can sign in."""
    browser = models.CharField(max_length=60, blank=True)
    """Such as "Firefox on Windows"."""
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    """To the hour: a request writes it when the last time is an hour ago."""

    def __str__(self) -> str:
        return f"session of {self.account_id}"
