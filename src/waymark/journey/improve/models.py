"""Issues to improve in a programme, and what is done about them."""

from __future__ import annotations

from django.db import models

from waymark.journey.improve.inspections.models import InspectionLink, InspectionOpening, InspectionPack
from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import Correctable, CorrectableQuerySet, only_once

__all__ = ["ImprovementAction", "InspectionLink", "InspectionOpening", "InspectionPack", "Issue"]


class Issue(models.Model):
    """Something in a cohort that should be better next time."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="issues")
    summary = models.CharField(max_length=300)
    evidence = models.CharField(max_length=300)
    """Where it shows: a result, an evaluation, a number."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.summary

    @property
    def action(self) -> ImprovementAction | None:
        """The current action, of an issue that a query of this room has found."""
        return next(iter(self.actions.all()), None)


class ImprovementAction(Correctable):
    """What is done about an issue, by whom and by when."""

    guard = AppendOnly("issue__cohort__provider")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        constraints = [only_once("issue", name="one_action_of_an_issue")]

    def __str__(self) -> str:
        return self.what
