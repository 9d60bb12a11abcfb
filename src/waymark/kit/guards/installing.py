"""Puts the guards on after each `migrate`, and finds those that are missing.

SQLite changes a table by making another, and its triggers go with the old one: that is why no migration writes them.
While migrations run on SQLite there are no guards; PostgreSQL keeps its guards, so a migration that must change a
guarded row there uses `without_guard`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import connections, transaction

from waymark.kit.guards import postgres, sqlite
from waymark.kit.guards.tables import Table, list_tables

ON_SQLITE = """SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND (
 name GLOB 'guard_*' OR name GLOB 'queue_*' OR name GLOB '*_refused' OR name GLOB '*_frozen')"""
"""With the names that earlier versions gave them."""
ON_POSTGRES = """SELECT c.relname, max(obj_description(p.oid, 'pg_proc')), count(*) FILTER (WHERE t.tgenabled = 'O')
 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE NOT t.tgisinternal AND p.proname IN ('guard_' || c.relname, 'queue_' || c.relname) GROUP BY 1"""
QUEUE_ALL = """INSERT INTO ledger_unsealed ("table", row_id) SELECT '{table}', t."{pk}" FROM "{table}" t
 WHERE NOT EXISTS (SELECT 1 FROM ledger_sealedshape s WHERE s."table" = '{table}')
 AND NOT EXISTS (SELECT 1 FROM ledger_unsealed u WHERE u."table" = '{table}')"""
"""Rows that were there before the table was sealed at all."""
ONE_AT_A_TIME = 7_420_017
"""The number of an advisory lock, so that two `migrate` do not write the same function at once."""


def put_on(*, using: str, apps: Any = None, **_: Any) -> None:
    """After `migrate` and `flush`: every guarded table has its triggers, and no others of ours."""
    connection = connections[using]
    tables = list_tables(connection, apps=apps) if apps else list_tables(connection)
    put = _put_on_postgres if connection.vendor == "postgresql" else _put_on_sqlite
    with transaction.atomic(using=using):
        put(connection, tables)


def take_off_for_migrations(*, using: str, plan: list[Any] | None = None, **_: Any) -> None:
    """Before migrations run on SQLite, which would refuse to rename a table that a trigger mentions."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in _present_on_sqlite(connection):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def list_missing(connection: Any) -> list[str]:
    """Tables whose guard is missing, switched off or different from what the code declares."""
    tables = list_tables(connection)
    if connection.vendor == "postgresql":
        digests = _present_on_postgres(connection)
        return [table.name for table in tables if digests.get(table.name) != _mark(table)]
    present = _present_on_sqlite(connection)
    return [table.name for table in tables if not sqlite.triggers(table).items() <= present.items()]


def without_guard(table: str) -> tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]:
    """Two migration steps, before and after one that must change guarded rows on PostgreSQL."""

    def switch(word: str) -> Callable[[Any, Any], None]:
        def step(apps: Any, schema_editor: Any) -> None:
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f'ALTER TABLE "{table}" {word} TRIGGER USER')

        return step

    return switch("DISABLE"), switch("ENABLE")


def _put_on_sqlite(connection: Any, tables: list[Table]) -> None:
    present = _present_on_sqlite(connection)
    wanted = {name: statement for table in tables for name, statement in sqlite.triggers(table).items()}
    with connection.cursor() as cursor:
        for name in [name for name, statement in present.items() if wanted.get(name) != statement]:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        for name, statement in wanted.items():
            if present.get(name) != statement:
                cursor.execute(statement)
        for table in tables:
            if table.is_sealed and f"queue_{table.name}_insert" not in present:
                cursor.execute(QUEUE_ALL.format(table=table.name, pk=table.pk))


def _put_on_postgres(connection: Any, tables: list[Table]) -> None:
    present = _present_on_postgres(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        for table in tables:
            if present.get(table.name) == _mark(table):
                continue
            for earlier in (
                f"guard_{table.name}",
                f"queue_{table.name}",
                f"{table.name}_only_grows",
                f"{table.name}_frozen",
            ):
                cursor.execute(f"DROP FUNCTION IF EXISTS {earlier}() CASCADE")
            for statement in postgres.script(table):
                cursor.execute(statement)
            cursor.execute(f"COMMENT ON FUNCTION guard_{table.name}() IS '{_digest(table)}'")
            if table.is_sealed:
                cursor.execute(QUEUE_ALL.format(table=table.name, pk=table.pk))


def _present_on_sqlite(connection: Any) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE)
        return dict(cursor.fetchall())


def _present_on_postgres(connection: Any) -> dict[str, tuple[str, int]]:
    """By table, the digest of the guard that it has, and the number of its triggers that are switched on."""
    with connection.cursor() as cursor:
        cursor.execute(ON_POSTGRES)
        rows = cursor.fetchall()
    return {table: (digest, enabled) for table, digest, enabled in rows}


def _mark(table: Table) -> tuple[str, int]:
    return _digest(table), postgres.number_of_triggers(table)


def _digest(table: Table) -> str:
    return hashlib.sha256("\n".join(postgres.script(table)).encode()).hexdigest()
