"""The two steps of enrolling from a file: the upload with its checked rows, and the confirmation."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class EnrolmentFile(models.Model):
    """An uploaded CSV and what was found in each row. Uploading enrols no one."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="enrolment_files")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20, default="UTF-8")
    separators = models.CharField(max_length=20, default="commas")
    unread = models.JSONField(default=list)
    """Headings of columns that are not read."""
    rows = models.JSONField()
    """Each row as read, with its verdict; see `rules.EnrolmentRow`."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class EnrolmentFileConfirmation(models.Model):
    guard = AppendOnly("file__cohort__provider")

    file = models.OneToOneField(EnrolmentFile, on_delete=models.PROTECT, related_name="confirmation")
    enrolled = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrolled} enrolled"
