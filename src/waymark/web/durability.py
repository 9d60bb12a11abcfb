"""Does the database keep what it has acknowledged, through a loss of power too? And do the clocks agree?

| Database   | Must                                                                | Or else                          |
|------------|---------------------------------------------------------------------|----------------------------------|
| PostgreSQL | fsync on, synchronous_commit not off, full_page_writes on           | an acknowledged text may be lost |
| SQLite     | journal_mode wal, synchronous FULL or EXTRA                         | the same                         |
| PostgreSQL | its clock within two seconds of ours                                | a warning; nobody is kept out    |

Asked in production, when the web server or the worker starts, and by `bin/waymark django check --database default`.
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
APART = timedelta(seconds=2)
POSTGRES = ("fsync", "full_page_writes", "synchronous_commit")
FULL = 2


def unsafe_settings(connection: BaseDatabaseWrapper) -> list[str]:
    """A sentence for each setting under which an acknowledged text may be lost."""
    return _of_postgres(connection) if connection.vendor == "postgresql" else _of_sqlite(connection)


def clock_skew(connection: BaseDatabaseWrapper, *, clock: Callable[[], datetime] = real_now) -> timedelta:
    """By how much the database's clock is ahead of ours; SQLite has none of its own."""
    if connection.vendor != "postgresql":
        return timedelta()
    before = clock()
    its = _ask(connection, "SELECT clock_timestamp()")
    after = clock()
    if before <= its <= after:
        return timedelta()
    ahead: timedelta = its - after if its > after else its - before
    return ahead


def skew_warning(skew: timedelta) -> str:
    """The operator's warning, or nothing while the clocks agree."""
    if abs(skew) <= APART:
        return ""
    way = "ahead of" if skew > timedelta() else "behind"
    seconds = abs(skew).total_seconds()
    return (
        f"The database's clock is {seconds:.1f} s {way} this machine's; set both by NTP. Nobody is kept out."
    )


def startup_problems() -> list[str]:
    """What forbids a start in production; a warning about the clocks goes to the log."""
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
        return []  # who cannot be reached is told so by what asks next
    found: list[checks.CheckMessage] = [checks.Error(sentence, id="waymark.E001") for sentence in unsafe]
    return [*found, checks.Warning(warning, id="waymark.W001")] if warning else found


def _of_postgres(connection: BaseDatabaseWrapper) -> list[str]:
    found = []
    for name in POSTGRES:
        value = str(_ask(connection, f"SELECT current_setting('{name}')"))
        if value == "off":
            found.append(f"PostgreSQL's {name} is off: what it acknowledges may be lost. Set it to on.")
    return found


def _of_sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    found = []
    journal = str(_ask(connection, "PRAGMA journal_mode"))
    if journal != "wal":
        found.append(
            f"SQLite's journal_mode is {journal}, not wal: the folder's file system may not allow it. Use another."
        )
    synchronous = int(_ask(connection, "PRAGMA synchronous"))
    if synchronous < FULL:
        found.append(
            f"SQLite's synchronous is {synchronous}, below 2 (FULL): what it acknowledges may be lost. Set FULL."
        )
    return found


def _ask(connection: BaseDatabaseWrapper, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
