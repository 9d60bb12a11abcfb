"""Other users of the machine read none of our files."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from waymark.config.private_files import make_private


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """As on most machines, where files can be read by everyone."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_a_new_database_its_log_and_its_backup_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    make_private(folder, folder / "waymark.sqlite3")
    connection = sqlite3.connect(folder / "waymark.sqlite3")
    connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE a (b); INSERT INTO a VALUES (1);")
    with sqlite3.connect(folder / "copy.sqlite3") as copy:
        connection.backup(copy)
    copy.close()
    names = ("waymark.sqlite3", "waymark.sqlite3-wal", "waymark.sqlite3-shm", "copy.sqlite3")
    assert [mode(folder / name) for name in names] == ["0o600"] * 4
    connection.close()
    assert mode(folder) == "0o700"


def test_files_of_an_earlier_version_are_closed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "var", tmp_path / "data"
    folder.mkdir()
    elsewhere.mkdir()
    files = [
        folder / "waymark.sqlite3",
        elsewhere / "npq.db",
        elsewhere / "npq.db-wal",
        elsewhere / "npq.db-shm",
    ]
    for file in files:
        file.touch()
    make_private(folder, elsewhere / "npq.db")
    assert [mode(file) for file in files] == ["0o600"] * 4
    assert (mode(folder), mode(elsewhere)) == ("0o700", "0o755")


def test_a_folder_that_is_not_ours_alone_is_left_as_it_is(tmp_path: Path) -> None:
    shared, other = tmp_path / "shared", tmp_path / "other"
    for folder in (shared, other):
        folder.mkdir()
    (shared / "waymark.sqlite3").touch()
    shared.chmod(0o1777)
    make_private(shared, None)
    make_private(other, None)
    assert (mode(shared), mode(other)) == ("0o1777", "0o755")


def test_every_process_starts_with_private_files(tmp_path: Path) -> None:
    """The settings do it, so the web server, the worker and every command do."""
    env = os.environ | {
        "WAYMARK_VAR": str(tmp_path / "var"),
        "WAYMARK_MODE": "demo",
        "WAYMARK_DATABASE": "sqlite",
    }
    command = [sys.executable, "-c", "import waymark.config.settings, os; print(oct(os.umask(0)))"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0o77"
    assert mode(tmp_path / "var") == "0o700"
