"""Each fork works on a copy of the tables of its own: a file, since that is what the tests' SQLite is."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

IN_MEMORY = Path("/dev/shm")


def put_down() -> None:
    """Before the first fork: a connection is not shared, and a closed file is whole."""
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


@contextmanager
def folder_for_copies() -> Iterator[Path]:
    """Where all forks work. What a killed one leaves behind goes with it."""
    where = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=where, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def place_of_its_own(session: pytest.Session, copies: Path) -> Iterator[None]:
    """In a fork: another folder for files, and another file for rows."""
    folder = Path(tempfile.mkdtemp(dir=copies))
    try:
        factory = getattr(session.config, "_tmp_path_factory", None)
        if factory is not None:
            factory._basetemp = folder
        if "django.db" in sys.modules:
            _take_copy(folder)
        yield
        put_down()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_copy(folder: Path) -> None:
    from django.conf import settings
    from django.db import connection

    made = Path(str(connection.settings_dict["NAME"]))
    if made.is_file():
        copy = shutil.copy(made, folder / made.name)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(copy)
