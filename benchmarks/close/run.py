"""The last minute before a close, and the rush: an open loop, and every acknowledged text checked afterwards.

| Load    | What leaves in 60 s                                    | Must                                          |
|---------|--------------------------------------------------------|-----------------------------------------------|
| minute  | 200 saves of 11 kB, 17 scripts and 30 pages a second   | CPU <= 60 % of the machine, saves' p95 50 ms  |
| rush    | 10,000 scripts (SQLite: 2,000), half in the last 10 s  | 0 lost, no 5xx, p95 <= 5 s                    |
| control | a rush whose arrival the application stamps by itself  | scripts that left in time are found late      |

The window of a rush closes five seconds before its end, in the midst of the crowd, and a tenth of all scripts leave
within a third of a second of the close: whatever left before is in time, and whatever left after is late, however long
it waited. `--scale 0.1` sends a tenth.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.faults.place import SETTINGS, Place, check, on_postgres, on_sqlite
from benchmarks.measure import busy, cpu_of
from benchmarks.servers import step
from waymark.config.run import ROOT

RESULTS = Path(__file__).parent.with_name("close.json")
STARTS_IN = 2.0
BEFORE_THE_END = 5.0
CORES = os.cpu_count() or 1


@dataclass(frozen=True, kw_only=True)
class Load:
    name: str
    where: str
    saves: float = 0
    pages: float = 0
    submits: int = 0
    crowd: float = 0
    last: float = 0
    closes: bool = False
    knot: float = 0
    """The share of the scripts that leaves around the close."""
    application: str = ""
    lies: bool = False
    cpu: float = 1.0
    """At most this share of the machine, and these milliseconds at the 95th percentile."""
    p95: dict[str, float]

    @property
    def world(self) -> tuple[str, ...]:
        savers = 480 if self.saves else 10
        everyone = savers + self.submits + 50
        share = savers / everyone
        return ("--participants", str(everyone), "--saving", f"{share:.6f}", "--without-marking")


def loads(scale: float) -> list[Load]:
    rush: dict[str, Any] = {
        "crowd": 0.5,
        "last": 10.0,
        "closes": True,
        "knot": 0.1,
        "p95": {"submit": 5000.0},
    }
    return [
        Load(name="minute", where="postgres", saves=200 * scale, pages=30 * scale,
             submits=int(17 * 60 * scale), cpu=0.60, p95={"save": 50.0}),
        Load(name="rush", where="postgres", submits=int(10_000 * scale), **rush),
        Load(name="rush", where="sqlite", submits=int(2_000 * scale), **rush),
        Load(name="control", where="postgres", submits=int(5_000 * scale), lies=True,
             application="benchmarks.close.unstamped", **(rush | {"knot": 0.3})),
    ]  # fmt: skip


def measure(load: Load, seconds: float) -> dict[str, Any]:
    make = on_postgres if load.where == "postgres" else on_sqlite
    with make(*load.world) as place:
        if place.server:
            with place.server.connected("waymark") as connection:
                connection.execute("VACUUM ANALYZE")
        with place.serving(application=load.application) as (master, port):
            told = drive(place, load, master, port, seconds)
        found = told | {"load": load.name, "where": load.where, "checked": check(place, told.pop("log"))}
    found["wrong"] = wrong_of(load, found)
    if load.lies:
        found["wrong"] = (
            [] if found["flagged"] else ["nothing was found late, though the application stamped it"]
        )
    return found


def drive(place: Place, load: Load, master: int, port: int, seconds: float) -> dict[str, Any]:
    log = place.folder / "sent.log"
    command = [sys.executable, "-m", "benchmarks.close.send", "--port", str(port), "--log", str(log)]
    command += ["--tickets", str(place.tickets), "--seconds", str(seconds), "--close", str(BEFORE_THE_END)]
    for name in ("saves", "pages", "submits", "crowd", "last", "knot"):
        command += [f"--{name}", str(getattr(load, name))]
    running = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert running.stdout
        running.stdout.readline()
        start = time.time() + STARTS_IN
        closes = start + seconds - BEFORE_THE_END if load.closes else 0.0
        if closes:
            close_window(place, closes)
        pids = [master, *([place.server.pid] if place.server else [])]
        before, machine, began = [cpu_of(pid) for pid in pids], busy(), time.monotonic()
        said, _ = running.communicate(f"{start}\n", timeout=seconds + 120)
        lasted = time.monotonic() - began
        ours = sum(
            sum(cpu_of(pid).values()) - sum(was.values()) for pid, was in zip(pids, before, strict=True)
        )
        used = busy() - machine
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    told = json.loads(said)
    return {
        "log": log,
        "seen": told["seen"],
        "generator late by": round(told["latest"], 3),
        "cpu": round(ours / lasted / CORES, 3),
        "cpu of generator": round(told["cpu"] / lasted / CORES, 3),
        "cpu of others": round(max(0.0, used - ours - told["cpu"]) / lasted / CORES, 3),
        **read_log(log, closes),
    }


def close_window(place: Place, closes: float) -> None:
    """The window's close is moved to this instant, behind the back of the application."""
    program = (
        "import sys, django; django.setup()\n"
        "from datetime import UTC, datetime\n"
        "from waymark.journey.sit.models import SittingWindow\n"
        "at = datetime.fromtimestamp(float(sys.argv[1]), UTC)\n"
        "SittingWindow.objects.filter(cohort__name='Writing').update(closes_before=at)\n"
    )
    step([sys.executable, "-c", program, str(closes)], place.env | SETTINGS)


