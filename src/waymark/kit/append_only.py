"""Makes a table append-only in the database itself: an UPDATE or DELETE is refused, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

POSTGRES = """
CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} only grows: a line is never changed or removed'; END $$;
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_only_grows();
"""
SQLITE = """
CREATE TRIGGER {table}_{act}_refused BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: a line is never changed or removed'); END;
"""


def guard(table: str) -> Callable[[Any, Any], None]:
    """A migration step that puts the guard on `table`."""

    def put_on(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(POSTGRES.format(table=table))
            return
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(table=table, act=act))

    return put_on


def unguard(table: str) -> Callable[[Any, Any], None]:
    """The way back, for the migration's reverse."""

    def take_off(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {table}_only_grows() CASCADE")
            return
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {table}_{act}_refused")

    return take_off
