"""Records that are corrected by a new row.

A recorded meeting or session is never changed. Whoever corrects it adds a row that replaces it, with a reason; the
earlier one stays to be read. A row that nothing replaces is current. What could be recorded once can have one current
row: only rows that replace nothing are unique, and each row is replaced once.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from waymark.kit.forms.versions import ChangedSince

LONGEST_REASON = 300


class CorrectableQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """Without the rows that were replaced."""
        return self.filter(replaced_by=None)


class Correctable(models.Model):
    """A record that names the one it replaces, and why. `by` and `at` are the model's own."""

    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="replaced_by"
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    """Why the earlier record was corrected; empty in a first record."""

    class Meta:
        abstract = True


def only_once(*fields: str, name: str) -> models.UniqueConstraint:
    """One first record of its kind; corrections follow it one by one."""
    return models.UniqueConstraint(fields=fields, condition=models.Q(replaces=None), name=name)


def refuse_if_replaced(current: Any, replaced: Any) -> None:
    """Raise `ChangedSince` unless the record to be corrected is still the current one of its kind."""
    if current.pk != replaced.pk:
        raise ChangedSince(by=current.by.name, at=current.at)


def earlier_records(record: Any, *, rows: models.QuerySet[Any]) -> list[Any]:
    """The records that this one replaces, the newest first, as `rows` reads them. No query for a first record."""
    earlier, replaced = [], record.replaces_id
    while replaced is not None:
        earlier.append(rows.get(pk=replaced))
        replaced = earlier[-1].replaces_id
    return earlier
