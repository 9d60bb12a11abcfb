"""What was measured, round by round, and as Markdown: a table of figures and ratios, and one of the musts."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field, fields, replace
from importlib import metadata
from pathlib import Path
from statistics import median

from benchmarks.measure import Measured
from benchmarks.rows import HELLO, UPDATE, Row

HEAD = (
    "| Row | CPU x hello (lowest to highest) | CPU ms: web + database | generator ms | SQL (writes) | kB out "
    "| acts/s | p50 / p95 ms | acts/s x UPDATE | acts/s x pgbench | others |"
)


@dataclass
class Results:
    """Every row of every round. The limits are measured more than once in a round and then averaged."""

    rows: dict[str, Row] = field(default_factory=dict)
    rounds: list[dict[str, Measured]] = field(default_factory=list)
    transactions: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    _current: dict[str, list[Measured]] = field(default_factory=dict)

    def add(self, row: Row, measured: Measured) -> None:
        self.rows[row.name] = row
        self._current.setdefault(row.name, []).append(measured)

    def end_round(self) -> None:
        self.rounds.append({name: combined(several) for name, several in self._current.items()})
        self._current = {}

    def medians(self) -> list[tuple[Row, Measured]]:
        return [(row, self.median_of(row)) for row in self.rows.values()]

    def median_of(self, row: Row) -> Measured:
        return combined([measured[row.name] for measured in self.rounds if row.name in measured])

    def ratios(self, row: Row) -> list[float]:
        """CPU of the row over CPU of `Django hello`, round by round."""
        return [
            measured[row.name].cpu / measured[HELLO.name].cpu
            for measured in self.rounds
            if row.name in measured and HELLO.name in measured
        ]


def combined(several: list[Measured]) -> Measured:
    """The median of each figure."""
    numbers = {
        figure.name: median(getattr(measured, figure.name) for measured in several)
        for figure in fields(Measured)
        if figure.name not in {"row", "workers", "statements"}
    }
    return replace(several[-1], **numbers)


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


def spread(ratios: list[float]) -> str:
    """The median, and the lowest and highest if there are several."""
    if len(ratios) < 2:
        return f"{ratios[0]:.1f}" if ratios else "?"
    return f"{median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"


def figures(results: Results) -> str:
    lines = [HEAD, "|" + "---|" * (HEAD.count("|") - 1)]
    update, pgbench = results.median_of(UPDATE), median(results.transactions)
    for row, measured in results.medians():
        checks = f" + {measured.checks:.0f} check" if measured.checks else ""
        lines.append(
            f"| {row.label} | {spread(results.ratios(row))} "
            f"| {measured.cpu:.2f}: {measured.cpu_web:.2f} + {measured.cpu_database:.2f} "
            f"| {measured.cpu_generator:.2f} | {measured.sql:g} ({measured.writes:g}){checks} "
            f"| {measured.kilobytes:.1f} | {measured.per_second:,.0f} | {measured.p50:.1f} / {measured.p95:.1f} "
            f"| {measured.per_second / update.per_second:.2f} | {measured.per_second / pgbench:.3f} "
            f"| {measured.others:.0%} |"
        )
    return "\n".join(lines)


def musts(results: Results, *, case_bytes: int) -> str:
    lines = ["| Row | Must | Measured | Reached |", "|---|---|---|---|"]
    for row, measured in results.medians():
        lines += [
            f"| {row.label} | {must} | {figure} | {'yes' if holds else '**no**'} |"
            for must, figure, holds in _judged(row, measured, results, case_bytes=case_bytes)
        ]
    return "\n".join(lines)


def _judged(
    row: Row, measured: Measured, results: Results, *, case_bytes: int
) -> list[tuple[str, str, bool]]:
    must, judged = row.must, []
    limit = results.median_of(UPDATE)
    update = measured.per_second / limit.per_second
    pgbench = measured.per_second / median(results.transactions)
    wait = measured.p95 / limit.p95
    size = measured.kilobytes - (case_bytes / 1000 if row.beyond_case else 0)
    beyond = " beyond the case" if row.beyond_case else ""
    if must.x_hello is not None:
        ratio = median(results.ratios(row))
        judged.append((f"CPU at most {must.x_hello:g} x hello", f"{ratio:.1f}", ratio <= must.x_hello))
    if must.of_update is not None:
        wanted = f"acts/s at least {must.of_update:.2f} of the UPDATE row"
        judged.append((wanted, f"{update:.2f}", update >= must.of_update))
    if must.of_pgbench is not None:
        wanted = f"acts/s at least {must.of_pgbench:.2f} of pgbench"
        judged.append((wanted, f"{pgbench:.3f}", pgbench >= must.of_pgbench))
    if must.p95_of_update is not None:
        wanted = f"p95 at most {must.p95_of_update:g} times the UPDATE row’s"
        judged.append((wanted, f"{wait:.2f}", wait <= must.p95_of_update))
    if must.sql is not None:
        judged.append((f"at most {must.sql} statements", f"{measured.sql:g}", measured.sql <= must.sql))
    if must.writes is not None:
        judged.append(
            (
                f"at most {must.writes} that write",
                f"{measured.writes:g}",
                measured.writes <= must.writes,
            )
        )
    if must.seconds is not None:
        longest = measured.worst / 1000
        judged.append((f"at most {must.seconds:g} s", f"{longest:.2f} s", longest <= must.seconds))
    if must.kilobytes is not None:
        wanted = f"at most {must.kilobytes:g} kB{beyond}"
        judged.append((wanted, f"{size:.1f} kB", size <= must.kilobytes))
    return judged


def whole(results: Results, *, head: str, case_bytes: int, failures: dict[str, str]) -> str:
    """The Markdown that is kept in `benchmarks/README.md`."""
    memory = ", ".join(f"{megabytes:.0f}" for megabytes in results.memory)
    transactions = results.transactions
    about = (
        f"{head} pgbench simple-update, 8 clients: {median(transactions):,.0f} transactions/s "
        f"({min(transactions):,.0f} to {max(transactions):,.0f}). Memory of the server’s processes: {memory} MB."
    )
    lost = [f"**{name} was not measured:** {problem}" for name, problem in failures.items()]
    return "\n\n".join([about, *lost, figures(results), musts(results, case_bytes=case_bytes)])
