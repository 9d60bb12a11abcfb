"""The database that is measured."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.servers import Durable, step


def build(server: Durable, env: dict[str, str], tickets: Path, participants: int) -> None:
    """An empty database, migrated and filled by plain rows; style sheets collected, as production has them."""
    server.run("createdb", "-h", str(server.folder), "-U", "waymark", "waymark")
    waymark = [sys.executable, "-m", "waymark.cli"]
    step([*waymark, "migrate", "--verbosity", "0"], env)
    step([*waymark, "collectstatic", "--noinput", "--verbosity", "0"], env)
    world = [
        sys.executable,
        "-m",
        "benchmarks.world",
        "--participants",
        str(participants),
        "--to",
        str(tickets),
    ]
    step(world, env | {"DJANGO_SETTINGS_MODULE": "waymark.config.settings"})
    with server.connected("waymark") as connection:
        connection.execute("VACUUM ANALYZE")


def restore(server: Durable) -> None:
    """A fresh copy of the data as they were built; the first call keeps them as `built`."""
    with server.connected("postgres") as connection:
        kept = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'built'").fetchone()
        if kept is None:
            connection.execute("ALTER DATABASE waymark RENAME TO built")
        connection.execute("DROP DATABASE IF EXISTS waymark")
        connection.execute("CREATE DATABASE waymark TEMPLATE built")
        connection.execute("CHECKPOINT")
