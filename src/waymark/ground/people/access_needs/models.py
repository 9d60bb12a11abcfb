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
