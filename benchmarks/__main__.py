"""Measures Waymark on its own PostgreSQL server, which waits for the disk, behind the web server that ships.

What counts is the CPU of a row divided by the CPU of `Django hello` in the same round, with SQL statements and bytes.
Prints the tables of `benchmarks/README.md` and writes `benchmarks/results.json`.

`--compare REV` measures another commit in turn with this one. `--threads 1,2,4,8` measures each number of threads.
`faults`, `load`, `close`, `growth` and `doors` are commands of their own; see `benchmarks/README.md`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import compare, limits, table, threads
from benchmarks.database import build, restore
from benchmarks.measure import Measured, NotSo, Place, measure, memory_of, track
from benchmarks.rows import HELLO, ROWS, UPDATE, Row
from benchmarks.servers import Durable, environment, serving
from benchmarks.table import Results
from tests.postgres import sweep
from waymark.cli.arguments import ROOT
from waymark.serving.command import THREADS

CONNECTIONS = 16
RESULTS = Path(__file__).with_name("results.json")


def arguments() -> argparse.Namespace:
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=2.5, help="of each row (2.5)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each row is measured (1)")
    parser.add_argument("--participants", type=int, default=1000, help="of the cohort, 100 or more (1000)")
    parser.add_argument("--rows", default=",".join(names), help=f"with commas between: {', '.join(names)}")
    parser.add_argument(
        "--compare", metavar="REV", help="measure this commit too, in turn with this checkout"
    )
    parser.add_argument(
        "--same-rows",
        action="store_true",
        help="with --compare: both checkouts are measured by this checkout’s benchmarks, so that new rows compare too",
    )
    parser.add_argument("--threads", metavar="1,2,4,8", help="measure each number of threads a process")
    options = parser.parse_args()
    if unknown := set(options.rows.split(",")) - set(names):
        parser.error(f"there is no row called {', '.join(sorted(unknown))}")
    if options.participants < 100 or options.seconds <= 0 or options.rounds < 1:
        parser.error("100 participants or more, some seconds, and one round or more are needed")
    return options


def log(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


class Run:
    """A filled database on a server of its own. Every round begins with a fresh copy of the data."""

    def __init__(self, options: argparse.Namespace, server: Durable, folder: Path) -> None:
        self.options, self.server, self.folder = options, server, folder
        login = server.start()
        self.version = server.assert_durable()
        with server.connected("postgres") as connection:
            track(connection, "none")
        self.env = environment(folder, login, "waymark")
        self.tickets = folder / "tickets.json"
        log("Building the data ...")
        build(server, self.env, self.tickets, options.participants)
        self.world = json.loads(self.tickets.read_text("utf-8"))
        limits.prepare(server, texts=options.participants, text=self.world["text"])
        self.failures: dict[str, str] = {}

    @contextmanager
    def servers(self, count: int) -> Iterator[tuple[Place, Place]]:
        """Waymark on a fresh copy of the data, and the bare application beside it, with so many threads each."""
        restore(self.server)
        server_log = self.folder / "log"
        bare_env = self.env | {"PGDATABASE": limits.DATABASE}
        with (
            serving(bare_env, server_log, application="benchmarks.bare", threads=count) as bare,
            serving(self.env, server_log, threads=count) as shipped,
        ):
            waymark = Place(
                server=self.server,
                database="waymark",
                env=self.env,
                tickets=self.tickets,
                web_pid=shipped[0],
                port=shipped[1],
            )
            yield waymark, replace(waymark, database=limits.DATABASE, web_pid=bare[0], port=bare[1])

    def measure_round(self, results: Results, count: int = THREADS) -> None:
        """Every row once, between the limits: machines drift."""
        chosen = self.options.rows.split(",")
        with self.servers(count) as (waymark, bare):
            log("pgbench ...")
            results.transactions.append(limits.pgbench(self.server, seconds=self.options.seconds))
            self._take(HELLO, bare, results)
            self._take(UPDATE, bare, results)
            for row in ROWS:
                if row.name in chosen:
                    self._take(row, waymark, results)
                if row.name == "autosave" and row.name in chosen:
                    self._take(UPDATE, bare, results)
            self._take(HELLO, bare, results)
            results.memory = memory_of(waymark.web_pid)
            self.server.assert_compressed(limits.DATABASE, "limit_text")
            if "autosave" in chosen:
                self.server.assert_compressed("waymark", "sit_answer")
        results.end_round()

    def _take(self, row: Row, place: Place, results: Results) -> None:
        log(f"{row.label} ...")
        try:
            measured = measure(
                row, place, seconds=self.options.seconds, connections=1 if row.alone else CONNECTIONS
            )
        except NotSo as problem:
            self.failures[row.label] = str(problem)
            log(f"  not measured: {problem}")
        else:
            results.add(row, measured)


def run(options: argparse.Namespace, server: Durable, folder: Path) -> int:
    this = Run(options, server, folder)
    if options.threads:
        counts = [int(count) for count in options.threads.split(",")]
        by_count = {count: Results() for count in counts}
        for _ in range(options.rounds):
            for count in counts:
                log(f"{count} threads a process:")
                this.measure_round(by_count[count], count)
        print(threads.table_of(by_count, head=_head(this)))
        return 1 if this.failures else 0
    results = Results()
    for _ in range(options.rounds):
        this.measure_round(results)
    if {HELLO.label, UPDATE.label} & set(this.failures):
        log("The limits could not be measured, so nothing can be compared.")
        return 1
    RESULTS.write_text(json.dumps(_as_json(this, results), indent=1, ensure_ascii=False), "utf-8")
    case_bytes = this.world["case_bytes"]
    print(table.whole(results, head=_head(this), case_bytes=case_bytes, failures=this.failures))
    return 1 if this.failures else 0


def _head(this: Run) -> str:
    options = this.options
    day = datetime.now(tz=UTC).astimezone().strftime("%-d %B %Y")
    return (
        f"{day}, {table.machine(this.version)}; {options.participants:,} participants, {CONNECTIONS} connections, "
        f"{options.rounds} x {options.seconds:g} s a row."
    )


def _as_json(this: Run, results: Results) -> dict[str, Any]:
    def row_as_json(row: Row, measured: Measured) -> dict[str, Any]:
        return {"label": row.label, "x_hello": results.ratios(row), **asdict(measured)}

    return {
        "head": _head(this),
        "transactions": median(results.transactions),
        "memory": results.memory,
        "failures": this.failures,
        "rows": [row_as_json(row, measured) for row, measured in results.medians()],
    }


def main() -> int:
    if sys.argv[1:2] == ["faults"]:
        from benchmarks.faults.run import main as run_faults

        return run_faults(sys.argv[2:])
    if sys.argv[1:2] == ["load"]:
        from benchmarks.close.run import main as run_loads

        return run_loads(sys.argv[2:])
    if sys.argv[1:2] == ["close"]:
        from benchmarks.close.desks import main as run_closes

        return run_closes(sys.argv[2:])
    if sys.argv[1:2] == ["seals"]:
        from benchmarks.seals import main as run_seals

        return run_seals(sys.argv[2:])
    if sys.argv[1:2] == ["growth"]:
        from benchmarks.growth.run import main as run_growth

        return run_growth(sys.argv[2:])
    if sys.argv[1:2] == ["doors"]:
        from benchmarks.doors.run import main as run_doors

        return run_doors(sys.argv[2:])
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if not (ROOT / "build/static").is_dir():
        log("The style sheets are not built yet; run bin/demo or bin/test once.")
        return 1
    if options.compare:
        return compare.run(options)
    sweep()
    server = Durable()
    folder = Path(tempfile.mkdtemp(prefix="waymark-benchmarks-"))
    try:
        return run(options, server, folder)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
