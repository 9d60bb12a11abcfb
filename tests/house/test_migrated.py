"""A test database that began as a copy has what the migrations make."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.migrated import ROOT, keep, kept, sources


def test_a_copy_is_named_by_the_migrations_and_by_what_they_import() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in sources()}
    assert "src/waymark/kit/append_only.py" in names
    assert "src/waymark/journey/sit/history/splices.py" in names
    assert "requirements.lock" in names
    assert len([name for name in names if "/migrations/0" in name]) >= 34


def test_a_changed_migration_has_another_copy(monkeypatch, tmp_path: Path) -> None:
    present = kept()
    changed = tmp_path / "0001_initial.py"
    changed.write_text("# other tables", "utf-8")
    monkeypatch.setattr("tests.migrated.sources", lambda: [changed])
    assert kept() != present


def test_a_copy_has_the_rows_and_the_guards_and_replaces_older_copies(tmp_path: Path) -> None:
    source = sqlite3.connect(tmp_path / "made.sqlite3")
    source.executescript(
        "CREATE TABLE facts (id); INSERT INTO facts VALUES (1);"
        "CREATE TRIGGER stays BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'kept'); END;"
    )
    source.close()
    (tmp_path / "copies").mkdir()
    older = tmp_path / "copies" / "older.sqlite3"
    older.touch()
    copy = tmp_path / "copies" / "present.sqlite3"
    keep(tmp_path / "made.sqlite3", at=copy)
    made = sqlite3.connect(copy)
    assert made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == [("stays",)]
    assert made.execute("SELECT id FROM facts").fetchall() == [(1,)]
    made.close()
    assert list(copy.parent.iterdir()) == [copy]
