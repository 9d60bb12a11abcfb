"""What a database must promise before production starts on it, and what is said when it does not."""

import os
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from waymark.serving.command import gunicorn
from waymark.web import durability
from waymark.web.durability import check_database, clock_skew, skew_warning, unsafe_settings

NOW = datetime(2026, 10, 26, 12, tzinfo=UTC)


class Answers:
    """Stands for a database that answers as it is told."""

    def __init__(self, vendor: str, **settings: object) -> None:
        self.vendor, self.settings = vendor, settings

    def cursor(self) -> "Answers":
        return self

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def execute(self, question: str) -> None:
        self.answer = next(value for name, value in self.settings.items() if name in question)

    def fetchone(self) -> tuple[object]:
        return (self.answer,)


def postgres(**settings: object) -> Any:
    safe = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    return Answers("postgresql", **(safe | settings))


def sqlite(**settings: object) -> Any:
    return Answers("sqlite", **({"journal_mode": "wal", "synchronous": 2} | settings))


@pytest.mark.parametrize(
    "database",
    [
        postgres(), postgres(synchronous_commit="local"), postgres(synchronous_commit="remote_apply"),
        sqlite(), sqlite(synchronous=3),
    ],
)  # fmt: skip
def test_what_keeps_its_word_is_safe(database: Any) -> None:
    assert unsafe_settings(database) == []


@pytest.mark.parametrize(
    ("database", "named"),
    [
        (postgres(fsync="off"), "fsync"),
        (postgres(full_page_writes="off"), "full_page_writes"),
        (postgres(synchronous_commit="off"), "synchronous_commit"),
        (sqlite(journal_mode="delete"), "journal_mode"),
        (sqlite(synchronous=1), "synchronous"),
        (sqlite(synchronous=0), "synchronous"),
    ],
)
def test_what_may_forget_is_named(database: Any, named: str) -> None:
    (sentence,) = unsafe_settings(database)
    assert named in sentence


@pytest.mark.parametrize(("seconds", "expected"), [(-2.1, "behind"), (0, ""), (2.0, ""), (2.1, "ahead of")])
def test_clocks_that_are_apart_are_a_warning(seconds: float, expected: str) -> None:
    database: Any = Answers("postgresql", clock_timestamp=NOW + timedelta(seconds=seconds))
    warning = skew_warning(clock_skew(database, clock=lambda: NOW))
    assert expected in warning
    assert bool(expected) == bool(warning)


@pytest.mark.django_db
def test_the_database_of_the_tests_is_asked(settings: Any) -> None:
    """SQLite is as production has it; the tests' PostgreSQL forgets on purpose, which must be found."""
    assert abs(clock_skew(connection)) < timedelta(seconds=2)
    assert len(unsafe_settings(connection)) == (3 if connection.vendor == "postgresql" else 0)
    assert check_database(databases=["default"]) == []
    settings.IN_PRODUCTION = True
    assert len(check_database(databases=["default"])) == len(unsafe_settings(connection))


def test_check_reports_what_is_unsafe_in_production_alone(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durability, "unsafe_settings", lambda connection: ["It may forget."])
    monkeypatch.setattr(durability, "clock_skew", lambda connection: timedelta())
    assert check_database(databases=["default"]) == []
    settings.IN_PRODUCTION = True
    assert [message.id for message in check_database(databases=["default"])] == ["waymark.E001"]
    assert check_database(databases=[]) == []


@pytest.mark.slow
def test_production_does_not_start_on_what_may_forget(tmp_path: Path) -> None:
    program = (
        "from waymark.serving import safety\n"
        "from django.conf import settings\n"
        "import django; django.setup(); settings.IN_PRODUCTION = True\n"
        "settings.DATABASES['default']['OPTIONS']['init_command'] = 'PRAGMA synchronous=NORMAL;'\n"
        "safety.refuse_unsafe_database()\n"
    )
    env = {"WAYMARK_VAR": str(tmp_path), "WAYMARK_MODE": "test", "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    env |= {"DJANGO_SETTINGS_MODULE": "waymark.config.settings", "WAYMARK_DATABASE": "sqlite"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "journal_mode is delete" in done.stderr
    assert "synchronous is 1" in done.stderr


@pytest.mark.slow
@pytest.mark.django_db
def test_the_shipped_server_does_not_serve_from_it(tmp_path: Path) -> None:
    """The tests' PostgreSQL forgets on purpose; their SQLite is as production has it."""
    if connection.vendor != "postgresql":
        assert unsafe_settings(connection) == []
        return
    secrets = {"WAYMARK_SECRET_KEY": "k" * 60, "WAYMARK_SIGNING_KEY": b64encode(b"s" * 32).decode()}
    variables = {"WAYMARK_MODE": "production", "WAYMARK_HOSTS": "127.0.0.1", "WAYMARK_VAR": str(tmp_path)}
    env = os.environ | secrets | variables | {"PGDATABASE": "postgres"}
    command = gunicorn("127.0.0.1", 0, processes=1)
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "PostgreSQL’s fsync is off" in done.stderr
    assert "Traceback" not in done.stderr
