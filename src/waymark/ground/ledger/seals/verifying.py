"""Compares every sealed row with its seal, and the seals with their chain. Reads in the order of ids, and keeps little.

| What was done outside the application               | What is named                                  |
|-----------------------------------------------------|------------------------------------------------|
| a column changed, two rows swapped                  | the row                                        |
| a row deleted                                       | the row                                        |
| a row added with the triggers off                   | the row: it has no seal and waits for none     |
| a seal changed, added or removed; a batch removed   | the row, or the batch                          |
| the end of the chain cut off, or all of it remade   | the batch whose exported head differs          |
| an answer, a locked paper or a pack changed         | the row, by the digest that a sealed row keeps |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby, product
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from waymark.ground.ledger.seals.commitments import FIRST_HEAD, head_of
from waymark.ground.ledger.seals.exporting import list_exported_heads
from waymark.ground.ledger.seals.models import Erasure, Seal, SealBatch, SealedShape, Unsealed
from waymark.ground.ledger.seals.tables import SealedTable, Shape, commitments_of, list_sealed_tables
from waymark.kit.guards.tables import MERGE_MODEL, person_columns

CHUNK = 5_000
EXPORT = "exported head"
"""Named instead of a table, with the file: its head is not that of the chain, or its signature is not ours."""
Place = tuple[str, Any]
"""Table and id."""


@dataclass
class Verification:
    rows: int = 0
    """Rows that are sealed, waiting or erased."""
    sealed: int = 0
    erased: int = 0
    first_bad: Place | None = None

    @property
    def waiting(self) -> int:
        return self.rows - self.sealed - self.erased

    def as_dict(self) -> dict[str, Any]:
        bad = {"table": self.first_bad[0], "id": self.first_bad[1]} if self.first_bad else None
        return {"rows": self.rows, "sealed": self.sealed, "erased": self.erased, "first_bad": bad}

    def blame(self, table: str, row_id: Any) -> None:
        self.first_bad = self.first_bad or (table, row_id)


def verify() -> Verification:
    """Check everything, in one consistent view of the database. Writers don’t wait for it."""
    verification = Verification()
    with consistent_view():
        merged = _list_merged()
        shapes_by_table: dict[str, dict[int, Shape]] = {}
        for shape in SealedShape.objects.order_by("id"):
            known = Shape(shape.table, tuple(shape.columns), tuple(shape.state_columns))
            if known.digest != shape.digest:
                verification.blame("ledger_sealedshape", shape.pk)
            shapes_by_table.setdefault(shape.table, {})[shape.pk] = known
        for name, table in sorted(list_sealed_tables().items()):
            _Table(table, shapes_by_table.get(name, {}), verification, merged).check()
        _check_chains(verification)
        for find_changed in _rooms_own_checks():
            for table_name, row_id in find_changed():
                verification.blame(table_name, row_id)
    return verification


@contextmanager
def consistent_view() -> Iterator[None]:
    """A transaction that reads; on SQLite it does not take the turn of a writer."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    sqlite: Any = connection
    sqlite.ensure_connection()
    mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = mode


