"""A group of participants on one pinned programme, with a calendar of its own."""

from __future__ import annotations

from django.db import models

from waymark.ground.cohorts.enrolments.models import (
    Declaration,
    DeferralDecision,
    DeferralRequest,
    EnrolmentChange,
)
from waymark.ground.cohorts.partners.models import PartnerMember
from waymark.ground.people.roles import LABELS, Role
from waymark.kit.append_only import AppendOnly, Changing

__all__ = [
    "CalendarItem",
    "Cohort",
    "CohortStaff",
    "Declaration",
    "DeferralDecision",
    "DeferralRequest",
    "Enrolment",
    "EnrolmentChange",
    "PartnerMember",
]


class Cohort(models.Model):
    guard = Changing(because="a name or a first day is corrected")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="cohorts")
    programme = models.ForeignKey(
        "programmes.PublishedProgramme", on_delete=models.PROTECT, related_name="cohorts"
    )
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    starts_on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "slug"], name="cohort_slug_once")]

    def __str__(self) -> str:
        return self.name


class CalendarItem(models.Model):
    """When one item of the programme takes place for a cohort; what it is, is in the programme."""

    guard = Changing(because="sessions are moved")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="calendar")
    item_id = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    on = models.DateField()
    until = models.DateField()
    starts_at = models.DateTimeField(null=True)
    """Instant of a session's start; empty for an item that is open over days."""
    ends_at = models.DateTimeField()
    """Instant at which the experience ends."""
    venue = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["on", "position"]
        constraints = [models.UniqueConstraint(fields=["cohort", "item_id"], name="calendar_item_once")]

    def __str__(self) -> str:
        return f"{self.item_id} on {self.on}"


class CohortStaff(models.Model):
    """A member of a cohort's staff, and their role."""

    guard = Changing(because="staff come and go")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="cohorts_worked")
    role = models.CharField(
        max_length=20, choices=[(role.value, LABELS[role]) for role in Role if role is not Role.ASSISTANT]
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    from_on = models.DateField(null=True)
    """The first day on which they work with the cohort; empty: from the start."""
    until_on = models.DateField(null=True)
    """The last day; empty: until the end."""
    is_current = models.BooleanField(default=True, db_default=True)
    """Whether today is one of these days, in the cohort's zone. The worker keeps it true."""
    ended_at = models.DateTimeField(null=True)
    """When the role was taken away, or a leaving took it. The row stays; the role can be given again as another."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person", "role"],
                condition=models.Q(ended_at=None),
                name="cohort_staff_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role} of {self.cohort_id}"


class Leaving(models.Model):
    """That a member of staff leaves the provider after a last day. A person who came back may leave again."""

    guard = AppendOnly("person__provider", may_set=("in_force_at", "undone_at", "undone_by"))

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="leavings")
    last_on = models.DateField()
    """The last day on which they work for the provider."""
    reason = models.CharField(max_length=300, blank=True)
    roles = models.JSONField()
    """Their roles at the provider when it was recorded, for an undo."""
    days = models.JSONField()
    """The last day in each role in a cohort before, by the id of its `CohortStaff`; null: none."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)
    """When their roles were taken, after the last day."""
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(in_force_at=None, undone_at=None),
                name="one_leaving_to_come",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} leaves after {self.last_on}"


class Enrolment(models.Model):
    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enrolments")
    reference = models.CharField(max_length=12, unique=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="enrolled_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cohort_id}"
