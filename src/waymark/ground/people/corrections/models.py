"""What was changed about a person, two records that became one, and an email address that waits for confirmation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import LONGEST_REASON


class Field(models.TextChoices):
    """What a programme lead can correct about a person."""

    NAME = "name", "Name"
    EMAIL = "email", "Email address"
    TRN = "trn", "Teacher reference number (TRN)"
    SCHOOL = "school", "School or organisation"
    ROLE = "role", "Role"


class PersonChange(models.Model):
    """One change: before, after, why and who. Rows are only added."""

    guard = AppendOnly("person__provider", names_people_for_good=True)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=20, choices=Field)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.field} of {self.person_id}"


class Merge(models.Model):
    """Two records of one person: the absorbed one stays with its history, and leads to the one that remains."""

    guard = AppendOnly("survivor__provider", names_people_for_good=True)

    absorbed = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="merge")
    survivor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="absorbed_records")
    absorbed_name = models.CharField(max_length=401)
    absorbed_email = models.EmailField(max_length=254)
    absorbed_trn = models.CharField(max_length=7, blank=True)
    moved = models.JSONField(default=dict)
    """How many rows of each kind moved to the survivor, by the kind, such as `{"cohorts.CohortStaff": 2}`."""
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.absorbed_id} merged into {self.survivor_id}"


class EmailChange(models.Model):
    """A new email address. It counts once its link, sent to the new address, has been used."""

    PURPOSE: ClassVar[str] = "email_change"
    guard = AppendOnly(
        "person__provider",
        may_set=("token_digest", "confirmed_at", "withdrawn_at"),
        names_people_for_good=True,
    )

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="email_changes")
    email = models.EmailField(max_length=254)
    reason = models.CharField(max_length=LONGEST_REASON)
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"new email address of {self.person_id}"
