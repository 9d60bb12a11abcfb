"""Whether the time of an answer tells who has an account: `python -m benchmarks doors [--tries 200] [--doors NAMES]`.

Each door is tried with as many addresses that have an account as have none, in random order, one request at a time over
loopback, on the shipped web server with production's settings and password hashing. Printed for each door is the area
under the curve (AUC): the chance that an answer about an address with an account took longer than one about an address
without. .5 tells nothing; with 2 x 200 tries a door that tells nothing is within .44 and .56 in 19 of 20 runs.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.doors.visits import DOORS, Door, Visitor
from benchmarks.servers import Durable, environment, serving, step
from tests.postgres import sweep
from waymark.cli.arguments import ROOT
from waymark.serving.command import LOOPBACK

LOWEST, HIGHEST = 0.45, 0.55
WARM_UP = 10
"""Tries of each kind that are not counted."""


def main(words: list[str]) -> int:
    """Exit code 1 if a door tells more than it may."""
    options = _arguments(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sweep()
    server, folder = Durable(), Path(tempfile.mkdtemp(prefix="waymark-doors-"))
    try:
        env = environment(folder, server.start(), "waymark") | {"WAYMARK_TRUSTED_PROXY": LOOPBACK}
        server.assert_durable()
        world = _build(server, env, folder / "world.json", options.tries + WARM_UP)
        with serving(env, folder / "log") as (_, port):
            chosen = [door for door in DOORS if door.name in options.doors.split(",")]
            areas = [_measure(door, Visitor(port), world, random.Random(options.seed)) for door in chosen]
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(LOWEST <= area <= HIGHEST for area in areas) else 1


def _arguments(words: list[str]) -> argparse.Namespace:
    names = [door.name for door in DOORS]
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks doors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--tries", type=int, default=200, help="of each kind (200)")
    parser.add_argument("--doors", default=",".join(names), help=f"with commas between: {', '.join(names)}")
    parser.add_argument("--seed", type=int, default=1, help="of the random order (1)")
    options = parser.parse_args(words)
    if options.tries < 10:
        parser.error("10 tries or more are needed")
    if unknown := set(options.doors.split(",")) - set(names):
        parser.error(f"there is no door called {', '.join(sorted(unknown))}")
    return options


def _build(server: Durable, env: dict[str, str], to: Path, tries: int) -> dict[str, list[str]]:
    server.run("createdb", "-h", str(server.folder), "-U", "waymark", "waymark")
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        step([sys.executable, "-m", "waymark.cli", *command], env)
    people = [sys.executable, "-m", "benchmarks.doors.people", "--tries", str(tries), "--to", str(to)]
    step(people, env | {"DJANGO_SETTINGS_MODULE": "waymark.config.settings", "PYTHONPATH": str(ROOT)})
    with server.connected("waymark") as connection:
        connection.execute("VACUUM ANALYZE")
    world: dict[str, list[str]] = json.loads(to.read_text("utf-8"))
    return world


def _measure(door: Door, visitor: Visitor, world: dict[str, list[str]], dice: random.Random) -> float:
    tries = [(kind, email) for kind in ("known", "unknown") for email in world[kind][WARM_UP:]]
    dice.shuffle(tries)
    warm_up = [(kind, email) for kind in ("known", "unknown") for email in world[kind][:WARM_UP]]
    seconds: dict[str, list[float]] = {"known": [], "unknown": []}
    for number, (kind, email) in enumerate(warm_up + tries):
        visitor.begin()
        took, status = door.visit(visitor, email, world)
        if status != door.status:
            raise RuntimeError(
                f"{door.name} answered {status} to {email}, {kind}; {door.status} was expected"
            )
        if number >= len(warm_up):
            seconds[kind].append(took)
    area = area_under_curve(seconds["known"], seconds["unknown"])
    known, unknown = (1000 * median(seconds[kind]) for kind in ("known", "unknown"))
    verdict = "tells nothing" if LOWEST <= area <= HIGHEST else "TELLS"
    tried = len(seconds["known"])
    print(
        f"{door.name:16} AUC {area:.3f}  2 x {tried}  median {known:.1f} ms known, {unknown:.1f} ms unknown  {verdict}",
        flush=True,
    )
    return area


def area_under_curve(longer: Sequence[float], shorter: Sequence[float]) -> float:
    """The chance that one of the first is larger than one of the second; ties count half."""
    pairs = [(a > b) + (a == b) / 2 for a in longer for b in shorter]
    return sum(pairs) / len(pairs)
