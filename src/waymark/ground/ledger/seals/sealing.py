"""Seals what waits, in batches for each provider. No writer waits for it: writers only add to the list.

Two workers may seal at once. Both would take the same number for a provider's next batch, and the database takes one
of them; the other one's rows wait for the next round.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from waymark.ground.ledger.seals.commitments import FIRST_HEAD, head_of
from waymark.ground.ledger.seals.models import Seal, SealBatch, SealedShape, Unsealed
from waymark.ground.ledger.seals.tables import SealedTable, commitments_of, list_sealed_tables

BATCH_SIZE = 500
"""Rows in one transaction: on SQLite, writers wait for some 20 ms at most."""
MOST_BATCHES = 40
"""In one round of the worker."""


@dataclass(frozen=True)
class _Row:
    table: SealedTable
    pk: int
    values: tuple[Any, ...]


def seal_waiting(*, at: datetime, most_batches: int = MOST_BATCHES) -> int:
    """Seal rows that wait, oldest first, and return how many were sealed."""
    tables = list_sealed_tables()
    sealed = after = 0
    for _ in range(most_batches):
        try:
            with transaction.atomic():
                waiting = list(Unsealed.objects.filter(id__gt=after).order_by("id")[:BATCH_SIZE])
                sealed += _seal(waiting, tables, at=at)
        except IntegrityError:
            break
        if len(waiting) < BATCH_SIZE:
            break
        after = waiting[-1].pk
    return sealed


def _seal(waiting: list[Unsealed], tables: dict[str, SealedTable], *, at: datetime) -> int:
    rows_by_provider: dict[int, list[_Row]] = defaultdict(list)
    done: set[tuple[str, int]] = set()
    ids_by_table: dict[str, set[int]] = defaultdict(set)
    for unsealed in waiting:
        ids_by_table[unsealed.table].add(unsealed.row_id)
    for name, ids in ids_by_table.items():
        for pk, provider_id, *values in (
            tables[name].rows(with_provider=True).filter(pk__in=ids).order_by("pk")
        ):
            rows_by_provider[provider_id].append(_Row(tables[name], pk, tuple(values)))
            done.add((name, pk))
    for provider_id, rows in rows_by_provider.items():
        _seal_batch(provider_id, rows, at=at)
    # A row that is not there was removed before it was sealed. It stays on the list, and `verify` names it.
    gone = [unsealed.pk for unsealed in waiting if (unsealed.table, unsealed.row_id) in done]
    Unsealed.objects.filter(pk__in=gone).delete()
    return len(done)


def _seal_batch(provider_id: int, rows: list[_Row], *, at: datetime) -> None:
    last = SealBatch.objects.filter(provider_id=provider_id).order_by("-number").first()
    number, previous = (last.number + 1, last.head) if last else (1, FIRST_HEAD)
    shapes = _shapes_of({row.table.shape.digest: row.table for row in rows}.values())
    seals = [_seal_of(row, shapes[row.table.shape.digest]) for row in rows]
    parts = ((seal.shape.digest, seal.row_id, bytes(seal.commitment), bytes(seal.state)) for seal in seals)
    batch = SealBatch.objects.create(
        provider_id=provider_id,
        number=number,
        rows=len(seals),
        head=head_of(previous, provider_id, number, parts),
        at=at,
    )
    for seal in seals:
        seal.batch = batch
    Seal.objects.bulk_create(seals)


def _seal_of(row: _Row, shape: SealedShape) -> Seal:
    salt = secrets.token_bytes(16)
    commitment, state = commitments_of(salt, row.table.shape, shape.digest, row.pk, row.values)
    return Seal(shape=shape, row_id=row.pk, salt=salt, commitment=commitment, state=state)


def _shapes_of(tables: Iterable[SealedTable]) -> dict[str, SealedShape]:
    shapes = {table.shape.digest: table.shape for table in tables}
    known = {shape.digest: shape for shape in SealedShape.objects.filter(digest__in=shapes)}
    for digest, shape in shapes.items():
        if digest not in known:
            known[digest] = SealedShape.objects.create(
                table=shape.table,
                columns=list(shape.columns),
                state_columns=list(shape.state_columns),
                digest=digest,
            )
    return known
