"""Proposals and decisions about texts that arrived shortly after the close."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class LateProposal(models.Model):
    """What one lead proposes about the late texts of everyone affected by one cause. Someone else confirms it."""

    guard = AppendOnly("window__cohort__provider")

    window = models.ForeignKey("sit.SittingWindow", on_delete=models.PROTECT, related_name="late_proposals")
    counts = models.BooleanField()
    cause = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"late proposal {self.pk} in window {self.window_id}"


class LateProposalSitting(models.Model):
    """One participant whom a proposal is about."""

    guard = AppendOnly("proposal__window__cohort__provider")

    proposal = models.ForeignKey("sit.LateProposal", on_delete=models.PROTECT, related_name="lines")
    sitting = models.ForeignKey("sit.Sitting", on_delete=models.PROTECT, related_name="late_proposals")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "sitting"], name="sitting_once_per_late_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} in {self.proposal_id}"


class LateProposalOutcome(models.Model):
    """How a proposal ended. Returned or withdrawn, its texts are to be decided again."""

    guard = AppendOnly("proposal__window__cohort__provider")

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    proposal = models.OneToOneField("sit.LateProposal", on_delete=models.PROTECT, related_name="outcome")
    kind = models.CharField(max_length=10, choices=Kind)
    why = models.CharField(max_length=300, blank=True)
    """Why it was returned; empty otherwise."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="returned") | ~models.Q(why=""),
                name="late_proposal_returned_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: late proposal {self.proposal_id}"


class LateDecision(models.Model):
    """Whether a text that arrived within the tolerance counts instead of what was collected."""

    guard = AppendOnly("version__answer__sitting__enrolment__cohort__provider")

    version = models.OneToOneField("sit.AlternateVersion", on_delete=models.PROTECT, related_name="decision")
    counts = models.BooleanField()
    cause = models.CharField(max_length=300)
    proposal = models.ForeignKey(
        "sit.LateProposal", on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    """Empty where one person alone decided, before two were needed."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    """Who confirmed it."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id} {'counts' if self.counts else 'does not count'}"
