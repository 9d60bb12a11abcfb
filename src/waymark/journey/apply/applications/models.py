"""An application for a place in a cohort, and the lead's decision on it."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Application(models.Model):
    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="applications")
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="applications")
    reference = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    email = models.EmailField(max_length=254)
    trn = models.CharField(max_length=7, blank=True)
    job = models.CharField(max_length=120)
    organisation = models.CharField(max_length=200)
    sponsor_name = models.CharField(max_length=200, default="")
    sponsor_email = models.EmailField(max_length=254)
    """Who supports the application: the applicant's line manager or chair."""
    reason = models.TextField(max_length=4000)
    idempotency_key = models.CharField(max_length=32, unique=True, null=True)
    """Made once per set of answers, so that submitting twice creates one application."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["cohort", "at"], name="application_by_cohort")]

    def __str__(self) -> str:
        return self.reference


class ApplicationDecision(models.Model):
    guard = AppendOnly("application__provider")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    """A code of `words.REJECTION_REASONS`; empty when accepted."""
    note = models.TextField(blank=True)
    enrolment = models.OneToOneField(
        "cohorts.Enrolment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"
