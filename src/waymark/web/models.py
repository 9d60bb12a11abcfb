"""The pretend time of a demonstration, forms that were sent, and what was typed by people who were signed out."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import Changing
from waymark.web.leaving.models import HandOver
from waymark.web.privacy.models import (
    CopyRequest,
    ErasureDecision,
    ErasureRequest,
    LegalHold,
    PreparedCopy,
    RetentionPeriod,
    RetentionSwitch,
)
from waymark.web.support.models import SupportAccess, SupportPage

__all__ = [
    "CopyRequest",
    "ErasureDecision",
    "ErasureRequest",
    "HandOver",
    "KeptForm",
    "LegalHold",
    "PreparedCopy",
    "PretendDate",
    "RetentionPeriod",
    "RetentionSwitch",
    "SentForm",
    "SupportAccess",
    "SupportPage",
    "WorkerRound",
]


class PretendDate(models.Model):
    """The newest row counts. The demonstration's time runs on from `pretend_at`."""

    guard = Changing(because="it belongs to the demonstration alone")

    pretend_at = models.DateTimeField()
    real_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.pretend_at:%Y-%m-%d %H:%M}"


class SentForm(models.Model):
    """A form that was sent and answered, so that the same form sent again is not done again. Kept for a day."""

    guard = Changing(because="they are kept for a day")

    once = models.CharField(max_length=64, unique=True)
    """Digest of the form's key, its address and everything that was sent."""
    location = models.CharField(max_length=500, blank=True)
    """Where its answer led."""
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"sent to {self.location}"


class KeptForm(models.Model):
    """What someone typed into a form that was sent after their session had ended. Theirs alone, for a day."""

    guard = Changing(because="they are kept for a day")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32)
    action = models.CharField(max_length=500)
    """The address the form was sent to."""
    values = models.JSONField()
    """By the name of the field, what was sent; without passwords and files."""
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="form_kept_once")]

    def __str__(self) -> str:
        return f"form for {self.action}"


class WorkerRound(models.Model):
    """When the background worker last finished a round, by the real clock; and what the operator was told."""

    guard = Changing(because="each round writes its time over the last one’s")

    finished_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True)
    """Rooms whose job failed in that round, with commas between."""
    alerted_at = models.DateTimeField(null=True)
    """When an alert went out about what is still wrong; empty while nothing is."""

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d %H:%M:%S}" if self.finished_at else "never"
