"""Removes the content of rows that must not change, on purpose and visibly: the one way past their guard.

The guard lets an UPDATE through that only blanks content while an `Erasure` names the row. Afterwards the commitment
stays in the chain, nothing can be worked out from it, and `verify` counts the row as erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from waymark.ground.ledger.recording import record
from waymark.ground.ledger.seals.models import Erasure, Seal, SealedShape, Unsealed
from waymark.ground.ledger.seals.sealing import seal_waiting
from waymark.ground.ledger.seals.tables import list_sealed_tables
from waymark.kit.append_only import AppendOnly, Changing, FrozenWhen
from waymark.kit.guards.tables import ERASED, guard_of
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

CHUNK = 500


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
    _seal(name, [row.pk], at=at)
    batch = Seal.objects.filter(shape__in=_shapes_of(name), row_id=row.pk).select_related("batch").first()
    if name not in list_sealed_tables() or batch is None:
        raise CannotErase(
            Reason("not_sealed", "This row isn’t sealed, so it can be changed or deleted instead.")
        )
    earlier = Erasure.objects.filter(table=name, row_id=row.pk).first()
    if earlier:
        return earlier
    provider_id = batch.batch.provider_id
    erase_rows(
        model=type(row), row_ids=[row.pk], fields=fields, provider_id=provider_id, reason=reason, by=by, at=at
    )
    erasure = Erasure.objects.get(table=name, row_id=row.pk)
    facts = {"table": name, "row": row.pk}
    record("ledger.erased", about=erasure, provider_id=provider_id, by=by, at=at, facts=facts)
    return erasure


@transaction.atomic
def erase_rows(
    *,
    model: type[models.Model],
    row_ids: Sequence[int],
    provider_id: int,
    reason: str,
    by: Person | None,
    at: datetime,
    fields: Iterable[str] = (),
) -> int:
    """Erase the named fields, or all content, of many rows of one provider; returns how many rows.

    The caller tells the audit log. A row may be erased again, with other fields. Rows that freeze need
    `FrozenWhen.may_erase`; rows that change are simply changed, without an `Erasure`.
    """
    if not row_ids:
        return 0
    table = model._meta.db_table
    if isinstance(guard_of(model), FrozenWhen):
        fields = fields or getattr(guard_of(model), "may_erase", ())
    elif isinstance(guard_of(model), AppendOnly):
        _seal(table, row_ids, at=at)
    blanks = {field.attname: _blank(field) for field in _erasable(model, set(fields))}
    if isinstance(guard_of(model), Changing):
        return model._base_manager.filter(pk__in=row_ids).update(**blanks)
    for ids in batched(row_ids, CHUNK, strict=False):
        known = set(Erasure.objects.filter(table=table, row_id__in=ids).values_list("row_id", flat=True))
        Erasure.objects.bulk_create(
            Erasure(provider_id=provider_id, table=table, row_id=pk, reason=reason, by=by, at=at)
            for pk in ids
            if pk not in known
        )
        model._base_manager.filter(pk__in=ids).update(**blanks)
        Seal.objects.filter(shape__in=_shapes_of(table), row_id__in=ids).exclude(salt=None).update(salt=None)
        Unsealed.objects.filter(table=table, row_id__in=ids).delete()
    return len(row_ids)


def _seal(table: str, row_ids: Sequence[int], *, at: datetime) -> None:
    """What is erased has its commitment in the chain first."""
    for ids in batched(row_ids, CHUNK, strict=False):
        while Unsealed.objects.filter(table=table, row_id__in=ids).exists() and seal_waiting(at=at):
            pass


def _shapes_of(table: str) -> Any:
    return SealedShape.objects.filter(table=table)


def _erasable(model: type[models.Model], names: set[str]) -> Iterator[Any]:
    for field in model._meta.concrete_fields:
        is_named = not names or field.name in names
        if is_named and not (field.unique or field.choices) and _blank(field) is not None:
            yield field


def _blank(field: Any) -> Any:
    """What is written in place of the content; None for a field that is not content."""
    if isinstance(field, models.CharField | models.TextField):
        return ERASED if not field.max_length or field.max_length >= len(ERASED) else ""
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BinaryField):
        return b""
    return None
