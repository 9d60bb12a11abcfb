"""Outages of the site during a window, and what two people decided about them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from waymark.kit.append_only import AppendOnly


class Outage(models.Model):
    """From when until when participants could not reach the site, as a lead recorded it. The incident has evidence."""

    guard = AppendOnly("incident__window__cohort__provider")

    incident = models.ForeignKey("sit.Incident", on_delete=models.PROTECT, related_name="outages")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="outage_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"outage {self.pk}"


class OutageOutcome(models.Model):
    """Confirmed by someone else, which moves the close; returned by someone else; or withdrawn by its author."""

    guard = AppendOnly("outage__incident__window__cohort__provider")

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    outage = models.OneToOneField("sit.Outage", on_delete=models.PROTECT, related_name="outcome")
    kind = models.CharField(max_length=10, choices=Kind)
    hours = models.PositiveSmallIntegerField(default=0)
    """By how many hours the close moved, by the pack's rule; 0 unless it was confirmed."""
    is_for_everyone = models.BooleanField(default=False)
    """Whether it moved everyone's close, or only the later close of those who had one."""
    why = models.CharField(max_length=300, blank=True)
    """Why it was returned; empty otherwise."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="confirmed", hours__gte=1) | ~Q(kind="confirmed") & Q(hours=0),
                name="only_a_confirmed_outage_adds_hours",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: outage {self.outage_id}"
