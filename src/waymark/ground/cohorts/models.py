"""A group of participants on one pinned programme, with a calendar of its own."""

from __future__ import annotations

from django.db import models

from waymark.ground.people.roles import LABELS, Role
from waymark.kit.append_only import AppendOnly, Changing


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
    role = models.CharField(max_length=20, choices=[(role.value, LABELS[role]) for role in Role])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    from_on = models.DateField(null=True)
    """The first day on which they work with the cohort; empty: from the start."""
    until_on = models.DateField(null=True)
    """The last day; empty: until the end."""
    is_current = models.BooleanField(default=True, db_default=True)
    """Whether today is one of these days, in the cohort's zone. The worker keeps it true."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person", "role"], name="cohort_staff_once")]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role} of {self.cohort_id}"


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
