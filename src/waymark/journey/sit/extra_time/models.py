"""More time: standing arrangements, requests with their evidence and decisions, and the later closes they give."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from waymark.kit.append_only import AppendOnly


class AccessTime(models.Model):
    """A standing arrangement, once someone else has granted it: extra calendar days, and minutes for rest breaks, in
    every window."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="access_times")
    extra_days = models.PositiveSmallIntegerField()
    rest_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Minutes for rest breaks, added to the end of the window after the days."""
    arrangement = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(extra_days__gte=1) | Q(rest_minutes__gte=1), name="access_time_is_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.extra_days} extra days and {self.rest_minutes} minutes for {self.enrolment_id}"


class AccessTimeDecision(models.Model):
    """A decision about a standing arrangement, by someone who neither asked for it nor writes."""

    guard = AppendOnly("access_time__enrolment__cohort__provider")

    access_time = models.OneToOneField("sit.AccessTime", on_delete=models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Empty where one person alone made the arrangement, before two were needed."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'granted' if self.granted else 'refused'}: access time {self.access_time_id}"


class Extension(models.Model):
    """A request for more time in one window: until a local day and time, for a reason, with evidence."""

    guard = AppendOnly("enrolment__cohort__provider")

    window = models.ForeignKey("sit.SittingWindow", on_delete=models.PROTECT, related_name="extensions")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="extensions")
    until_on = models.DateField()
    until_time = models.TimeField()
    reason = models.TextField()
    evidence = models.TextField(blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"extension {self.pk} of {self.enrolment_id}"


class ExtensionEvidence(models.Model):
    """A file attached to a request. It has its own table so that no list selects its data."""

    guard = AppendOnly("extension__enrolment__cohort__provider")

    extension = models.OneToOneField("sit.Extension", on_delete=models.PROTECT, related_name="file")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class ExtensionDecision(models.Model):
    """A decision about a request, by someone who neither made it nor writes in the window."""

    guard = AppendOnly("extension__enrolment__cohort__provider")

    extension = models.OneToOneField("sit.Extension", on_delete=models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    until_on = models.DateField(null=True)
    until_time = models.TimeField(null=True)
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=False) | Q(until_on__isnull=False, until_time__isnull=False),
                name="granted_until_when",
            )
        ]

    def __str__(self) -> str:
        return f"{'granted' if self.granted else 'refused'}: {self.extension_id}"


class Allowance(models.Model):
    """A later close for one participant in one window, from the decision, arrangement or outage that gives it."""

    guard = AppendOnly("enrolment__cohort__provider")

    window = models.ForeignKey("sit.SittingWindow", on_delete=models.PROTECT, related_name="allowances")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="allowances")
    closes_before = models.DateTimeField()
    decision = models.OneToOneField("sit.ExtensionDecision", on_delete=models.PROTECT, null=True)
    access_time = models.ForeignKey(
        "sit.AccessTime", on_delete=models.PROTECT, null=True, related_name="allowances"
    )
    outage = models.ForeignKey("sit.Outage", on_delete=models.PROTECT, null=True, related_name="allowances")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=None, access_time__isnull=False, outage=None)
                | Q(decision__isnull=False, access_time=None, outage=None)
                | Q(decision=None, access_time=None, outage__isnull=False),
                name="allowance_has_one_ground",
            ),
            models.UniqueConstraint(fields=["window", "access_time"], name="access_time_once_per_window"),
            models.UniqueConstraint(fields=["enrolment", "outage"], name="outage_once_per_enrolment"),
        ]
        indexes = [models.Index(fields=["enrolment", "window", "closes_before"], name="allowance_of_whom")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} until {self.closes_before}"
