"""When an assessment can be sat: local days, times and zone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from waymark.journey.sit.windows.rules import Window
from waymark.kit.append_only import AppendOnly


class SittingWindow(models.Model):
    """Local date, times and zone are the truth; the two instants are worked out from them."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="windows")
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="windows")
    opens_on = models.DateField()
    opens_time = models.TimeField()
    days = models.PositiveSmallIntegerField()
    closes_time = models.TimeField()
    zone = models.CharField(max_length=60)
    opens_at = models.DateTimeField()
    closes_before = models.DateTimeField()
    """For everybody. A participant's own close is worked out by `effective_deadline` alone."""
    tolerance_seconds = models.PositiveIntegerField()
    max_words = models.PositiveIntegerField()
    may_take_back = models.BooleanField(default=True)
    """Whether a script that was handed in may be taken back until the close."""
    is_practice = models.BooleanField(default=False)
    """For trying the desk: no lead, marker or deadline ever sees it."""
    for_named = models.BooleanField(default=False, db_default=False)
    """For the people who are entered, such as for a resit or a deferred assessment; else for the whole cohort."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    times: Window
    """One participant's own times, on windows that were read for one (`deadlines.py`)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "opens_on"], condition=Q(is_practice=False), name="window_once_per_day"
            ),
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(is_practice=True), name="one_practice_per_cohort"
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="window_has_a_day"),
            models.CheckConstraint(
                condition=Q(closes_before__gt=models.F("opens_at")), name="window_opens_before_it_closes"
            ),
        ]

    def __str__(self) -> str:
        return f"window of {self.cohort_id} from {self.opens_on}"

    @property
    def rules(self) -> Window:
        """What the rules need of it, for somebody who has no time beyond everybody's."""
        return Window(
            opens_at=self.opens_at,
            closes_before=self.closes_before,
            max_words=self.max_words,
            tolerance_seconds=self.tolerance_seconds,
            may_take_back=self.may_take_back,
        )


class WindowEntry(models.Model):
    """One person entered for a window for named people."""

    guard = AppendOnly("window__cohort__provider")

    window = models.ForeignKey("sit.SittingWindow", on_delete=models.PROTECT, related_name="entries")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="entries")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "enrolment"], name="entered_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} in {self.window_id}"
