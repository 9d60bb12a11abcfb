"""The award: a decision frozen with every reason, its release by the board, and the statement of result."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import only_once


class Outcome(models.Model):
    """Awarded or not yet, decided once for an attempt. The one that no other replaces is the current one."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="outcomes")
    sitting = models.ForeignKey("sit.Sitting", on_delete=models.PROTECT, null=True, related_name="outcomes")
    """The attempt that it rests on; empty in outcomes from before there could be a second one."""
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    """The outcome of an earlier attempt, which was released and made no award."""
    awarded = models.BooleanField()
    facts = models.JSONField()
    """Everything the decision rests on, frozen: see `facts.freeze_facts`."""
    feedback = models.CharField(max_length=10)
    """`none`, or `detailed` where the pack's rule says so."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [only_once("enrolment", name="one_current_outcome")]

    def __str__(self) -> str:
        return f"{'awarded' if self.awarded else 'not yet'}: {self.enrolment_id}"


class Release(models.Model):
    """The board's act; from then on the participant can see the outcome."""

    guard = AppendOnly("outcome__enrolment__cohort__provider")

    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="release")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"release of {self.outcome_id}"


class StatementOfResult(models.Model):
    """The document as it was issued, with its SHA-256."""

    guard = AppendOnly("outcome__enrolment__cohort__provider")

    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="statement")
    number = models.CharField(max_length=20, unique=True)
    pdf = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class AwardRecord(models.Model):
    """What is kept of a person who was awarded and then erased: name, award and date. The law requires it."""

    guard = AppendOnly("outcome__enrolment__cohort__provider")

    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="award_record")
    name = models.CharField(max_length=401)
    award = models.CharField(max_length=200)
    awarded_on = models.DateField()
    at = models.DateTimeField()
    """When the person was erased."""

    def __str__(self) -> str:
        return f"{self.name}: {self.award}"
