"""Changes rows behind the application, with the guards off: at random, in every sealed table."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction

from waymark.ground.ledger.queries import verify
from waymark.ground.ledger.seals.tables import SealedTable, list_sealed_tables

Place = tuple[str, int]
Kind = Callable[[SealedTable, random.Random], set[int]]


def count_found(times: int, *, seed: int) -> list[str]:
    """Make so many random changes, one after the other, each undone again; describe those that `verify` did not name.

    The guards are off, and every row is sealed.
    """
    chance = random.Random(seed)
    tables = [table for table in list_sealed_tables().values() if table.model._base_manager.exists()]
    kinds: list[Kind] = [change, delete, insert, swap]
    missed: list[str] = []
    for number in range(times):
        kind = kinds[number % len(kinds)]
        table, ids, first_bad = _tampered(kind, tables, chance)
        name = table.shape.table
        if first_bad is None or first_bad[0] != name or first_bad[1] not in ids:
            missed.append(f"{kind.__name__} of {name} {sorted(ids)}: {first_bad}")
    return missed


def _tampered(
    kind: Kind, tables: list[SealedTable], chance: random.Random
) -> tuple[SealedTable, set[int], tuple[str, Any] | None]:
    """One change that the database’s own constraints allow, and what `verify` says of it."""
    while True:
        table = chance.choice(tables)
        try:
            with transaction.atomic():
                ids = kind(table, chance)
                first_bad = verify().first_bad if ids else None
                transaction.set_rollback(True)
        except DatabaseError:
            continue
        if ids:
            return table, ids, first_bad


def change(table: SealedTable, chance: random.Random) -> set[int]:
    row = _some_row(table, chance)
    fields = [field for field in _fields(table) if getattr(row, field.attname) is not None]
    field = chance.choice(fields)
    value = _other(getattr(row, field.attname), field)
    table.model._base_manager.filter(pk=row.pk).update(**{field.attname: value})
    return {row.pk}


def delete(table: SealedTable, chance: random.Random) -> set[int]:
    row = _some_row(table, chance)
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table.shape.table}" WHERE id = %s', [row.pk])
    return {row.pk}


def insert(table: SealedTable, chance: random.Random) -> set[int]:
    """A copy of a row under another id, in other respects only as different as its constraints ask."""
    row = _some_row(table, chance)
    newest = table.model._base_manager.order_by("-pk")[0].pk
    row.pk = newest + chance.randint(1, 9)
    for field in _fields(table):
        if field.unique:
            setattr(row, field.attname, _other(getattr(row, field.attname), field, by=1_000_000))
    row.save_base(raw=True, force_insert=True)
    return {row.pk}


def swap(table: SealedTable, chance: random.Random) -> set[int]:
    """Two rows exchange one column."""
    one, other = _some_row(table, chance), _some_row(table, chance)
    fields = [
        field for field in _fields(table) if getattr(one, field.attname) != getattr(other, field.attname)
    ]
    if not fields:
        return set()
    field = chance.choice(fields)
    rows = table.model._base_manager
    rows.filter(pk=one.pk).update(**{field.attname: getattr(other, field.attname)})
    rows.filter(pk=other.pk).update(**{field.attname: getattr(one, field.attname)})
    return {one.pk, other.pk}


def _fields(table: SealedTable) -> list[Any]:
    return [field for field in table.model._meta.concrete_fields if not field.primary_key]


def _some_row(table: SealedTable, chance: random.Random) -> Any:
    rows = table.model._base_manager.order_by("pk")
    return rows[chance.randrange(rows.count())]


def _other(value: Any, field: Any, *, by: int = 1) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + by
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, time):
        return value.replace(minute=(value.minute + 1) % 60)
    if isinstance(value, bytes | memoryview):
        return bytes(value) + b"x"
    if isinstance(value, dict):
        return value | {"another": True}
    if isinstance(value, list):
        return [*value, "another"]
    return f"{value[: (field.max_length or 1_000_000) - 1]}~" if isinstance(value, str) else value
