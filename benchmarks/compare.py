"""`--compare REV`: this checkout and another commit, measured in turn (A B A B), with the ratios of each row.

Each is measured by its own `python -m benchmarks`, so that the other commit may have other names; with `--same-rows`
by the benchmarks of this checkout. Both use the packages that are installed here.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.table import spread
from waymark.cli.arguments import ROOT

TURNS = 2
"""How often each checkout is measured, if `--rounds` does not say more."""


@dataclass(frozen=True)
class Figures:
    """One row in one turn of one checkout."""

    x_hello: float
    sql: float
    kilobytes: float


def run(options: argparse.Namespace) -> int:
    here: list[dict[str, Figures]] = []
    there: list[dict[str, Figures]] = []
    names: dict[str, str] = {}
    turns = max(TURNS, options.rounds)
    with checkout(options.compare, same_rows=options.same_rows) as other:
        for turn in range(1, turns + 1):
            for folder, name, figures in ((other, options.compare, there), (ROOT, "this checkout", here)):
                print(f"Turn {turn} of {turns}: {name}", file=sys.stderr, flush=True)
                results = measure(folder, options)
                names |= {row["row"]: row["label"] for row in results["rows"]}
                figures.append(figures_of(results))
    print(table_of(names, there, here, revision=options.compare))
    return 0


@contextmanager
def checkout(revision: str, *, same_rows: bool) -> Iterator[Path]:
    """A git worktree of the revision, with the built style sheets of this one; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-compare-"))
    tree = folder / "tree"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
    try:
        (tree / "build").symlink_to(ROOT / "build")
        if same_rows:
            shutil.rmtree(tree / "benchmarks")
            shutil.copytree(ROOT / "benchmarks", tree / "benchmarks")
        yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The results of `python -m benchmarks` in a checkout; rows that it does not have are left out."""
    env = os.environ | {"PYTHONPATH": str(folder / "src")}
    command = [sys.executable, "-m", "benchmarks", "--seconds", str(options.seconds)]
    command += ["--participants", str(options.participants)]
    wanted = _names_in(folder, options.rows.split(","))
    done = subprocess.run(
        [*command, "--rows", ",".join(wanted)], cwd=folder, env=env, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        print("  Some rows were not measured.", file=sys.stderr, flush=True)
    results: dict[str, Any] = json.loads((folder / "benchmarks/results.json").read_text("utf-8"))
    return results


EARLIER_NAMES = {"desk": "writing"}
"""Rows that had another name in earlier commits."""


def _names_in(folder: Path, names: list[str]) -> list[str]:
    """The names of these rows in the checkout, without the rows that it does not have."""
    source = (folder / "benchmarks/rows.py").read_text("utf-8")
    earlier = {now: before for before, now in EARLIER_NAMES.items()}
    spellings = (name if f'name="{name}"' in source else earlier.get(name, name) for name in names)
    return [name for name in spellings if f'name="{name}"' in source]


def figures_of(results: dict[str, Any]) -> dict[str, Figures]:
    """By row. Earlier commits wrote no ratio, so it is worked out from the CPU of both rows."""

    def cpu(row: dict[str, Any]) -> float:
        return float(row["cpu_web"] + row["cpu_database"])

    hello = median(cpu(row) for row in results["rows"] if row["row"] == "hello")
    return {
        EARLIER_NAMES.get(row["row"], row["row"]): Figures(cpu(row) / hello, row["sql"], row["kilobytes"])
        for row in results["rows"]
    }


def table_of(
    names: dict[str, str],
    there: list[dict[str, Figures]],
    here: list[dict[str, Figures]],
    *,
    revision: str,
) -> str:
    lines = [
        f"| Row | CPU x hello: {revision} | this checkout | ratio | SQL | kB out |",
        "|---|---|---|---|---|---|",
    ]
    for name, label in names.items():
        before = [figures[name] for figures in there if name in figures]
        after = [figures[name] for figures in here if name in figures]
        if name in EARLIER_NAMES or not after:
            continue
        now = spread([figures.x_hello for figures in after])
        if not before:
            last = after[-1]
            lines.append(f"| {label} | no row | {now} | | {last.sql:g} | {last.kilobytes:.1f} |")
            continue
        ratio = median(figures.x_hello for figures in after) / median(figures.x_hello for figures in before)
        lines.append(
            f"| {label} | {spread([figures.x_hello for figures in before])} | {now} | {ratio:.2f} "
            f"| {before[-1].sql:g} to {after[-1].sql:g} "
            f"| {before[-1].kilobytes:.1f} to {after[-1].kilobytes:.1f} |"
        )
    return "\n".join(lines)
