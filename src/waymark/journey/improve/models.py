"""Findings about the programme, and what is done about them."""

from __future__ import annotations

from django.db import models


class Finding(models.Model):
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="findings")
    says = models.CharField(max_length=300)
    rests_on = models.CharField(max_length=300)
    """What it was seen in: a result, an evaluation, a number."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.says


class ImprovementAction(models.Model):
    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="action")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
