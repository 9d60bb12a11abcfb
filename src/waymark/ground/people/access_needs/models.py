"""What was agreed with a person so that they can take part as others do. Special-category data: few may read it."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import Correctable, CorrectableQuerySet


class AgreedNeed(Correctable):
    """One need, as it was agreed. A change, and the end of it, is a new row that replaces this one."""

    guard = AppendOnly("person__provider")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="agreed_needs")
    need = models.TextField(max_length=2000)
    """What makes taking part harder, in the words agreed with the person."""
    way_of_working = models.TextField(max_length=2000, blank=True)
    """How they usually work: the normal way of working, on which adjustments rest."""
    evidence = models.TextField(max_length=2000, blank=True)
    """What was seen, by whom and when; never the document itself."""
    extra_days = models.PositiveSmallIntegerField(default=0)
    """Calendar days proposed in every assessment window; someone else decides on them."""
    rest_breaks = models.BooleanField(default=False)
    rest_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Minutes for rest breaks, proposed at the end of every assessment window; someone else decides on them."""
    large_print = models.BooleanField(default=False)
    word_copy = models.BooleanField(default=False)
    review_on = models.DateField(null=True)
    is_ended = models.BooleanField(default=False)
    """Whether nothing is needed any more; the reason says why."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    def __str__(self) -> str:
        return f"need {self.pk}"


class ProposedNeed(models.Model):
    """A need that someone named before they took part, as in an application. It is agreed only by a decision."""

    guard = AppendOnly("person__provider")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="proposed_needs")
    need = models.TextField(max_length=2000)
    """In the person's own words."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proposed need {self.pk}"


class ProposedNeedDecision(models.Model):
    """What became of a proposed need: agreed, perhaps in other words, or declined with a reason."""

    guard = AppendOnly("proposed__person__provider")

    proposed = models.OneToOneField(ProposedNeed, on_delete=models.PROTECT, related_name="decision")
    agreed = models.ForeignKey(AgreedNeed, on_delete=models.PROTECT, null=True, related_name="+")
    """Empty: declined."""
    why = models.TextField(max_length=1000, blank=True)
    """Why it was declined; the person reads it."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'agreed' if self.agreed_id else 'declined'}: proposed need {self.proposed_id}"
