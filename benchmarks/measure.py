"""One row measured: acts per second, waits, CPU of server, database and generator, statements, bytes, effect."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.rows import Row
from benchmarks.servers import Durable, end
from waymark.cli.arguments import ROOT

TICK = os.sysconf("SC_CLK_TCK")
SETTLE = 40
"""Seconds past its own time after which a generator is ended."""
PARTS = {"warm": (0, 10, 30), "count": (10, 20, 10), "load": (20, 0, 0)}
"""First and last ticket, and the most acts, of each part of a row: no ticket serves two of them."""
WRITES = ("insert", "update", "delete", "with")
LEFT_OUT = (
    "begin",
    "commit",
    "select set_config(",
    'select 1 from only "public".',
    'select $2 from only "public".',
)
"""Beside BEGIN and COMMIT: what a new connection says once, and what the database asks itself for foreign keys."""
CHECKS = ("select 1", "select $1")
"""What a kept connection is asked at the start of each request; shown beside the statements."""


class NotSo(Exception):
    """The effect is not what the acknowledgements say."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a row is measured."""

    server: Durable
    database: str
    env: dict[str, str]
    tickets: Path
    web_pid: int
    port: int


@dataclass(kw_only=True)
class Measured:
    row: str
    acts: int
    per_second: float
    p50: float
    p95: float
    worst: float
    cpu_web: float
    """Milliseconds per act, as the two below."""
    cpu_database: float
    cpu_generator: float
    kilobytes: float
    others: float
    """Share of the machine that was used by none of the three."""
    workers: list[float]
    """Each web worker's share of the web's CPU: uneven connections show here."""
    sql: float = 0
    writes: float = 0
    checks: float = 0
    statements: dict[str, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        return self.cpu_web + self.cpu_database


# --- the process table ---------------------------------------------------------------------------------------


def family_of(pid: int) -> list[int]:
    """A process and everything below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                parent = int(_fields(int(folder.name))[1])
                parents.setdefault(parent, []).append(int(folder.name))
    family = [pid]
    for member in family:
        family.extend(parents.get(member, []))
    return family


def _fields(pid: int) -> list[str]:
    """The fields of `stat` after the name, which may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2].split()


def cpu_of(pid: int) -> dict[int, float]:
    """CPU seconds by process of the family; the first one's with those of its ended children."""
    seconds_by_process: dict[int, float] = {}
    for member in family_of(pid):
        with suppress(OSError):
            user, system, ended_user, ended_system = (int(word) for word in _fields(member)[11:15])
            own = user + system + (ended_user + ended_system if member == pid else 0)
            seconds_by_process[member] = own / TICK
    return seconds_by_process


def busy() -> float:
    """CPU seconds that the whole machine has used."""
    user, nice, system, _, _, irq, soft, steal = (
        int(word) for word in Path("/proc/stat").read_text("utf-8").split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + irq + soft + steal) / TICK


def memory_of(pid: int) -> list[float]:
    """Resident megabytes of each process of the family, largest first."""
    pages = (int(Path(f"/proc/{member}/statm").read_text("utf-8").split()[1]) for member in family_of(pid))
    return sorted((round(page * os.sysconf("SC_PAGE_SIZE") / 1e6, 1) for page in pages), reverse=True)


# --- one row -------------------------------------------------------------------------------------------------


def measure(row: Row, place: Place, *, seconds: float, connections: int) -> Measured:
    """Drive the row for the given time, then count the statements of a few acts; the effect is asserted for both."""
    with place.server.connected(place.database) as connection:
        # Both workers read first what they read once.
        _drive(row, place, connection, seconds=5, connections=min(8, connections), part="warm")
        tally, used = _drive(row, place, connection, seconds=seconds, connections=connections)
    counted = _count_statements(row, place)
    acts = tally["acts"]
    shares = sorted((cpu for pid, cpu in used["web"].items() if pid != place.web_pid), reverse=True)
    ours = sum(used["web"].values()) + sum(used["database"].values()) + tally["cpu"]
    return Measured(
        row=row.name,
        acts=acts,
        per_second=acts / tally["seconds"],
        p50=tally["p50"],
        p95=tally["p95"],
        worst=tally["worst"],
        cpu_web=1000 * sum(used["web"].values()) / acts,
        cpu_database=1000 * sum(used["database"].values()) / acts,
        cpu_generator=1000 * tally["cpu"] / acts,
        kilobytes=tally["bytes"] / 1000,
        others=max(0.0, used["machine"] - ours) / used["seconds"] / (os.cpu_count() or 1),
        workers=[round(share / (sum(shares) or 1), 2) for share in shares],
        **counted,
    )


