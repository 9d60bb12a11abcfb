"""Measures Waymark on a PostgreSQL of its own that waits for the disk, behind the web server that is shipped.

The limits are measured in the same run; figures that count are ratios to them, CPU milliseconds, statements and
bytes. Prints the tables of `benchmarks/README.md` and writes `benchmarks/results.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks import limits, table
from benchmarks.database import build
from benchmarks.measure import Measured, NotSo, Place, measure, memory_of, track
from benchmarks.rows import HELLO, ROWS, UPDATE, Row
from benchmarks.servers import Durable, environment, serving
from tests.postgres import sweep
from waymark.cli.arguments import ROOT

CONNECTIONS = 16
RESULTS = Path(__file__).with_name("results.json")
Measure = Callable[[Row, Place], Measured]


def arguments() -> argparse.Namespace:
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=2.5, help="of each row (2.5)")
    parser.add_argument("--participants", type=int, default=1000, help="of the cohort, 100 or more (1000)")
    parser.add_argument("--rows", default=",".join(names), help=f"with commas between: {', '.join(names)}")
    said = parser.parse_args()
    if unknown := set(said.rows.split(",")) - set(names):
        parser.error(f"there is no row called {', '.join(sorted(unknown))}")
    if said.participants < 100 or said.seconds <= 0:
        parser.error("100 participants or more, and some seconds, are needed")
    return said


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def run(said: argparse.Namespace, server: Durable, folder: Path) -> int:
    found_by = server.start()
    version = server.assert_durable()
    with server.connected("postgres") as connection:
        track(connection, "none")
    env = environment(folder, found_by, "waymark")
    tickets = folder / "tickets.json"
    tell("Building the data ...")
    build(server, env, tickets, said.participants)
    told = json.loads(tickets.read_text("utf-8"))
    limits.prepare(server, texts=said.participants, text=told["text"])
    rows: list[tuple[Row, Measured]] = []
    wrong: dict[str, str] = {}
    log = folder / "log"
    with (
        serving(env | {"PGDATABASE": limits.DATABASE}, log, application="benchmarks.bare") as bare,
        serving(env, log) as shipped,
    ):
        at = Place(
            server=server, database="waymark", env=env, tickets=tickets, web_pid=shipped[0], port=shipped[1]
        )
        beside = replace(at, database=limits.DATABASE, web_pid=bare[0], port=bare[1])

        def take(row: Row, place: Place) -> None:
            tell(f"{row.label} ...")
            try:
                rows.append((row, measure(row, place, seconds=said.seconds, connections=CONNECTIONS)))
            except NotSo as problem:
                wrong[row.label] = str(problem)
                tell(f"  not measured: {problem}")

        tell("pgbench ...")
        transactions = [limits.pgbench(server, seconds=said.seconds)]
        take(HELLO, beside)
        # The limits stand on both sides of what is compared with them: machines drift.
        take(UPDATE, beside)
        for row in ROWS:
            if row.name in said.rows.split(","):
                take(row, at)
            if row.name == "autosave":
                take(replace(UPDATE, label=f"{UPDATE.label}, again"), beside)
        transactions.append(limits.pgbench(server, seconds=said.seconds))
        memory = memory_of(shipped[0])
        server.assert_compressed(limits.DATABASE, "limit_text")
        if "autosave" in said.rows.split(","):
            server.assert_compressed("waymark", "sit_answer")
    if {HELLO.label, UPDATE.label} & set(wrong):
        tell("The limits could not be measured, so nothing can be compared.")
        return 1
    hello = next(one for row, one in rows if row.name == "hello")
    updates = [one for row, one in rows if row.name == "update"]
    found: dict[str, Any] = {
        "day": date.today().strftime("%-d %B %Y"),  # noqa: DTZ011 - the reader's own calendar
        "machine": table.machine(version),
        "participants": said.participants,
        "connections": CONNECTIONS,
        "seconds": said.seconds,
        "limits": {
            "pgbench": mean(transactions),
            "hello": hello.per_second,
            "update": mean(one.per_second for one in updates),
            "update_cpu": mean(one.cpu for one in updates),
            "update_p95": mean(one.p95 for one in updates),
        },
        "drift": {
            "pgbench": transactions[-1] / transactions[0] - 1,
            "update": updates[-1].per_second / updates[0].per_second - 1,
        },
        "memory": memory,
        "case_bytes": told["case_bytes"],
        "wrong": wrong,
        "rows": [{"label": row.label, **asdict(one)} for row, one in rows],
    }
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    print(table.whole(found, rows))
    return 1 if wrong else 0


def main() -> int:
    if sys.argv[1:2] == ["faults"]:
        from benchmarks.faults.run import main as run_faults

        return run_faults(sys.argv[2:])
    if sys.argv[1:2] == ["load"]:
        from benchmarks.close.run import main as run_loads

        return run_loads(sys.argv[2:])
    if sys.argv[1:2] == ["growth"]:
        from benchmarks.growth.run import main as run_growth

        return run_growth(sys.argv[2:])
    said = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if not (ROOT / "build/static").is_dir():
        tell("The style sheets are not built yet; run bin/demo or bin/test once.")
        return 1
    sweep()
    server = Durable()
    folder = Path(tempfile.mkdtemp(prefix="waymark-benchmarks-"))
    try:
        return run(said, server, folder)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
