"""Where a fault happens: a filled database of its own that waits for the disk, and the shipped web server before it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import family_of
from benchmarks.servers import Durable, environment, serving, step
from waymark.config.run import ROOT

FAULTS = ("--participants", "300")
WRITERS = 8
LONGEST_CHECK = 600
LONGEST_END = 120


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
        more = {"application": application} if application else {}
        with serving(self.env, self.log, **more) as found:
            yield found


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

    def must(self, holds: bool, says: str) -> None:
        if not holds:
            self.problems.append(says)

    def judge(self, checked: dict[str, Any], told: dict[str, Any], *, least: int) -> None:
        """Nothing lost, nothing twice, nothing that nobody sent; and enough was tried."""
        self.acked += checked["acked"]
        self.figures |= {name: checked[name] for name in ("stored", "unacknowledged", "shown")}
        self.figures |= {"longest silence": round(told["silence"], 2), "answers": told["seen"]}
        self.figures |= {"p95": round(told["p95"], 3), "worst": round(told["worst"], 2)}
        for what in ("lost", "moved", "foreign", "double", "broken", "receipts", "effects"):
            self.must(checked[what] == 0, f"{what}: {checked[what]}")
        self.must(told["unfinished"] == 0, f"{told['unfinished']} clients never got their last answer")
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
    """`at`: the folder in which the file stands; else one of its own."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-faults-"))
    file = (at or folder) / "waymark.sqlite3"
    try:
        env = environment(folder, {}, "") | {"WAYMARK_DATABASE": "sqlite", "WAYMARK_SQLITE_FILE": str(file)}
        fill(env, folder, world or FAULTS)
        yield Place(env, folder, None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(env: dict[str, str], folder: Path, world: Sequence[str]) -> None:
    waymark = [sys.executable, "-m", "waymark.config.cli"]
    step([*waymark, "migrate", "--verbosity", "0"], env)
    step([*waymark, "collectstatic", "--noinput", "--verbosity", "0"], env)
    tickets = ["--to", str(folder / "tickets.json"), *world]
    step([sys.executable, "-m", "benchmarks.world", *tickets], env | SETTINGS)


SETTINGS = {"DJANGO_SETTINGS_MODULE": "waymark.config.settings"}


@dataclass
class Clients:
    """The writers, in their own process."""

    running: subprocess.Popen[str]
    log: Path
    told: dict[str, Any] = field(default_factory=dict)

    def acked(self) -> int:
        return self.log.read_text("utf-8").count('"acked"') if self.log.exists() else 0

    def lines(self) -> list[dict[str, Any]]:
        """Acknowledgements, in order."""
        said = (json.loads(line) for line in self.log.read_text("utf-8").splitlines())
        return [one for one in said if "acked" in one]

    def answers(self) -> list[int]:
        return sorted({one["answer"] for one in self.lines() if "answer" in one})

    def count_since(self, then: float) -> set[int]:
        """Answers of which a text was acknowledged that was sent after that moment."""
        return {one["answer"] for one in self.lines() if "answer" in one and one["sent"] >= then}

    def handing_in(self) -> list[float]:
        """Seconds that each handing in took."""
        return [one["acked"] - one["sent"] for one in self.lines() if "receipt" in one]

    def wait_until(self, holds: Callable[[], bool], *, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until or self.running.poll() is not None:
                return False
            time.sleep(0.02)
        return True

    def wait_for(self, acked: int, *, seconds: float) -> bool:
        return self.wait_until(lambda: self.acked() >= acked, seconds=seconds)


@contextmanager
def clients(
    place: Place,
    port: int,
    *,
    writers: int = WRITERS,
    hand_in: int = 0,
    wrap: tuple[str, ...] = (),
    **said: object,
) -> Iterator[Clients]:
    """At the end, they finish their last texts; what they came to stands in `told`."""
    log = place.folder / f"clients-{time.monotonic_ns()}.log"
    command = [sys.executable, "-m", "benchmarks.faults.clients", "--port", str(port), "--log", str(log)]
    command += ["--tickets", str(place.tickets), "--skip", str(place.handed_in), "--hand-in", str(hand_in)]
    command += ["--first", str(place.written), "--writers", str(writers)]
    place.written += writers
    for name, value in said.items():
        command += [f"--{name}", str(value)]
    place.handed_in += hand_in
    running = subprocess.Popen(
        [*wrap, *command], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    found = Clients(running, log)
    try:
        if not found.wait_for(1, seconds=20):
            raise RuntimeError(f"nothing was ever acknowledged: {place.log.read_text('utf-8')[-3000:]}")
        yield found
        finish(found)
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()


def finish(found: Clients) -> None:
    """Lets the clients finish their last texts, and hears what they came to; once."""
    if not found.told:
        told, _ = found.running.communicate("", timeout=LONGEST_END)
        found.told = json.loads(told)


def check(place: Place, log: Path) -> dict[str, Any]:
    """What stands in the database against what was acknowledged."""
    command = [sys.executable, "-m", "benchmarks.faults.check", str(log)]
    done = subprocess.run(
        command,
        env=place.env | SETTINGS,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_CHECK,
    )
    if done.returncode:
        raise RuntimeError(f"the check failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def workers_of(master: int) -> list[int]:
    return family_of(master)[1:]