@dataclass
class _Table:
    table: SealedTable
    shapes: dict[int, Shape]
    verification: Verification
    merged: dict[int, tuple[int, ...]]
    """By the id of a person, those of the records that were merged into theirs."""
    waiting: set[int] = field(init=False)
    """Ids on the list, until their row is seen: what is left was removed before it was sealed."""
    erased: set[int] = field(init=False)

    def check(self) -> None:
        name = self.table.shape.table
        self.waiting = set(Unsealed.objects.filter(table=name).values_list("row_id", flat=True))
        self.erased = set(Erasure.objects.filter(table=name).values_list("row_id", flat=True))
        rows, columns = self._rows()
        pickers = {key: _picker(shape, columns) for key, shape in self.shapes.items()}
        digests = {key: shape.digest for key, shape in self.shapes.items()}
        for row_id, row, seals in _side_by_side(rows, self._seals()):
            is_right = self._is_right(row_id, row, seals, pickers, digests)
            if not is_right:
                self.verification.blame(name, row_id)
        for row_id in sorted(self.waiting):
            self.verification.blame(name, row_id)

    def _rows(self) -> tuple[Iterator[tuple[Any, ...]], list[str]]:
        every = dict.fromkeys(
            column
            for shape in (*self.shapes.values(), self.table.shape)
            for column in (*shape.columns, *shape.state_columns)
        )
        columns = [column for column in every if self.table.has(column)]
        whole = Shape(self.table.shape.table, tuple(columns), ())
        return self.table.rows(shape=whole).order_by("pk").iterator(chunk_size=CHUNK), columns

    def _seals(self) -> Iterator[tuple[Any, ...]]:
        seals = Seal.objects.filter(shape_id__in=list(self.shapes)).order_by("row_id", "id")
        return seals.values_list("row_id", "shape_id", "salt", "commitment", "state").iterator(
            chunk_size=CHUNK
        )

    def _is_right(
        self,
        row_id: int,
        row: tuple[Any, ...] | None,
        seals: list[tuple[Any, ...]],
        pickers: dict[int, Callable[[tuple[Any, ...]], tuple[Any, ...]] | None],
        digests: dict[int, str],
    ) -> bool:
        if row_id in self.erased and seals and all(salt is None for _, _, salt, _, _ in seals):
            self.verification.rows += 1
            self.verification.erased += 1
            self.waiting.discard(row_id)
            return True
        if row is None:
            return False
        self.verification.rows += 1
        is_waiting = row_id in self.waiting
        self.waiting.discard(row_id)
        if not seals:
            return is_waiting
        self.verification.sealed += 1
        if len(seals) > 1 and not self.table.shape.state_columns:
            return False
        for number, (_, shape_id, salt, commitment, state) in enumerate(seals, start=1):
            pick = pickers[shape_id]
            if salt is None or pick is None:
                return False
            is_newest = number == len(seals) and not is_waiting
            sealed = bytes(commitment), bytes(state) if is_newest else None
            shape, digest, salt = self.shapes[shape_id], digests[shape_id], bytes(salt)
            if not _agree(commitments_of(salt, shape, digest, row_id, pick(row)), sealed):
                earlier = self._before_merges(shape, pick(row))
                commitments = (commitments_of(salt, shape, digest, row_id, values) for values in earlier)
                if not any(_agree(computed, sealed) for computed in commitments):
                    return False
        return True

    def _before_merges(self, shape: Shape, values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        """The row as it may have been when it was sealed: naming records that were merged since."""
        people = set(person_columns(self.table.model, self.table.guard))
        columns = (*shape.columns, *shape.state_columns)
        choices = [
            (value, *self.merged.get(value, ())) if column in people else (value,)
            for column, value in zip(columns, values, strict=True)
        ]
        return product(*choices)


def _agree(computed: tuple[bytes, bytes], sealed: tuple[bytes, bytes | None]) -> bool:
    """Whether commitment and state are those of the seal; only its newest seal knows a row's state."""
    return computed[0] == sealed[0] and sealed[1] in (None, computed[1])


def _list_merged() -> dict[int, tuple[int, ...]]:
    """By each record that remains, those merged into it, directly or through others. Each is a sealed row itself."""
    rows = apps.get_model(MERGE_MODEL)._base_manager.order_by("id").values_list("absorbed_id", "survivor_id")
    merged: dict[int, tuple[int, ...]] = {}
    for absorbed, survivor in rows:
        merged[survivor] = (*merged.get(survivor, ()), absorbed, *merged.get(absorbed, ()))
    return merged


def _picker(shape: Shape, columns: list[str]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]] | None:
    """From a row, the values of the shape’s columns; None if the table has lost one of them."""
    wanted = (*shape.columns, *shape.state_columns)
    if not set(wanted) <= set(columns):
        return None
    places = [columns.index(column) + 1 for column in wanted]
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


def _side_by_side(
    rows: Iterator[tuple[Any, ...]], seals: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[int, tuple[Any, ...] | None, list[tuple[Any, ...]]]]:
    """Each id that has a row or seals, with both. Both come in the order of ids."""
    grouped = groupby(seals, key=itemgetter(0))
    row, group = next(rows, None), next(grouped, None)
    while row is not None or group is not None:
        if group is None or (row is not None and row[0] < group[0]):
            assert row is not None
            yield row[0], row, []
            row = next(rows, None)
        elif row is None or group[0] < row[0]:
            yield group[0], None, list(group[1])
            group = next(grouped, None)
        else:
            yield row[0], row, list(group[1])
            row, group = next(rows, None), next(grouped, None)


def _check_chains(verification: Verification) -> None:
    shapes = dict(SealedShape.objects.values_list("id", "digest"))
    providers = SealBatch.objects.order_by("provider_id").values_list("provider_id", flat=True).distinct()
    heads = {provider_id: _check_chain(provider_id, shapes, verification) for provider_id in providers}
    for exported in list_exported_heads():
        if (
            not exported.is_signed
            or heads.get(exported.provider_id, {}).get(exported.number) != exported.head
        ):
            verification.blame(EXPORT, exported.file)


def _check_chain(provider_id: int, shapes: dict[int, str], verification: Verification) -> dict[int, str]:
    """The heads of one provider’s batches, by number."""
    batches = SealBatch.objects.filter(provider_id=provider_id).order_by("number")
    seals = Seal.objects.filter(batch__provider_id=provider_id).order_by("batch__number", "id")
    values = seals.values_list("batch_id", "shape_id", "row_id", "commitment", "state")
    grouped = groupby(values.iterator(chunk_size=CHUNK), key=itemgetter(0))
    previous, heads = FIRST_HEAD, {}
    for expected, (batch_id, number, count, head) in enumerate(
        batches.values_list("id", "number", "rows", "head"), start=1
    ):
        sealed_batch, group = next(grouped, (None, iter(())))
        parts = [(shapes[shape], row_id, bytes(one), bytes(two)) for _, shape, row_id, one, two in group]
        is_right = sealed_batch == batch_id and number == expected and len(parts) == count
        if not is_right or head_of(previous, provider_id, number, parts) != head:
            verification.blame("ledger_sealbatch", batch_id)
        previous = heads[number] = head
    return heads


def _rooms_own_checks() -> Iterator[Callable[[], Iterator[Place]]]:
    """`find_changed` of each room that has a module `intact`: rows that differ from a digest in a sealed row."""
    for config in apps.get_app_configs():
        if config.name.startswith("waymark.") and find_spec(f"{config.name}.intact"):
            yield import_module(f"{config.name}.intact").find_changed
