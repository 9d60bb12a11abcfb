"""How much twenty hours of writing take, whether every text comes back, and whether a save grows dearer.

`python -m benchmarks growth`: on a PostgreSQL of its own that waits for the disk, one process, without the web server.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.database import build
from benchmarks.servers import LONGEST_STEP, Durable, environment
from tests.postgres import sweep
from waymark.cli.arguments import ROOT

MOST_BYTES, MOST_MS, MOST_GROWTH = 2_000_000, 50.0, 1.25
"""Two megabytes for a person; any text within fifty milliseconds; no dearer at the end than what machines drift by."""


def main(words: list[str]) -> int:
    if words:
        print("python -m benchmarks growth takes no further words.", file=sys.stderr)
        return 2
    sweep()
    server = Durable()
    folder = Path(tempfile.mkdtemp(prefix="waymark-growth-"))
    try:
        env = environment(folder, server.start(), "waymark")
        version = server.assert_durable()
        build(server, env, folder / "tickets.json", 100)
        lives = _lives(env)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(table(lives, version))
    return 1 if faults(lives) else 0


def _lives(env: dict[str, str]) -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-m", "benchmarks.growth.write"]
    also = {"DJANGO_SETTINGS_MODULE": "waymark.config.settings"}
    done = subprocess.run(
        command, env=os.environ | env | also, cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=LONGEST_STEP,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    lives: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return lives


def faults(lives: dict[str, dict[str, Any]]) -> list[str]:
    """What misses its must, in words."""
    missed = []
    for name, life in lives.items():
        if life["bytes"] > MOST_BYTES:
            missed.append(f"{name}: {life['bytes']:,} bytes, and {MOST_BYTES:,} are allowed")
        if life["restore_worst"] > MOST_MS:
            missed.append(f"{name}: a text took {life['restore_worst']:.1f} ms to restore")
        if life["last"] > life["first"] * MOST_GROWTH:
            missed.append(f"{name}: a save cost {life['last'] / life['first']:.2f} of what it did at first")
    return missed


def table(lives: dict[str, dict[str, Any]], version: str) -> str:
    saves = next(iter(lives.values()))["saves"]
    lines = [
        f"PostgreSQL {version}; {saves:,} saves each; every text was read back and is the one saved.",
        "",
        "| Writing | In the database | Full copies would be | Restore: median / worst | A save at first / at the end |",
        "|---|---|---|---|---|",
    ]
    for name, life in lives.items():
        lines.append(
            f"| {name} | {life['bytes'] / 1e6:.2f} MB | {life['full_copies'] / 1e6:.1f} MB "
            f"| {life['restore_median']:.1f} / {life['restore_worst']:.1f} ms "
            f"| {life['first']:.2f} / {life['last']:.2f} ms |"
        )
    return "\n".join([*lines, "", *(f"Missed: {fault}." for fault in faults(lives))])
