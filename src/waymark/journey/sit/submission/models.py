"""What was submitted or collected, and what was withdrawn again."""

from __future__ import annotations

from django.db import models

from waymark.journey.sit.writing.models import Sitting
from waymark.kit.append_only import AppendOnly


class Submission(models.Model):
    guard = AppendOnly(
        "sitting__enrolment__cohort__provider",
        "withdrawal__sitting__enrolment__cohort__provider",
        may_clear=("sitting",),
    )

    class How(models.TextChoices):
        SUBMITTED = "submitted"
        COLLECTED = "collected"

    sitting = models.OneToOneField(
        "sit.Sitting", on_delete=models.PROTECT, null=True, related_name="submission"
    )
    """For which it stands; empty once it was taken back, which has a row of its own."""
    how = models.CharField(max_length=10, choices=How.choices)
    words = models.PositiveIntegerField()
    at = models.DateTimeField()
    transfer_ms = models.PositiveIntegerField(null=True)
    """Whole milliseconds from the first byte of the request to the last; empty where it was collected."""

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.how}"

    @property
    def of(self) -> Sitting:
        """The sitting for which it stands; asked only of a submission that does."""
        if self.sitting is None:
            raise LookupError("This submission was taken back.")
        return self.sitting


class SubmissionWithdrawal(models.Model):
    """A submission that no longer stands: its writer took it back, or a late text stands in its place."""

    guard = AppendOnly("sitting__enrolment__cohort__provider")

    submission = models.OneToOneField("sit.Submission", on_delete=models.PROTECT, related_name="withdrawal")
    sitting = models.ForeignKey("sit.Sitting", on_delete=models.PROTECT, related_name="withdrawals")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.submission_id} of {self.sitting_id}"