def read_log(log: Path, closes: float) -> dict[str, Any]:
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    sent = [one for one in lines if "kind" in one]
    found: dict[str, Any] = {"waits": {}, "flagged": 0, "let in": 0, "in time": 0, "too late": 0}
    for kind in ("save", "submit", "page"):
        waits = sorted(1000 * (one["heard"] - one["due"]) for one in sent if one["kind"] == kind)
        if waits:
            at = {name: waits[min(len(waits) - 1, int(len(waits) * part))] for name, part in PARTS.items()}
            found["waits"][kind] = {name: round(value, 1) for name, value in at.items()} | {
                "many": len(waits)
            }
    found["failed"] = sum(not isinstance(one["status"], int) or one["status"] >= 500 for one in sent)
    if closes:
        scripts = [one for one in sent if one["kind"] == "submit"]
        before = [one for one in scripts if one["ended"] < closes]
        after = [one for one in scripts if one["began"] >= closes]
        found |= {"in time": len(before), "too late": len(after)}
        found["flagged"] = sum("receipt" not in one for one in before)
        found["let in"] = sum("receipt" in one for one in after)
        found["waited over the close"] = sum(one["heard"] >= closes for one in before)
    return found


PARTS = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "worst": 1.0}


def wrong_of(load: Load, found: dict[str, Any]) -> list[str]:
    checked = found["checked"]
    wrong = [f"{what}: {checked[what]}" for what in LIES if checked[what]]
    wrong += [f"{found['failed']} requests failed"] if found["failed"] else []
    wrong += [f"{found['flagged']} that left before the close were flagged late"] if found["flagged"] else []
    wrong += [f"{found['let in']} that left after the close were let in"] if found["let in"] else []
    if load.closes and not (found["in time"] and found["too late"] and found["waited over the close"]):
        wrong.append("the close was not in the midst of the rush")
    return wrong


def slow_of(load: Load, found: dict[str, Any]) -> list[str]:
    """Figures that are missed; on a machine that others use too, they say little."""
    slow = [
        f"p95 of {kind} is {found['waits'][kind]['p95']:.0f} ms, over {most:.0f}"
        for kind, most in load.p95.items()
        if found["waits"][kind]["p95"] > most
    ]
    return slow + ([f"CPU is {found['cpu']:.0%}, over {load.cpu:.0%}"] if found["cpu"] > load.cpu else [])


LIES = ("lost", "moved", "foreign", "double", "broken", "receipts", "effects")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks load",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--scale", type=float, default=1.0, help="a part of it, such as 0.1")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="", help="such as minute, rush, rush-sqlite")
    said = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    found = []
    for load in loads(said.scale):
        name = load.name if load.where == "postgres" else f"{load.name}-{load.where}"
        if said.only and name not in said.only.split(","):
            continue
        one = measure(load, said.seconds)
        one["slow"] = slow_of(load, one)
        found.append(one)
        print(f"{name}: {'; '.join(one['wrong'] + one['slow']) or 'holds'}\n  {json.dumps(one)}", flush=True)
    if said.scale == 1.0 and not said.only:
        told = {"day": datetime.now(tz=UTC).date().isoformat(), "loads": found}
        RESULTS.write_text(json.dumps(told, indent=1), "utf-8")
    return 1 if any(one["wrong"] for one in found) or not found else 0
