"""Minutes credited to participants. Rows are never changed: a correction is a row of its own."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Credit(models.Model):
    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="credits")
    item_id = models.CharField(max_length=60)
    minutes = models.IntegerField()
    """Whole minutes; negative in a correction."""
    source = models.CharField(max_length=60)
    """What the minutes were credited for, such as `learn.attendance`."""
    source_id = models.BigIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "enrolment", "item_id"], name="credited_once"
            ),
            models.CheckConstraint(condition=~models.Q(minutes=0), name="credit_is_not_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min for {self.item_id}"
