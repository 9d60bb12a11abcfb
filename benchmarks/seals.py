"""Seals so many rows, verifies them, and changes a smaller world at random, a thousand times by default.

    .venv/bin/python -m benchmarks seals [--rows 1000000] [--changes 1000]

Must: every change is found and its row named; 1,000,000 rows are verified within 60 s, in bounded memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime

from waymark.cli.arguments import ROOT

MUST_SECONDS = 60
MUST_ROWS = 1_000_000
AT_ONCE = 5_000
SEED = 20261130


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks seals",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rows", type=int, default=MUST_ROWS, help="entries of the audit log (1000000)")
    parser.add_argument("--changes", type=int, default=1_000, help="random changes of a small world (1000)")
    parser.add_argument("--in", dest="folder", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.folder:
        print(json.dumps(measure(options.rows, options.changes)), flush=True)
        return 0
    with tempfile.TemporaryDirectory(prefix="waymark-seals-") as folder:
        env = os.environ | {
            "WAYMARK_MODE": "test",
            "WAYMARK_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "waymark.config.settings",
        }
        subprocess.run(
            [sys.executable, "-m", "waymark.cli", "migrate", "--verbosity", "0"],
            env=env,
            cwd=ROOT,
            check=True,
        )
        own = ["--rows", str(options.rows), "--changes", str(options.changes), "--in", folder]
        command = [sys.executable, "-m", "benchmarks", "seals", *own]
        done = subprocess.run(command, env=env, cwd=ROOT, check=False)
    return done.returncode


def measure(rows: int, changes: int) -> dict[str, object]:
    """Numbers of rows, seconds, and megabytes of the whole process."""
    import django

    django.setup()
    from django.db import connection

    from tests import access
    from tests.guards import guards_off
    from tests.tampering import count_found
    from waymark.ground.ledger.queries import verify

    world = access.build(access.LLSE)
    _seal_everything()
    began = time.monotonic()
    with guards_off(connection):
        missed = count_found(changes, seed=SEED)
    changed = time.monotonic() - began
    began = time.monotonic()
    _append(world.setup.provider.pk, rows)
    appended = time.monotonic() - began
    began = time.monotonic()
    _seal_everything()
    sealed = time.monotonic() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, cpu = time.monotonic(), time.process_time()
    verification = verify()
    return {
        "database": connection.vendor,
        "changes": changes,
        "missed": missed,
        "seconds of the changes": round(changed, 1),
        "seconds of adding": round(appended, 1),
        "seconds of sealing": round(sealed, 1),
        "rows": verification.rows,
        "sealed": verification.sealed,
        "first bad": verification.first_bad,
        "seconds of verifying": round(time.monotonic() - began, 1),
        "processor seconds of verifying": round(time.process_time() - cpu, 1),
        "megabytes more": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024),
    }


def _append(provider_id: int, rows: int) -> None:
    from waymark.ground.ledger.models import Entry

    at = datetime(2026, 11, 30, tzinfo=UTC)
    for first in range(0, rows, AT_ONCE):
        Entry.objects.bulk_create(
            Entry(
                provider_id=provider_id,
                verb="learn.study_completed",
                about_kind="learn.StudyCompletion",
                about_id=number,
                at=at,
                facts={"item": "study-1", "page": f"page-{number}"},
            )
            for number in range(first, min(first + AT_ONCE, rows))
        )


def _seal_everything() -> None:
    from waymark.ground.ledger.seals.sealing import seal_waiting

    while seal_waiting(at=datetime(2026, 11, 30, tzinfo=UTC)):
        pass
