"""Removes the content of a row that must not change, on purpose and visibly: the one way past its guard.

The guard lets a row through while an `Erasure` names it and its salt is still there. Afterwards the commitment stays
in the chain, nothing can be worked out from it, and `verify` counts the row as erased.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from waymark.ground.ledger.recording import record
from waymark.ground.ledger.seals.models import Erasure, Seal, Unsealed
from waymark.ground.ledger.seals.sealing import seal_waiting
from waymark.ground.ledger.seals.tables import list_sealed_tables
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

ERASED = "[erased]"


class CannotErase(Refusal):
    """The row’s content cannot be erased; nothing was."""


@transaction.atomic
def erase(
    *, row: models.Model, reason: str, by: Person | None, at: datetime, fields: Iterable[str] = ()
) -> Erasure:
    """Erase the named fields of a sealed row, or all of its texts, files and JSON; ids, dates and numbers stay.

    Erasing a row again changes nothing. Raises `CannotErase` for a row that is not sealed.
    """
    name = row._meta.db_table
    table = list_sealed_tables().get(name)
    while table and Unsealed.objects.filter(table=name, row_id=row.pk).exists() and seal_waiting(at=at):
        pass
    seals = Seal.objects.filter(shape__in=_shapes_of(name), row_id=row.pk)
    batch = seals.select_related("batch").first()
    if table is None or batch is None:
        raise CannotErase(
            Reason("not_sealed", "This row isn’t sealed, so it can be changed or deleted instead.")
        )
    earlier = Erasure.objects.filter(table=name, row_id=row.pk).first()
    if earlier:
        return earlier
    provider_id = batch.batch.provider_id
    erasure = Erasure.objects.create(
        provider_id=provider_id, table=name, row_id=row.pk, reason=reason, by=by, at=at
    )
    blanks = {field.attname: _blank(field) for field in _erasable(row, set(fields))}
    type(row)._base_manager.filter(pk=row.pk).update(**blanks)
    seals.update(salt=None)
    facts = {"table": name, "row": row.pk}
    record("ledger.erased", about=erasure, provider_id=provider_id, by=by, at=at, facts=facts)
    return erasure


def _shapes_of(table: str) -> Any:
    from waymark.ground.ledger.seals.models import SealedShape

    return SealedShape.objects.filter(table=table)


def _erasable(row: models.Model, names: set[str]) -> list[Any]:
    fields = [field for field in row._meta.concrete_fields if not names or field.name in names]
    return [field for field in fields if not (field.unique or field.choices) and _blank(field) is not None]


def _blank(field: Any) -> Any:
    """What is written in place of the content; None for a field that is not content."""
    if isinstance(field, models.CharField | models.TextField):
        return ERASED if not field.max_length or field.max_length >= len(ERASED) else ""
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BinaryField):
        return b""
    return None
