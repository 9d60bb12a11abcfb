"""Signed receipts."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Receipt(models.Model):
    """The signed payload of a submission, its signature, and the code by which anyone finds it."""

    guard = AppendOnly(
        "submission__sitting__enrolment__cohort__provider",
        "submission__withdrawal__sitting__enrolment__cohort__provider",
    )

    submission = models.OneToOneField("sit.Submission", on_delete=models.PROTECT, related_name="receipt")
    code = models.CharField(max_length=30, unique=True)
    payload = models.TextField()
    """Canonical JSON."""
    signature = models.CharField(max_length=120)
    key_id = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.code
