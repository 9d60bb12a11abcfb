"""A statement that a migration overtakes again and again is given to SQLite again, and nothing is done twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from waymark.kit.sqlite import base

ONE_GO = 52
"""How often SQLite 3.40 reads the tables for one statement until it gives up."""


class Migrations:
    """Another process that changes the tables whenever a statement is being prepared, so many times."""

    def __init__(self, path: Path, reader: sqlite3.Connection, changes: int) -> None:
        self.other = sqlite3.connect(path, isolation_level=None)
        self.left = self.number = changes
        reader.set_authorizer(self)

    def __call__(self, *action: Any) -> int:
        if self.left:
            self.left -= 1
            self.other.execute(f"CREATE TABLE later_{self.left} (x)")
        return sqlite3.SQLITE_OK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "waymark.sqlite3"


@pytest.fixture
def reader(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE issue (number)")
        yield connection


def test_sqlite_itself_gives_up(path: Path, reader: sqlite3.Connection) -> None:
    migrations = Migrations(path, reader, ONE_GO + 10)
    with closing(migrations.other), pytest.raises(sqlite3.OperationalError, match="schema has changed"):
        reader.execute("INSERT INTO issue VALUES (1)")


def test_an_overtaken_statement_is_given_again(path: Path, reader: sqlite3.Connection) -> None:
    cursor = reader.cursor(factory=base.Cursor)
    with closing(Migrations(path, reader, ONE_GO + 10).other):
        cursor.execute("INSERT INTO issue VALUES (%s)", [1])
    assert cursor.execute("SELECT number FROM issue").fetchall() == [(1,)]


def test_it_gives_up_in_the_end(path: Path, reader: sqlite3.Connection) -> None:
    cursor = reader.cursor(factory=base.Cursor)
    migrations = Migrations(path, reader, ONE_GO * (base.TRIES + 1))
    with closing(migrations.other), pytest.raises(sqlite3.OperationalError, match="schema has changed"):
        cursor.execute("INSERT INTO issue VALUES (%s)", [1])


def test_another_error_is_told_at_once(reader: sqlite3.Connection) -> None:
    tries = 0

    def act() -> None:
        nonlocal tries
        tries += 1
        reader.execute("SELECT missing FROM issue")

    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        base.unless_overtaken(act)
    assert tries == 1
