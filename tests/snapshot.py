"""Rows that were made once by real actions, put back by a few statements: a tenth of the time of making them anew.

The first test of a process makes them; what was in the tables then is kept. A test that begins with other rows in its
database makes its own.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from waymark.kit.guards.tables import QUEUE


class Snapshot[Made]:
    """What `make` made, and the rows of it. `without` are models whose rows each test makes for itself."""

    def __init__(self, make: Callable[[], Made], *, without: Sequence[type[models.Model]] = ()) -> None:
        self.make = make
        self.without = without
        self.statements: list[str] = []
        self.pickled = b""
        self.stood_before: frozenset[str] = frozenset()

    def recall(self) -> Made:
        """The same objects and rows as the first time, with the same ids."""
        full = frozenset(_full_tables(self._tables()))
        if self.pickled and full == self.stood_before:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in self.statements:
                    cursor.execute(statement)
            made: Made = pickle.loads(self.pickled)
            return made
        made = self.make()
        if not self.pickled:
            self.statements = _statements(table for table in self._tables() if table not in full)
            self.stood_before = full
            self.pickled = pickle.dumps(made)
        return made

    def _tables(self) -> list[str]:
        every = apps.get_models(include_auto_created=True)
        chosen = [model for model in every if model._meta.managed and model not in self.without]
        return [model._meta.db_table for model in chosen if model._meta.db_table != QUEUE]


def _full_tables(tables: Sequence[str]) -> list[str]:
    """Those with at least one row; one query."""
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


def _statements(tables: Iterable[str]) -> list[str]:
    """One INSERT for each table with rows, with every value in it; on PostgreSQL all of them are one statement."""
    inserts = [insert for table in tables if (insert := _insert(table))]
    return ["; ".join(inserts)] if connection.vendor == "postgresql" else inserts


def _insert(table: str) -> str:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name} ORDER BY 1")
        rows = cursor.fetchall()
        if not rows:
            return ""
        columns = [column[0] for column in cursor.description]
        names = ", ".join(map(connection.ops.quote_name, columns))
        values = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    insert = f"INSERT INTO {name} ({names}) VALUES {values}"
    if connection.vendor == "postgresql" and columns[0] == "id" and isinstance(rows[0][0], int):
        insert += f"; SELECT setval(pg_get_serial_sequence('{name}', 'id'), {rows[-1][0]})"
    return insert


def _literal(value: Any) -> str:
    """A value as the database gave it, as a literal of its SQL."""
    if connection.vendor == "postgresql":
        from psycopg import sql

        return sql.Literal(value).as_string(connection.connection)
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(+value)
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    return "'" + str(value).replace("'", "''") + "'"
