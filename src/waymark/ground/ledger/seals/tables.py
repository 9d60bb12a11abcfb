"""The tables whose rows are sealed, with their columns and the way to the provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from waymark.ground.ledger.seals.commitments import commitment_of, shape_digest
from waymark.kit.append_only import AppendOnly
from waymark.kit.guards.tables import guard_of, guarded_models, is_sealed


@dataclass(frozen=True)
class Shape:
    """The columns that a seal of one table covers."""

    table: str
    columns: tuple[str, ...]
    state_columns: tuple[str, ...]

    @property
    def digest(self) -> str:
        return shape_digest(self.table, self.columns, self.state_columns)


@dataclass(frozen=True)
class SealedTable:
    model: type[models.Model]
    guard: AppendOnly
    shape: Shape

    def has(self, column: str) -> bool:
        return any(field.column == column for field in self.model._meta.concrete_fields)

    def rows(self, *, shape: Shape | None = None, with_provider: bool = False) -> Any:
        """Tuples of id, provider if wanted, columns and state columns of a shape, in no particular order."""
        shape = shape or self.shape
        rows = self.model._base_manager.order_by()
        provider = []
        if with_provider:
            paths = [f"{path}_id" for path in (self.guard.provider, self.guard.provider_otherwise) if path]
            rows = rows.annotate(sealed_for=Coalesce(*paths) if len(paths) > 1 else models.F(paths[0]))
            provider = ["sealed_for"]
        names = {field.column: field.attname for field in self.model._meta.concrete_fields}
        columns = [names[column] for column in (*shape.columns, *shape.state_columns)]
        return rows.values_list("pk", *provider, *columns)


def list_sealed_tables() -> dict[str, SealedTable]:
    """By the name of the table."""
    return {
        model._meta.db_table: _sealed_table(model) for model in guarded_models() if is_sealed(guard_of(model))
    }


def _sealed_table(model: type[models.Model]) -> SealedTable:
    guard: Any = guard_of(model)
    options: Any = model._meta
    may_change = {options.get_field(name).column for name in (*guard.may_set, *guard.may_clear)}
    columns = sorted(field.column for field in options.concrete_fields if not field.primary_key)
    shape = Shape(
        options.db_table,
        tuple(column for column in columns if column not in may_change),
        tuple(sorted(may_change)),
    )
    return SealedTable(model, guard, shape)


def commitments_of(
    salt: bytes, shape: Shape, digest: str, row_id: int, values: tuple[Any, ...]
) -> tuple[bytes, bytes]:
    """Commitment and state of a row, whose values are those of `SealedTable.rows` after the id."""
    fixed = len(shape.columns)
    commitment = commitment_of(salt, digest, row_id, values[:fixed])
    if not shape.state_columns:
        return commitment, b""
    return commitment, commitment_of(salt, digest, row_id, values[fixed:], part="state")
