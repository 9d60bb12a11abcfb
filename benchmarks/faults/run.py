"""Faults while texts are saved and scripts handed in: what was acknowledged stands, and the checker can fail.

Each fault is a row of `FAULTS`; the controls at the end are lies that the checker has to find. `--short` is what
`bin/test` runs. What cannot be run on a machine is named, with its reason. Exit 1 when something was not so.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.faults import again, cuts, deploys, kills, syncs
from benchmarks.faults.place import Found, Place, on_postgres, on_sqlite
from tests import postgres

RESULTS = Path(__file__).parent.with_name("faults.json")
POSTGRES, SQLITE, OWN = "postgres", "sqlite", "its own"
EARLY, FORGETFUL = "benchmarks.faults.early", "benchmarks.faults.forgetful"


@dataclass(frozen=True)
class Fault:
    name: str
    says: str
    where: str
    full: Callable[[Place, Found], Found] | None
    short: Callable[[Place, Found], Found] | None = None
    lies: bool = False
    """A control: the checker must find something."""


def forgets(place: Place, result: Found, *, saves: int) -> Found:
    """The same with durability off; on PostgreSQL for this database alone."""
    env = dict(place.env)
    place.env |= {"WAYMARK_MODE": "demo", "DJANGO_SETTINGS_MODULE": "waymark.config.settings"}
    if place.server is None:
        syncs.synced(place, result, saves=saves, application=FORGETFUL)
    else:
        with place.server.connected("postgres") as connection:
            connection.execute("ALTER DATABASE waymark SET synchronous_commit = off")
        syncs.synced(place, result, saves=saves)
        with place.server.connected("postgres") as connection:
            connection.execute("ALTER DATABASE waymark RESET synchronous_commit")
    place.env = env
    return result


FAULTS = [
    Fault("K1", "kill -9 of web workers", POSTGRES,
          lambda place, result: kills.kill_web(place, result, times=200, least=20_000),
          lambda place, result: kills.kill_web(place, result, times=6, least=200)),
    Fault("K2", "kill -9 of PostgreSQL, all of it", POSTGRES,
          lambda place, result: kills.kill_postgres(place, result, times=20, least=20_000),
          lambda place, result: kills.kill_postgres(place, result, times=1, least=200)),
    Fault("K3", "an fdatasync before every acknowledgement", POSTGRES,
          lambda place, result: syncs.synced(place, result, saves=500),
          lambda place, result: syncs.synced(place, result, saves=20)),
    Fault("K8", "a row held for 20 s", POSTGRES,
          lambda place, result: cuts.row_held(place, result, seconds=20, least=500)),
    Fault("K10", "every request two to five times at once", POSTGRES,
          lambda place, result: again.duplicates(place, result, rounds=12),
          lambda place, result: again.duplicates(place, result, rounds=1)),
    Fault("K16", "the worker killed, and not started again", POSTGRES,
          lambda place, result: deploys.worker_down(place, result, seconds=10, least=2_000)),
    Fault("K19", "a deploy in mid-window", POSTGRES,
          lambda place, result: deploys.deploy(place, result, times=10, least=2_000)),
    Fault("K6", "the database cut off", OWN,
          lambda _, result: cuts.database_cut_off(result, seconds=60, least=1_000)),
    Fault("K4", "kill -9 of the SQLite writer", SQLITE,
          lambda place, result: kills.kill_web(place, result, times=100, least=20_000),
          lambda place, result: kills.kill_web(place, result, times=4, least=100)),
    Fault("K3", "an fdatasync before every acknowledgement", SQLITE,
          lambda place, result: syncs.synced(place, result, saves=500)),
    Fault("K5", "the disk is full", OWN,
          lambda _, result: cuts.disk_full(result, seconds=20, least=1_000)),
    Fault("K1", "control: acknowledged before it is saved", POSTGRES,
          lambda place, result: kills.kill_web(place, result, times=40, least=1, application=EARLY, pause=0.1),
          lambda place, result: kills.kill_web(place, result, times=4, least=1, application=EARLY, pause=0.1),
          lies=True),
    Fault("K3", "control: synchronous_commit off", POSTGRES,
          lambda place, result: forgets(place, result, saves=200),
          lambda place, result: forgets(place, result, saves=20), lies=True),
    Fault("K3", "control: PRAGMA synchronous=OFF", SQLITE,
          lambda place, result: forgets(place, result, saves=200), lies=True),
]  # fmt: skip


def run(faults: list[Fault], *, short: bool) -> Iterator[Found]:
    """Each on a place of its kind, which faults of one kind share."""
    places: dict[str, Place] = {}
    with ExitStack() as open_places:
        for fault in faults:
            act = fault.short if short else fault.full
            if act is None:
                continue
            result = Found(fault.name, fault.says + ("" if fault.where == OWN else f" ({fault.where})"))
            began = time.monotonic()
            if fault.where != SQLITE and not postgres.programs() and fault.name != "K5":
                result.not_run = postgres.MISSING
            else:
                if fault.where not in places and fault.where != OWN:
                    make = on_postgres if fault.where == POSTGRES else on_sqlite
                    places[fault.where] = open_places.enter_context(make())
                try:
                    act(places.get(fault.where, NOWHERE), result)
                except (RuntimeError, OSError, subprocess.SubprocessError) as problem:
                    result.problems.append(str(problem))
            result.figures["seconds"] = round(time.monotonic() - began, 1)
            if fault.lies and not result.not_run:
                result.problems = [] if result.problems else ["the checker found nothing wrong with a lie"]
            yield result


NOWHERE = Place({}, Path(), None)


def line(result: Found) -> str:
    became = f"not run: {result.not_run}" if result.not_run else "; ".join(result.problems) or "holds"
    return f"{result.name:4} {result.says:58} {result.acked:>7,} acknowledged  {became}"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few of each, in under a minute")
    parser.add_argument("--only", default="", help="names with commas between, such as K1,K4")
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    only = {result for result in options.only.split(",") if result}
    faults = [result for result in FAULTS if not only or result.name in only]
    results = []
    for result in run(faults, short=options.short):
        results.append(result)
        print(line(result), flush=True)
        if not options.short:
            print(f"     {json.dumps(result.figures)}", flush=True)
    if not options.short and not only:
        report = {
            "day": datetime.now(tz=UTC).date().isoformat(),
            "faults": [asdict(result) for result in results],
        }
        RESULTS.write_text(json.dumps(report, indent=1), "utf-8")
    return 1 if any(result.problems for result in results) or not results else 0
