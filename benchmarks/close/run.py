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
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.close.judge import read_log, slow_of, wrong_of
from benchmarks.close.loads import Load, loads
from benchmarks.faults.place import SETTINGS, Place, on_postgres, on_sqlite
from benchmarks.faults.writers import check
from benchmarks.measure import busy, cpu_of
from benchmarks.servers import step
from waymark.cli.arguments import ROOT

RESULTS = Path(__file__).parent.with_name("close.json")
STARTS_IN = 2.0
BEFORE_THE_END = 5.0
CORES = os.cpu_count() or 1


def measure(load: Load, seconds: float) -> dict[str, Any]:
    make = on_postgres if load.where == "postgres" else on_sqlite
    with make(*load.world) as place:
        if place.server:
            with place.server.connected("waymark") as connection:
                connection.execute("VACUUM ANALYZE")
        with place.serving(application=load.application) as (master, port):
            sent = drive(place, load, master, port, seconds)
        figures = sent | {"load": load.name, "where": load.where, "checked": check(place, sent.pop("log"))}
    figures["wrong"] = wrong_of(load, figures)
    if load.lies:
        figures["wrong"] = (
            [] if figures["flagged"] else ["nothing was found late, though the application stamped it"]
        )
    return figures


def drive(place: Place, load: Load, master: int, port: int, seconds: float) -> dict[str, Any]:
    log = place.folder / "sent.log"
    command = [sys.executable, "-m", "benchmarks.close.send", "--port", str(port), "--log", str(log)]
    command += ["--tickets", str(place.tickets), "--seconds", str(seconds), "--close", str(BEFORE_THE_END)]
    for name in ("saves", "pages", "submits", "crowd", "last", "knot", "desks"):
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
        output, _ = running.communicate(f"{start}\n", timeout=seconds + 120)
        lasted = time.monotonic() - began
        ours = sum(
            sum(cpu_of(pid).values()) - sum(was.values()) for pid, was in zip(pids, before, strict=True)
        )
        used = busy() - machine
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    sent = json.loads(output)
    return {
        "log": log,
        "seen": sent["seen"],
        "generator late by": round(sent["latest"], 3),
        "cpu": round(ours / lasted / CORES, 3),
        "cpu of generator": round(sent["cpu"] / lasted / CORES, 3),
        "cpu of others": round(max(0.0, used - ours - sent["cpu"]) / lasted / CORES, 3),
        **read_log(log, closes),
    }


def close_window(place: Place, closes: float) -> None:
    """The window's close is moved to this instant, which the database's guard would refuse."""
    program = (
        "import sys, django; django.setup()\n"
        "from datetime import UTC, datetime\n"
        "from django.db import connection\n"
        "from waymark.journey.sit.models import SittingWindow\n"
        "where = ' ON sit_sittingwindow' if connection.vendor == 'postgresql' else '_update'\n"
        "connection.cursor().execute(f'DROP TRIGGER IF EXISTS guard_sit_sittingwindow{where}')\n"
        "at = datetime.fromtimestamp(float(sys.argv[1]), UTC)\n"
        "SittingWindow.objects.filter(cohort__name='Writing').update(closes_before=at)\n"
    )
    step([sys.executable, "-c", program, str(closes)], place.env | SETTINGS)


def name_of(load: Load) -> str:
    return load.name if load.where == "postgres" else f"{load.name}-{load.where}"


def take(load: Load, seconds: float) -> dict[str, Any]:
    """Measures a load and prints what it came to."""
    figures = measure(load, seconds)
    figures["slow"] = slow_of(load, figures)
    verdict = "; ".join(figures["wrong"] + figures["slow"]) or "holds"
    print(f"{name_of(load)}: {verdict}\n  {json.dumps(figures)}", flush=True)
    return figures


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks load",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--scale", type=float, default=1.0, help="a part of it, such as 0.1")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="", help="such as minute, rush, rush-sqlite")
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    chosen = options.only.split(",") if options.only else []
    results = [
        take(load, options.seconds) for load in loads(options.scale) if not chosen or name_of(load) in chosen
    ]
    if options.scale == 1.0 and not options.only:
        report = {"day": datetime.now(tz=UTC).date().isoformat(), "loads": results}
        RESULTS.write_text(json.dumps(report, indent=1), "utf-8")
    return 1 if any(result["wrong"] for result in results) or not results else 0
