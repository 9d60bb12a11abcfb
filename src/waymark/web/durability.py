"""Checks that the database keeps what it acknowledged after a power cut, and that the clocks agree.

| Database   | Requirement                                                         | Otherwise                        |
|------------|---------------------------------------------------------------------|----------------------------------|
| PostgreSQL | fsync on, synchronous_commit not off, full_page_writes on           | an acknowledged text may be lost |
| SQLite     | journal_mode wal, synchronous FULL or EXTRA                         | the same                         |
| PostgreSQL | its clock within two seconds of ours                                | a warning; the site still starts |

Checked in production, when the web server or the worker starts, and by `bin/waymark django check --database default`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from waymark.web.clock import real_now

log = logging.getLogger("waymark.clocks")
TOLERANCE = timedelta(seconds=2)
POSTGRES = ("fsync", "full_page_writes", "synchronous_commit")
SYNCHRONOUS_FULL = 2


def unsafe_settings(connection: BaseDatabaseWrapper) -> list[str]:
    """A sentence for each setting under which an acknowledged text may be lost."""
    return _of_postgres(connection) if connection.vendor == "postgresql" else _of_sqlite(connection)


def clock_skew(connection: BaseDatabaseWrapper, *, clock: Callable[[], datetime] = real_now) -> timedelta:
    """By how much the database's clock is ahead of ours; SQLite has none of its own."""
    if connection.vendor != "postgresql":
        return timedelta()
    before = clock()
    its = _select(connection, "SELECT clock_timestamp()")
    after = clock()
    if before <= its <= after:
        return timedelta()
    ahead: timedelta = its - after if its > after else its - before
    return ahead


def skew_warning(skew: timedelta) -> str:
    """A warning for the operator; empty while the clocks agree."""
    if abs(skew) <= TOLERANCE:
        return ""
    direction = "ahead of" if skew > timedelta() else "behind"
    seconds = abs(skew).total_seconds()
    return f"The database’s clock is {seconds:.1f} s {direction} this machine’s; set both by NTP. The site still runs."


def startup_problems() -> list[str]:
    """Reasons not to start in production; a warning about the clocks goes to the log."""
    connection = connections["default"]
    try:
        warning = skew_warning(clock_skew(connection))
        unsafe = unsafe_settings(connection)
    finally:
        connection.close()
    if warning:
        log.warning(warning)
    return unsafe


@checks.register(checks.Tags.database)
def check_database(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Django's own `check`: errors in production, nothing in a demonstration or a test."""
    if not settings.IN_PRODUCTION or "default" not in (databases or ()):
        return []
    connection = connections["default"]
    try:
        unsafe, warning = unsafe_settings(connection), skew_warning(clock_skew(connection))
    except OperationalError:
        return []  # a database that can't be reached is reported by the next query
    messages: list[checks.CheckMessage] = [checks.Error(sentence, id="waymark.E001") for sentence in unsafe]
    return [*messages, checks.Warning(warning, id="waymark.W001")] if warning else messages


def _of_postgres(connection: BaseDatabaseWrapper) -> list[str]:
    problems = []
    for name in POSTGRES:
        value = str(_select(connection, f"SELECT current_setting('{name}')"))
        if value == "off":
            problems.append(
                f"PostgreSQL’s {name} is off, so data that it has confirmed may be lost. Set it to on."
            )
    return problems


def _of_sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    problems = []
    journal = str(_select(connection, "PRAGMA journal_mode"))
    if journal != "wal":
        problems.append(
            f"SQLite’s journal_mode is {journal}, not wal: the folder’s file system may not allow it. Use another."
        )
    synchronous = int(_select(connection, "PRAGMA synchronous"))
    if synchronous < SYNCHRONOUS_FULL:
        problems.append(
            f"SQLite’s synchronous is {synchronous}, below 2 (FULL): data that it has confirmed may be lost. Set FULL."
        )
    return problems


def _select(connection: BaseDatabaseWrapper, query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]