def _drive(
    row: Row,
    place: Place,
    connection: psycopg.Connection[Any],
    *,
    seconds: float,
    connections: int,
    part: str = "load",
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the generator counted, and the CPU seconds used meanwhile."""
    running = _generator(row, place, seconds=seconds, connections=connections, part=part)
    try:
        assert running.stdin is not None
        assert running.stdout is not None
        first = running.stdout.readline()
        if first.strip() != "warm":
            raise NotSo(f"{row.name}: {json.loads(first)['wrong'] if first else 'the generator ended'}")
        counts = _counts(row, connection)
        web, database, machine, began = (
            cpu_of(place.web_pid),
            cpu_of(place.server.pid),
            busy(),
            time.monotonic(),
        )
        output, _ = running.communicate("go\n", timeout=seconds + SETTLE)
        used = {
            "web": _since(web, cpu_of(place.web_pid)),
            "database": _since(database, cpu_of(place.server.pid)),
            "machine": busy() - machine,
            "seconds": time.monotonic() - began,
        }
    finally:
        if running.poll() is None:
            end(running)
    report = json.loads(output)
    if "wrong" in report:
        raise NotSo(f"{row.name}: {report['wrong']}")
    _assert_effect(row, counts, report, connection)
    return report, used


def _generator(
    row: Row, place: Place, *, seconds: float, connections: int, part: str
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.generator", "--act", row.act, "--of", row.tickets]
    command += ["--tickets", str(place.tickets), "--port", str(place.port), "--seconds", str(seconds)]
    first, last, most = PARTS[part]
    command += ["--first", str(first), *(["--last", str(last)] if last else []), "--most", str(most)]
    command += ["--connections", str(connections), *(["--once"] if row.once else [])]
    return subprocess.Popen(
        command, cwd=ROOT, env=place.env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _since(before: dict[int, float], after: dict[int, float]) -> dict[int, float]:
    return {pid: seconds - before.get(pid, 0.0) for pid, seconds in after.items()}


# --- what it left behind -------------------------------------------------------------------------------------


def _counts(row: Row, connection: psycopg.Connection[Any]) -> dict[str, int]:
    rows = {sql: connection.execute(sql.encode()).fetchone() for sql in row.grows}
    return {sql: int(row[0] or 0) if row else 0 for sql, row in rows.items()}


def _assert_effect(
    row: Row, before: dict[str, int], tally: dict[str, Any], connection: psycopg.Connection[Any]
) -> None:
    """Rows grew by the number of acknowledgements, and what was said last stands."""
    for sql, now in _counts(row, connection).items():
        wanted = before[sql] + row.grows[sql] * tally["acts"]
        if now != wanted:
            raise NotSo(f"{row.name}: {sql} is {now} after {tally['acts']} acts, and must be {wanted}")
    if not row.stands:
        return
    digests = {int(answer): digest for answer, digest in tally["stand"].items()}
    rows = connection.execute(
        "SELECT id, encode(sha256(convert_to(text, 'UTF8')), 'hex') FROM sit_answer WHERE id = ANY(%s)",
        [list(digests)],
    )
    stands = dict(rows.fetchall())
    if not digests or stands != digests:
        lost = sum(stands.get(answer) != digest for answer, digest in digests.items())
        raise NotSo(f"{row.name}: {lost} of {len(digests)} answers are not the text acknowledged last")


# --- statements ----------------------------------------------------------------------------------------------


def _count_statements(row: Row, place: Place) -> dict[str, Any]:
    """Statements per act, from pg_stat_statements; it is switched on for these few acts only."""
    with place.server.connected(place.database) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        connection.execute("SET pg_stat_statements.track = 'none'")
        track(connection, "top")
        try:
            connection.execute("SELECT pg_stat_statements_reset()")
            tally, _ = _drive(row, place, connection, seconds=5, connections=1, part="count")
        finally:
            track(connection, "none")
        rows = connection.execute(
            "SELECT query, sum(calls) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid "
            "WHERE d.datname = current_database() GROUP BY query"
        )
        calls: dict[str, float] = {}
        for query, many in rows.fetchall():
            # A savepoint's name holds its thread's number.
            statement = re.sub(r'SAVEPOINT ".*"', "SAVEPOINT", str(query))
            calls[statement] = calls.get(statement, 0) + float(many) / tally["acts"]
    kept = {query: many for query, many in calls.items() if not query.lower().startswith(LEFT_OUT)}
    checks = sum(many for query, many in kept.items() if query.lower() in CHECKS)
    shown = {query: many for query, many in kept.items() if query.lower() not in CHECKS}
    return {
        "sql": sum(shown.values()),
        "writes": sum(many for query, many in shown.items() if query.lower().startswith(WRITES)),
        "checks": checks,
        "statements": {" ".join(query.split())[:600]: round(many, 2) for query, many in shown.items()},
    }


def track(connection: psycopg.Connection[Any], what: str) -> None:
    """Which statements pg_stat_statements counts from now on, in every connection."""
    connection.execute(f"ALTER SYSTEM SET pg_stat_statements.track = '{what}'".encode())
    connection.execute("SELECT pg_reload_conf()")
    connection.execute("SELECT pg_sleep(0.2)")
