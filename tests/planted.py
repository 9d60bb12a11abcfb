"""Where words still are: in a table, in the raw bytes of the database, in a file, in a log. For tests of erasure.

Texts are looked for in any case of letters; in emails without their transfer encoding, and inside archives.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

EMAIL_HEADERS = (b"Content-Transfer-Encoding:", b"MIME-Version:")


def find_words(words: Collection[str], *, folder: Path | None = None, log: str = "") -> dict[str, set[str]]:
    """By word, the places where it is: `table.column`, `the database`, the path of a file, `the log`."""
    found: dict[str, set[str]] = {}
    for place, text in _texts(folder, log):
        for word in words:
            if word.casefold() in text:
                found.setdefault(word, set()).add(place)
    return found


def _texts(folder: Path | None, log: str) -> Iterator[tuple[str, str]]:
    yield from _columns()
    yield "the database", raw_database().decode(errors="replace").casefold()
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            yield path.relative_to(folder or path).as_posix(), readable(path.read_bytes()).casefold()
            yield path.relative_to(folder or path).as_posix(), path.name.casefold()
    yield "the log", log.casefold()


def _columns() -> Iterator[tuple[str, str]]:
    """Every column of every table, also those of Django and its apps, as one text each."""
    for model in apps.get_models(include_auto_created=True):
        names = [field.name for field in model._meta.concrete_fields]
        rows = list(model._base_manager.order_by().values_list(*names))
        for number, name in enumerate(names):
            text = "\n".join(_text_of(row[number]) for row in rows)
            yield f"{model._meta.db_table}.{name}", text.casefold()


def _text_of(value: Any) -> str:
    return readable(bytes(value)) if isinstance(value, bytes | memoryview) else str(value)


def readable(data: bytes) -> str:
    """As it is, and as what it is: an email decoded, an archive unpacked."""
    texts = [data.decode(errors="replace")]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts += [name + "\n" + readable(archive.read(name)) for name in archive.namelist()]
    if any(header in data for header in EMAIL_HEADERS):
        message = message_from_bytes(data, policy=policy.default)
        texts += [str(value) for value in message.values()]
        for part in message.walk():
            if not part.is_multipart():
                payload = part.get_payload(decode=True)
                texts.append(payload.decode(errors="replace") if isinstance(payload, bytes) else "")
    return "\n".join(texts)


def raw_database() -> bytes:
    """The whole database: SQLite’s file with its free pages; on PostgreSQL, every row of every table as text."""
    if connection.vendor == "sqlite":
        return bytes(connection.connection.serialize())
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        parts = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            parts += [text for (text,) in cursor.fetchall()]
    return "\n".join(parts).encode()
