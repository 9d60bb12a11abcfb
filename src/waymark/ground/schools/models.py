"""Schools as DfE lists them in GIAS. Public reference data of the installation: no row belongs to a provider."""

from __future__ import annotations

from django.db import models

from waymark.ground.schools import rules
from waymark.kit.append_only import AppendOnly, Changing
from waymark.kit.formatting import date_span


class SchoolFile(models.Model):
    """A file of schools that was loaded: what it was, and what it changed."""

    guard = AppendOnly("")

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    """Schools that were open before and are closed in this file."""
    unchanged = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    """Schools that we know and this file does not list."""
    left_out = models.PositiveIntegerField()
    """Rows that could not be read."""
    by = models.CharField(max_length=60, blank=True)
    """Who ran the command, as the computer knows them."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    guard = Changing(because="a new file of DfE’s corrects them")

    urn = models.CharField(max_length=6, unique=True)
    ukprn = models.CharField(max_length=8, blank=True, db_index=True)
    name = models.CharField(max_length=200)
    search_text = models.CharField(max_length=600)
    """Name, town and postcode, folded (`rules.search_text`): what a search compares."""
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    type_code = models.PositiveSmallIntegerField(null=True)
    type_name = models.CharField(max_length=100, blank=True)
    status_code = models.PositiveSmallIntegerField()
    """A code of `rules.Status`."""
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    trust_code = models.CharField(max_length=10, blank=True)
    trust_name = models.CharField(max_length=200, blank=True)
    authority_code = models.CharField(max_length=3, blank=True)
    authority_name = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=60, blank=True)
    is_in_newest_file = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status_code__in=[status.value for status in rules.Status]),
                name="school_status_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.status_code == rules.Status.CLOSED

    @property
    def is_in_england(self) -> bool:
        return rules.is_in_england(type_code=self.type_code, authority_code=self.authority_code)

    @property
    def place(self) -> str:
        """`Oxford, OX1 2AB`."""
        return ", ".join(filter(None, (self.town, self.postcode)))

    @property
    def remark(self) -> str:
        """What someone who picks the school should know: `closed on 31 August 2024`. Empty for an open school."""
        parts = []
        if self.is_closed:
            day = self.closed_on
            parts.append(f"closed on {date_span(day, day)}" if day else "closed")
        elif self.status_code == rules.Status.PROPOSED_TO_OPEN:
            parts.append("not open yet")
        if not self.is_in_newest_file:
            parts.append("not in DfE’s newest list")
        return ", ".join(parts)
