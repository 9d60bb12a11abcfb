"""The writers, started beside a place, and what they were told afterwards against what stands."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.faults.place import SETTINGS, Place
from waymark.cli.arguments import ROOT

WRITERS = 8
LONGEST_CHECK = 600
LONGEST_END = 120


@dataclass
class Clients:
    """The writers, in their own process."""

    running: subprocess.Popen[str]
    log: Path
    summary: dict[str, Any] = field(default_factory=dict)

    def acked(self) -> int:
        return self.log.read_text("utf-8").count('"acked"') if self.log.exists() else 0

    def lines(self) -> list[dict[str, Any]]:
        """Acknowledgements, in order."""
        entries = (json.loads(line) for line in self.log.read_text("utf-8").splitlines())
        return [entry for entry in entries if "acked" in entry]

    def answers(self) -> list[int]:
        return sorted({entry["answer"] for entry in self.lines() if "answer" in entry})

    def count_since(self, then: float) -> set[int]:
        """Answers of which a text was acknowledged that was sent after that moment."""
        return {entry["answer"] for entry in self.lines() if "answer" in entry and entry["sent"] >= then}

    def handing_in(self) -> list[float]:
        """Seconds that each handing in took."""
        return [entry["acked"] - entry["sent"] for entry in self.lines() if "receipt" in entry]

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
    **options: object,
) -> Iterator[Clients]:
    """At the end, they finish their last texts; what they came to stands in `summary`."""
    log = place.folder / f"clients-{time.monotonic_ns()}.log"
    command = [sys.executable, "-m", "benchmarks.faults.clients", "--port", str(port), "--log", str(log)]
    command += ["--tickets", str(place.tickets), "--skip", str(place.handed_in), "--hand-in", str(hand_in)]
    command += ["--first", str(place.written), "--writers", str(writers)]
    place.written += writers
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    place.handed_in += hand_in
    running = subprocess.Popen(
        [*wrap, *command], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    writers_running = Clients(running, log)
    try:
        if not writers_running.wait_for(1, seconds=20):
            raise RuntimeError(f"nothing was ever acknowledged: {place.log.read_text('utf-8')[-3000:]}")
        yield writers_running
        finish(writers_running)
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()


def finish(writers_running: Clients) -> None:
    """Lets the clients finish their last texts, and hears what they came to; once."""
    if not writers_running.summary:
        output, _ = writers_running.running.communicate("", timeout=LONGEST_END)
        writers_running.summary = json.loads(output)


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
    counts: dict[str, Any] = json.loads(done.stdout)
    return counts
