"""Attendance of sessions and completion of study, both of which earn minutes."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Attendance(models.Model):
    """The minutes a register records for one participant; a later row corrects an earlier one."""

    guard = AppendOnly("enrolment__cohort__provider")

    calendar_item = models.ForeignKey(
        "cohorts.CalendarItem", on_delete=models.PROTECT, related_name="attendances"
    )
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="attendances")
    minutes = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["calendar_item", "enrolment", "-id"], name="attendance_newest")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.minutes} min"


class StudyCompletion(models.Model):
    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="study_completions"
    )
    item_id = models.CharField(max_length=60)
    page_id = models.CharField(max_length=60)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "item_id", "page_id"], name="page_completed_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.page_id}"
