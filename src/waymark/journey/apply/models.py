"""Applications and the two-step enrolment file."""

from __future__ import annotations

from django.db import models


class Application(models.Model):
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
    """Who endorses the application: the line manager or chair."""
    reason = models.TextField(max_length=4000)
    once = models.CharField(max_length=32, unique=True, null=True)
    """Names the sending, so that a repeated press makes no second application."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["cohort", "at"], name="application_by_cohort")]

    def __str__(self) -> str:
        return self.reference


class ApplicationDecision(models.Model):
    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    """A code of `words.REJECTION`; empty when accepted."""
    note = models.TextField(blank=True)
    enrolment = models.OneToOneField(
        "cohorts.Enrolment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class EnrolmentFile(models.Model):
    """A CSV that was brought: what its rows say, before anything is enrolled."""

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="enrolment_files")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20, default="UTF-8")
    separators = models.CharField(max_length=20, default="commas")
    unread = models.JSONField(default=list)
    """Headings of columns that are not read."""
    rows = models.JSONField()
    """Each row as read, with its verdict; see `rules.Row`."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class EnrolmentFileConfirmed(models.Model):
    file = models.OneToOneField(EnrolmentFile, on_delete=models.PROTECT, related_name="confirmed")
    enrolled = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrolled} enrolled"
