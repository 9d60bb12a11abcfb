"""What a guard needs to know of a table: its columns, its keys and what its model declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps as present_apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from waymark.kit.append_only import AppendOnly, Changing, FrozenWhen, Guard

ALWAYS = "1 = 1"
ERASED = "[erased]"
"""What is written in place of a text that was erased."""
PERSON_MODEL, MERGE_MODEL = "people.Person", "people.Merge"
QUEUE_MODEL, QUEUE = "ledger.Unsealed", "ledger_unsealed"
"""Where triggers note rows that are to be sealed: table and id, in the transaction of the row itself."""


@dataclass(frozen=True, order=True)
class Key:
    """Columns that no two rows share, where `condition` (SQL over plain column names) holds; empty for everywhere."""

    columns: tuple[str, ...]
    condition: str = ""


@dataclass(frozen=True)
class Table:
    name: str
    pk: str
    columns: tuple[str, ...]
    """In the order of their names: migrations may have added them in another."""
    keys: tuple[Key, ...]
    """Without the primary key."""
    guard: AppendOnly | FrozenWhen
    may_set: tuple[str, ...]
    may_clear: tuple[str, ...]
    may_change: tuple[str, ...]
    is_sealed: bool
    """Whether each new row, and each permitted change, is noted for the seal."""
    blanks: tuple[tuple[str, str], ...] = ()
    """Columns of content, each with the values (SQL) that may take its place while an erasure names the row."""
    people: tuple[str, ...] = ()
    """Columns that name a person, and follow the merge of two records of one."""

    def frozen(self, row: str) -> str:
        """SQL: whether the row named `row` must stay as it is."""
        return self.guard.condition.format(row=row) if isinstance(self.guard, FrozenWhen) else ALWAYS

    @property
    def message(self) -> str:
        if isinstance(self.guard, FrozenWhen):
            return self.guard.message
        return f"{self.name} only grows: a row is never changed or removed"

    @property
    def erased(self) -> str:
        """SQL: whether the content of OLD is being erased: an erasure names it, and its salt is still there."""
        return (
            f'EXISTS (SELECT 1 FROM ledger_erasure e JOIN ledger_sealedshape h ON h."table" = e."table"'
            f" JOIN ledger_seal s ON s.shape_id = h.id AND s.row_id = e.row_id"
            f' WHERE e."table" = \'{self.name}\' AND e.row_id = OLD."{self.pk}" AND s.salt IS NOT NULL)'
        )

    def unless_erased(self, condition: str) -> str:
        return f"({condition}) AND NOT {self.erased}" if self.is_sealed else condition

    def unless_erasing(self, condition: str, *, differs: str) -> str:
        """SQL: the condition of an UPDATE, but for one that only blanks content of a row that an erasure names."""
        if not self.blanks:
            return condition
        blanks = dict(self.blanks)
        kept = []
        for column in self.columns:
            same = f'NOT (OLD."{column}" {differs} NEW."{column}")'
            kept.append(f'({same} OR NEW."{column}" IN ({blanks[column]}))' if column in blanks else same)
        named = (
            f"EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.\"table\" = '{self.name}'"
            f' AND e.row_id = OLD."{self.pk}")'
        )
        return f"({condition}) AND NOT ({named} AND {' AND '.join(kept)})"

    def unless_merging(self, condition: str, *, differs: str) -> str:
        """SQL: the condition of an UPDATE, but for one that only names those who remain after a merge."""
        if not self.people:
            return condition
        merged = 'EXISTS (SELECT 1 FROM people_merge m WHERE m.absorbed_id = OLD."{0}" AND m.survivor_id = NEW."{0}")'
        moves = [f'OLD."{column}" {differs} NEW."{column}"' for column in self.people]
        kept = []
        for column in self.columns:
            same = f'NOT (OLD."{column}" {differs} NEW."{column}")'
            kept.append(f"({same} OR {merged.format(column)})" if column in self.people else same)
        return f"({condition}) AND NOT (({' OR '.join(moves)}) AND {' AND '.join(kept)})"

    def update_refused(self, *, differs: str) -> str:
        """SQL: whether an UPDATE from OLD to NEW is refused: neither allowed, nor an erasure, nor a merge."""
        refused = self.unless_erasing(self.change_refused(differs=differs), differs=differs)
        return self.unless_merging(refused, differs=differs)

    def change_refused(self, *, differs: str) -> str:
        """SQL: whether an UPDATE from OLD to NEW changes what must stay. `differs` compares two values, NULLs too."""
        if not (self.may_set or self.may_clear or self.may_change):
            return self.frozen("OLD")
        changed = {column: f'OLD."{column}" {differs} NEW."{column}"' for column in self.columns}
        parts = []
        for column, has_changed in changed.items():
            if column in self.may_set:
                parts.append(f'({has_changed} AND OLD."{column}" IS NOT NULL)')
            elif column in self.may_clear:
                parts.append(f'({has_changed} AND NEW."{column}" IS NOT NULL)')
            elif column not in self.may_change:
                parts.append(has_changed)
        return f"{self.frozen('OLD')} AND ({' OR '.join(parts)})"


def is_sealed(guard: Guard | None) -> bool:
    """Every row that is only added and belongs to a provider is sealed."""
    return isinstance(guard, AppendOnly) and bool(guard.provider)


def guard_of(model: type[models.Model]) -> Guard | None:
    """What the model declares; None for models that are not ours."""
    guard: Guard | None = getattr(model, "guard", None)
    return guard


def guarded_models() -> Iterator[type[models.Model]]:
    for model in present_apps.get_models():
        if not isinstance(guard_of(model), Changing | None):
            yield model


def list_tables(connection: Any, *, apps: Any = present_apps) -> list[Table]:
    """Every guarded table as `apps` knows it: a migration may stop before a table or a column is there."""
    tables = []
    has_queue, has_merges = _has(apps, QUEUE_MODEL), _has(apps, MERGE_MODEL)
    for model in guarded_models():
        try:
            at_that_state = apps.get_model(model._meta.label)
        except LookupError:
            continue
        table = _table(at_that_state, guard_of(model), connection, has_queue=has_queue)
        people = tuple(person_columns(at_that_state, guard_of(model))) if has_merges else ()
        tables.append(replace(table, people=people))
    return tables


def person_columns(model: Any, guard: Any) -> Iterator[str]:
    """The columns of a guarded table that name a person and follow a merge, in the order of their names."""
    if getattr(guard, "names_people_for_good", False):
        return
    for field in sorted(model._meta.concrete_fields, key=lambda field: field.column):
        if field.remote_field and field.remote_field.model._meta.label == PERSON_MODEL:
            yield field.column


def _has(apps: Any, label: str) -> bool:
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True


def _table(model: Any, guard: Any, connection: Any, *, has_queue: bool) -> Table:
    options = model._meta
    fields = {field.name: field.column for field in options.concrete_fields}
    return Table(
        name=options.db_table,
        pk=options.pk.column,
        columns=tuple(sorted(fields.values())),
        keys=tuple(sorted(_keys(model, connection))),
        guard=guard,
        may_set=tuple(fields[name] for name in getattr(guard, "may_set", ()) if name in fields),
        may_clear=tuple(fields[name] for name in getattr(guard, "may_clear", ()) if name in fields),
        may_change=tuple(fields[name] for name in getattr(guard, "may_change", ()) if name in fields),
        is_sealed=has_queue and is_sealed(guard),
        blanks=tuple(_blanks(model, guard, connection)) if has_queue else (),
    )


def _blanks(model: Any, guard: Any, connection: Any) -> Iterator[tuple[str, str]]:
    is_postgres = connection.vendor == "postgresql"
    for field in sorted(model._meta.concrete_fields, key=lambda field: field.column):
        if field.unique or field.choices:
            continue
        if not is_sealed(guard) and field.name not in getattr(guard, "may_erase", ()):
            continue
        if isinstance(field, models.CharField | models.TextField):
            yield str(field.column), f"'{ERASED}', ''"
        elif isinstance(field, models.JSONField):
            yield str(field.column), "'{}'::jsonb" if is_postgres else "'{}'"
        elif isinstance(field, models.BinaryField):
            yield str(field.column), "''::bytea" if is_postgres else "x''"


def _keys(model: Any, connection: Any) -> Iterator[Key]:
    options = model._meta
    yield from (
        Key((field.column,)) for field in options.concrete_fields if field.unique and not field.primary_key
    )
    for constraint in options.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        if constraint.expressions:
            raise ImproperlyConfigured(
                f"{constraint.name} is unique by an expression, which no guard can check."
            )
        columns = tuple(options.get_field(name).column for name in constraint.fields)
        yield Key(columns, _condition(constraint, model, connection))


def _condition(constraint: Any, model: Any, connection: Any) -> str:
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    return constraint._get_condition_sql(model, editor) or ""
