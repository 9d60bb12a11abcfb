"""What was measured as Markdown: one table of figures and ratios, and one of what must hold."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.measure import Measured
from benchmarks.rows import Row

HEAD = (
    "| Row | acts/s | p50 / p95 ms | CPU ms: web + database | generator ms | CPU x UPDATE "
    "| x UPDATE | x pgbench | x hello | SQL (writes) | kB out | others |"
)


def machine(version: str) -> str:
    """Cores, memory and versions; no names and no paths."""
    installed = ", ".join(f"{name} {metadata.version(name)}" for name in ("Django", "psycopg", "gunicorn"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, {installed}, PostgreSQL {version}"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )


def figures(rows: list[tuple[Row, Measured]], limits: dict[str, float]) -> str:
    lines = [HEAD, "|" + "---|" * (HEAD.count("|") - 1)]
    for row, one in rows:
        checks = f" + {one.checks:.0f} check" if one.checks else ""
        lines.append(
            f"| {row.label} | {one.per_second:,.0f} | {one.p50:.1f} / {one.p95:.1f} "
            f"| {one.cpu:.2f}: {one.cpu_web:.2f} + {one.cpu_database:.2f} | {one.cpu_generator:.2f} "
            f"| {one.cpu / limits['update_cpu']:.1f} | {one.per_second / limits['update']:.2f} "
            f"| {one.per_second / limits['pgbench']:.3f} | {one.per_second / limits['hello']:.2f} "
            f"| {one.sql:g} ({one.writes:g}){checks} | {one.kilobytes:.1f} | {one.others:.0%} |"
        )
    return "\n".join(lines)


def musts(rows: list[tuple[Row, Measured]], limits: dict[str, float], *, case_bytes: int) -> str:
    lines = ["| Row | Must | Measured | Reached |", "|---|---|---|---|"]
    for row, one in rows:
        lines += [
            f"| {row.label} | {wanted} | {found} | {'yes' if holds else '**no**'} |"
            for wanted, found, holds in _judged(row, one, limits, case_bytes=case_bytes)
        ]
    return "\n".join(lines)


def _judged(
    row: Row, one: Measured, limits: dict[str, float], *, case_bytes: int
) -> list[tuple[str, str, bool]]:
    must, found = row.must, []
    update, pgbench = one.per_second / limits["update"], one.per_second / limits["pgbench"]
    wait, size = one.p95 / limits["update_p95"], one.kilobytes - (case_bytes / 1000 if row.beyond_case else 0)
    beyond = " beyond the case" if row.beyond_case else ""
    if must.cpu is not None:
        found.append((f"CPU at most {must.cpu:g} ms", f"{one.cpu:.2f} ms", one.cpu <= must.cpu))
    if must.of_update is not None:
        wanted = f"at least {must.of_update:.2f} of the UPDATE row"
        found.append((wanted, f"{update:.2f}", update >= must.of_update))
    if must.of_pgbench is not None:
        found.append(
            (f"at least {must.of_pgbench:.2f} of pgbench", f"{pgbench:.3f}", pgbench >= must.of_pgbench)
        )
    if must.p95_of_update is not None:
        wanted = f"p95 at most {must.p95_of_update:g} times the UPDATE row's"
        found.append((wanted, f"{wait:.2f}", wait <= must.p95_of_update))
    if must.sql is not None:
        found.append((f"at most {must.sql} statements", f"{one.sql:g}", one.sql <= must.sql))
    if must.writes is not None:
        found.append((f"at most {must.writes} that write", f"{one.writes:g}", one.writes <= must.writes))
    if must.kilobytes is not None:
        wanted = f"at most {must.kilobytes:g} kB{beyond}"
        found.append((wanted, f"{size:.1f} kB", size <= must.kilobytes))
    return found


def whole(found: dict[str, Any], rows: list[tuple[Row, Measured]]) -> str:
    """The Markdown that is kept in `benchmarks/README.md`."""
    limits = found["limits"]
    memory = ", ".join(f"{one:.0f}" for one in found["memory"])
    lost = [f"**{name} was not measured:** {why}" for name, why in found["wrong"].items()]
    head = (
        f"{found['day']}, {found['machine']}; {found['participants']:,} participants, "
        f"{found['connections']} connections, {found['seconds']:g} s a row. pgbench simple-update, 8 clients: "
        f"{limits['pgbench']:,.0f} transactions/s, at the end {found['drift']['pgbench']:+.0%}; "
        f"the UPDATE row after the autosave {found['drift']['update']:+.0%}. "
        f"Memory of the server's processes: {memory} MB."
    )
    judged = musts(rows, limits, case_bytes=found["case_bytes"])
    return "\n\n".join([head, *lost, figures(rows, limits), judged])
