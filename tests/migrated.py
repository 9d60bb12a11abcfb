"""Migrations of SQLite run once for the same files: later runs begin with a copy of what they made, and migrate that.

A copy that lacks a migration gets it; one made by other files of the same names has another name and is not found.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "migrated"
OUR_IMPORT = re.compile(r"^from (waymark[\w.]+) import", re.MULTILINE)


def sources() -> list[Path]:
    """What decides about the tables: migrations, models, guards, what they import, and the locked libraries."""
    files = {
        path
        for pattern in ("**/migrations/*.py", "**/models.py", "**/kit/guards/*.py")
        for path in (ROOT / "src").glob(pattern)
    }
    waiting = list(files)
    while waiting:
        for name in OUR_IMPORT.findall(waiting.pop().read_text("utf-8")):
            spec = importlib.util.find_spec(name)
            path = Path(spec.origin) if spec and spec.origin else None
            if path and path not in files:
                files.add(path)
                waiting.append(path)
    return [*sorted(files), ROOT / "requirements.lock"]


def kept() -> Path:
    """Where the copy for the present files is, or will be."""
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources())).hexdigest()
    return FOLDER / f"{digest[:20]}.sqlite3"


@contextmanager
def start_from_copy() -> Iterator[None]:
    """While it lasts, a new test database on SQLite begins as a copy; without one, it is kept for the next."""
    create, create_file = DatabaseCreation.create_test_db, DatabaseCreation._create_test_db
    copy = kept()

    def create_or_keep(self: DatabaseCreation, *args: Any, **options: Any) -> str:
        name: str = create(self, *args, **options)
        if not copy.exists():
            keep(Path(name), at=copy)
        return name

    def create_from_copy(self: DatabaseCreation, *args: Any, **options: Any) -> str:
        name: str = create_file(self, *args, **options)
        if copy.exists():
            shutil.copyfile(copy, name)
        return name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "create_test_db", create_or_keep)
        patch.setattr(DatabaseCreation, "_create_test_db", create_from_copy)
        yield


def keep(database: Path, *, at: Path) -> None:
    """Two processes may do so at once: each writes a file of its own, and the later one stands."""
    at.parent.mkdir(parents=True, exist_ok=True)
    for older in at.parent.glob("*.sqlite3"):
        if older != at:
            older.unlink(missing_ok=True)
    own = at.with_suffix(f".{database.stem}")
    with sqlite3.connect(database) as source, sqlite3.connect(own) as target:
        source.backup(target)
    source.close()
    target.close()
    own.replace(at)
