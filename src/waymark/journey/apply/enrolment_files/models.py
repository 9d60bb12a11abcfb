"""Enrolling from a file: the upload with its checked rows, the confirmation, and each part that was enrolled."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing


class EnrolmentFile(models.Model):
    """An uploaded CSV and what was found in each row. Uploading enrols no one."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="enrolment_files")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    """The same file in another reading, where someone has chosen this one."""
    needs_reading = models.BooleanField(default=False, db_default=False)
    """Whether someone must choose how the names are read before anyone can be enrolled."""
    encoding = models.CharField(max_length=60, default="UTF-8")
    separators = models.CharField(max_length=20, default="commas")
    unread = models.JSONField(default=list)
    """Headings of columns that are not read."""
    rows = models.JSONField()
    """Each row as read, with its verdict; see `rules.EnrolmentRow`."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class UploadedBytes(models.Model):
    """The file itself, until its people are enrolled or another reading of it is chosen."""

    guard = Changing(because="it is deleted as soon as it is not needed")

    file = models.OneToOneField(EnrolmentFile, on_delete=models.CASCADE, related_name="bytes")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"bytes of {self.file_id}"


class EnrolmentFileConfirmation(models.Model):
    guard = AppendOnly("file__cohort__provider")

    file = models.OneToOneField(EnrolmentFile, on_delete=models.PROTECT, related_name="confirmation")
    enrolled = models.PositiveIntegerField()
    """How many were to be enrolled when it was confirmed; its parts say how many have been."""
    decisions = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    """What the lead decided of rows that were doubtful or that change someone; see `rules.RowDecision`. No names."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrolled} enrolled"


class EnrolmentFilePart(models.Model):
    """Some people of a confirmed file, enrolled in one transaction. A confirmation of before 0.5 has no parts."""

    guard = AppendOnly("confirmation__file__cohort__provider")

    confirmation = models.ForeignKey(
        EnrolmentFileConfirmation, on_delete=models.PROTECT, related_name="parts"
    )
    number = models.PositiveIntegerField()
    """From 1."""
    until_line = models.PositiveIntegerField()
    """The line of its last row; 0 if it held only rows that someone had checked."""
    enrolled = models.PositiveIntegerField()
    left_out = models.JSONField(default=list)
    """Lines of people who could not be enrolled any more, each with the code of the reason. No names."""
    site = models.CharField(max_length=200)
    """The site that invitations lead to, such as `https://npq.our.example`."""
    is_last = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["confirmation", "number"], name="enrolment_file_part_once")
        ]

    def __str__(self) -> str:
        return f"part {self.number}: {self.enrolled} enrolled"
