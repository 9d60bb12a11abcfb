"""Every saved text of an answer, as steps from one to the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from waymark.kit.append_only import AppendOnly
from waymark.kit.arrival import first_byte_at


class Revision(models.Model):
    """An acknowledged text, as a step from the one before it (`splices.py`): its own line of the ledger.

    Twenty hours of writing make five thousand of these, so the row is narrow.
    """

    guard = AppendOnly("answer__sitting__enrolment__cohort__provider")

    answer = models.ForeignKey(
        "sit.Answer", on_delete=models.PROTECT, related_name="revisions", db_index=False
    )
    rev = models.PositiveIntegerField()
    at = models.DateTimeField()
    """When it arrived: the instant that counts (`kit/arrival.py`)."""
    client = models.CharField(max_length=40)
    """The window that wrote it."""
    stamped_by = models.CharField(max_length=1, default="a")
    """What read the clock when it arrived (`kit/arrival.py`)."""
    transfer_ms = models.PositiveIntegerField(null=True)
    """Whole milliseconds from the first byte of its request to the last; empty where no request brought it."""
    place = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    added = models.BinaryField()
    is_whole = models.BooleanField()
    digest = models.BinaryField()
    """SHA-256 of the text, 32 bytes."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "rev"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.answer_id}@{self.rev}"

    @property
    def first_byte_at(self) -> datetime:
        return first_byte_at(self.at, self.transfer)

    @property
    def last_byte_at(self) -> datetime:
        return self.first_byte_at + self.transfer

    @property
    def transfer(self) -> timedelta:
        return timedelta(milliseconds=self.transfer_ms or 0)
