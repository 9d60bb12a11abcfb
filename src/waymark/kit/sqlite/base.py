"""A statement that a migration overtakes is prepared again, so that an upgrade under load refuses no one.

SQLite itself prepares a statement again when another process has changed the tables, up to fifty times, but in a few
places only once; then it answers "database schema has changed". It has done nothing by then, inside a transaction or
outside one, so the same statement may simply be given to it again (https://sqlite.org/rescode.html#schema). Many rows
at once are written inside a transaction, which no migration overtakes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base

TRIES = 20


class Cursor(base.SQLiteCursorWrapper):
    def execute(self, query: str, params: Any = None) -> Any:
        return unless_overtaken(lambda: super(Cursor, self).execute(query, params))


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]


def unless_overtaken[Result](act: Callable[[], Result]) -> Result:
    """What the act gives; tried again while the tables change under it.

    Raises:
        sqlite3.OperationalError: as SQLite does, when they have changed under each try
    """
    for _ in range(TRIES - 1):
        try:
            return act()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_SCHEMA:
                raise
    return act()
