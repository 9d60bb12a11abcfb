"""The physical limits of the same hour: what the machine, the database and the server can do at most."""

from __future__ import annotations

import re
import subprocess

from benchmarks.servers import Durable

DATABASE = "limits"
SCALE = 10
CLIENTS = 8


def prepare(server: Durable, *, texts: int, text: str) -> None:
    """pgbench's tables, and as many rows of 11 kB as there are participants."""
    server.run("createdb", *_where(server), DATABASE)
    server.run("pgbench", *_where(server), "-i", "-q", "-s", str(SCALE), DATABASE)
    with server.connected(DATABASE) as connection:
        connection.execute(
            "CREATE TABLE limit_text (id bigint PRIMARY KEY, text text NOT NULL, saved integer NOT NULL)"
        )
        connection.execute(
            "INSERT INTO limit_text SELECT id, %s::text || id, 0 FROM generate_series(1, %s::int) id",
            [text, texts],
        )
        connection.execute("VACUUM ANALYZE limit_text")


def pgbench(server: Durable, *, seconds: float) -> float:
    """Transactions per second of simple-update, prepared statements, eight clients."""
    program = [str(server.programs / "pgbench"), *_where(server), "-N", "-M", "prepared", "-n"]
    command = [*program, "-c", str(CLIENTS), "-j", "2", "-T", str(max(2, round(seconds))), DATABASE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60 + 2 * seconds)
    match = re.search(r"tps = ([\d.]+)", done.stdout)
    if not match:
        raise RuntimeError(f"pgbench said no tps:\n{done.stdout[-1000:]}")
    return float(match.group(1))


def _where(server: Durable) -> list[str]:
    return ["-h", str(server.folder), "-U", "waymark"]
