"""Where a fault happens: a filled database of its own that waits for the disk, and the shipped web server before it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import family_of
from benchmarks.servers import Durable, environment, serving, step
from tests import migrated

FAULTS = ("--participants", "300")


@dataclass
class Place:
    """A filled database; `server` is None with SQLite."""

    env: dict[str, str]
    folder: Path
    server: Durable | None
    handed_in: int = 0
    """Scripts that are used up."""
    written: int = 0
    """Answers that an earlier fault has written to."""

    @property
    def tickets(self) -> Path:
        return self.folder / "tickets.json"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @contextmanager
    def serving(self, *, application: str = "") -> Iterator[tuple[int, int]]:
        more: dict[str, Any] = {"application": application} if application else {}
        with serving(self.env, self.log, **more) as server:
            yield server


@dataclass
class Found:
    """What one fault came to."""

    name: str
    says: str
    acked: int = 0
    problems: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    not_run: str = ""
    """Why it could not be run here."""

    def must(self, holds: bool, sentence: str) -> None:
        if not holds:
            self.problems.append(sentence)

    def judge(self, checked: dict[str, Any], report: dict[str, Any], *, least: int) -> None:
        """Nothing lost, nothing twice, nothing that nobody sent; and enough was tried."""
        self.acked += checked["acked"]
        self.figures |= {name: checked[name] for name in ("stored", "unacknowledged", "shown")}
        self.figures |= {"longest silence": round(report["silence"], 2), "answers": report["seen"]}
        self.figures |= {"p95": round(report["p95"], 3), "worst": round(report["worst"], 2)}
        for what in ("lost", "moved", "foreign", "double", "broken", "receipts", "effects"):
            self.must(checked[what] == 0, f"{what}: {checked[what]}")
        self.must(report["unfinished"] == 0, f"{report['unfinished']} clients never got their last answer")
        self.must(checked["acked"] >= least, f"{checked['acked']} acknowledged, fewer than {least}")


@contextmanager
def on_postgres(*world: str, **also: str) -> Iterator[Place]:
    """`world`: how it is filled, else as the faults have it. `also`: options of the server."""
    server = Durable(**also)
    folder = Path(tempfile.mkdtemp(prefix="waymark-faults-"))
    try:
        env = environment(folder, server.start(), "waymark")
        server.assert_durable()
        server.run("createdb", "-h", str(server.folder), "-U", "waymark", "waymark")
        fill(env, folder, world or FAULTS)
        yield Place(env, folder, server)
    finally:
        with suppress(RuntimeError):
            server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def on_sqlite(*world: str, at: Path | None = None) -> Iterator[Place]:
    """`at`: the folder in which the file stands; else one of its own.

    It begins as a copy of what the tests keep of an earlier migration, where they have one of the same files.
    """
    folder = Path(tempfile.mkdtemp(prefix="waymark-faults-"))
    file = (at or folder) / "waymark.sqlite3"
    try:
        env = environment(folder, {}, "") | {"WAYMARK_DATABASE": "sqlite", "WAYMARK_SQLITE_FILE": str(file)}
        if migrated.kept().exists():
            shutil.copyfile(migrated.kept(), file)
        fill(env, folder, world or FAULTS)
        yield Place(env, folder, None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(env: dict[str, str], folder: Path, world: Sequence[str]) -> None:
    waymark = [sys.executable, "-m", "waymark.cli"]
    step([*waymark, "migrate", "--verbosity", "0"], env)
    step([*waymark, "collectstatic", "--noinput", "--verbosity", "0"], env)
    tickets = ["--to", str(folder / "tickets.json"), *world]
    step([sys.executable, "-m", "benchmarks.world", *tickets], env | SETTINGS)


SETTINGS = {"DJANGO_SETTINGS_MODULE": "waymark.config.settings"}


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def workers_of(master: int) -> list[int]:
    return family_of(master)[1:]
