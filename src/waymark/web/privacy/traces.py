"""What erasure leaves outside the rows: emails in the demonstration’s folder, and space the database freed."""

from __future__ import annotations

from collections.abc import Iterable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from waymark.kit.guards.tables import list_tables


def remove_mail_files(identifiers: Iterable[str]) -> int:
    """Delete the files of emails that name one of the identifiers. Returns how many; 0 where there is no folder."""
    folder = _mail_folder()
    if folder is None or not folder.is_dir():
        return 0
    naming = [path for path in folder.iterdir() if path.is_file() and _names(path, identifiers)]
    for path in naming:
        path.unlink(missing_ok=True)
    return len(naming)


def _mail_folder() -> Path | None:
    """Where the demonstration puts emails (`settings.MAIL_IN_A_FOLDER`)."""
    path: Any = settings.MAIL_IN_A_FOLDER["OPTIONS"]["file_path"]
    return Path(path) if path else None


def _names(path: Path, identifiers: Iterable[str]) -> bool:
    data = path.read_bytes()
    text = data.decode("utf-8", errors="replace") + _readable(data)
    return any(identifier.casefold() in text.casefold() for identifier in identifiers)


def _readable(data: bytes) -> str:
    """Headers and texts of an email without their transfer encoding."""
    message = message_from_bytes(data, policy=policy.default)
    parts = [str(value) for value in message.values()]
    parts += [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join(parts)


def clean_free_space() -> bool:
    """Make the database forget what its file still holds of removed texts. False within a transaction.

    SQLite rewrites its file and empties its log, which makes writers wait for seconds. PostgreSQL only marks the
    space as free, and nobody waits; its log and backups keep earlier states for as long as the operator keeps them.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in list_tables(connection):
                cursor.execute(f'VACUUM "{table.name}"')
    return True
