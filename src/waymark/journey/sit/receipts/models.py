"""Signed receipts."""

from __future__ import annotations

from django.db import models


class Receipt(models.Model):
    """The signed payload of a submission, its signature, and the code by which anyone finds it."""

    submission = models.OneToOneField("sit.Submission", on_delete=models.PROTECT, related_name="receipt")
    code = models.CharField(max_length=30, unique=True)
    payload = models.TextField()
    """Canonical JSON."""
    signature = models.CharField(max_length=120)
    key_id = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.code
