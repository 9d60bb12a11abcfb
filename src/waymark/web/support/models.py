"""A lead looked at someone's own pages for a while, and which of them were opened."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import LONGEST_REASON


class SupportAccess(models.Model):
    """Read only, until a set time or until the lead ended it. The person sees every row about them."""

    guard = AppendOnly("person__provider", may_set=("ended_at",))

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="support_accesses")
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="support_access_of_person")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="support_access_has_a_reason"),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("by")), name="support_access_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"access of {self.by_id} to the pages of {self.person_id}"


class SupportPage(models.Model):
    """One page that was opened during an access; a page that was refused has no row."""

    guard = AppendOnly("access__person__provider")

    access = models.ForeignKey(SupportAccess, on_delete=models.PROTECT, related_name="pages")
    name = models.CharField(max_length=80)
    """The name of its address, such as `web:route`, a key of `pages.PAGES`."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} during access {self.access_id}"
