"""What is measured: PostgreSQL with every durability on, and the web server as the project ships it."""

from __future__ import annotations

import base64
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import Server
from waymark.cli.arguments import ROOT
from waymark.serving.command import LOOPBACK, THREADS, gunicorn

WORKERS = 2
SECONDS_TO_START = 30
LONGEST_STEP = 600
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
OPTIONS = {
    **DURABLE,
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "60",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "shared_preload_libraries": "pg_stat_statements",
}
SHIPPED = "waymark.config.wsgi"


class Durable(Server):
    """A server of its own that waits for the disk, unlike the tests'; `also` are further options."""

    def __init__(self, **also: str) -> None:
        super().__init__()
        self.also = also

    def start(self) -> dict[str, str]:
        where = ["-D", str(self.data)]
        self.run("initdb", *where, "-U", "waymark", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self.launch()
        return {"PGHOST": str(self.folder), "PGUSER": "waymark"}

    def launch(self) -> None:
        """Starts it on the data that is there, after a crash too."""
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in (OPTIONS | self.also).items())
        log = str(self.folder / "log")
        options = f"-k {self.folder} {options}"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text("utf-8").split()[0])

    @contextmanager
    def connected(self, database: str) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(
            host=str(self.folder), user="waymark", dbname=database, autocommit=True
        ) as connection:
            yield connection

    def assert_durable(self) -> str:
        """The version; refuses to measure a server that does not wait for the disk."""
        with self.connected("postgres") as connection:
            for name, wanted in DURABLE.items():
                row = connection.execute(f"SHOW {name}").fetchone()
                if row != (wanted,):
                    raise RuntimeError(f"{name} is {row}, and must be {wanted}")
            version = connection.execute("SHOW server_version").fetchone()
        return str(version[0]).split(" ")[0] if version else ""

    def assert_compressed(self, database: str, table: str) -> None:
        """That texts just written through the project's settings are kept by lz4."""
        with self.connected(database) as connection:
            newest = f"SELECT pg_column_compression(text) FROM {table} WHERE length(text) > 10000"
            row = connection.execute(f"{newest} ORDER BY age(xmin) LIMIT 1".encode()).fetchone()
        if row != ("lz4",):
            raise RuntimeError(f"the newest text of {table} is kept by {row}, and must be by lz4")


def environment(var: Path, database: dict[str, str], name: str) -> dict[str, str]:
    """Production's, behind a proxy that ends TLS, with keys of its own."""
    return os.environ | database | {
        "PGDATABASE": name,
        "WAYMARK_MODE": "production",
        "WAYMARK_DATABASE": "postgres",
        "WAYMARK_VAR": str(var),
        "WAYMARK_HOSTS": LOOPBACK,
        "WAYMARK_BEHIND_PROXY": "yes",
        "WAYMARK_SECRET_KEY": secrets.token_urlsafe(50),
        "WAYMARK_SIGNING_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "WAYMARK_MAIL_FROM": "waymark@waymark.example",
    }  # fmt: skip


def step(command: Sequence[str], env: dict[str, str]) -> None:
    """Run to its end, or say what it options."""
    done = subprocess.run(
        command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=LONGEST_STEP
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} failed:\n{done.stderr[-3000:]}")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind((LOOPBACK, 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def serving(
    env: dict[str, str], log: Path, *, application: str = SHIPPED, threads: int = THREADS
) -> Iterator[tuple[int, int]]:
    """The shipped command; `application` may stand in for Waymark on the same settings. Pid and port."""
    port = free_port()
    shipped = gunicorn(LOOPBACK, port, processes=WORKERS, threads=threads)
    assert SHIPPED in shipped
    command = [application if word == SHIPPED else word for word in shipped]
    with log.open("ab") as output:
        running = subprocess.Popen(command, env=env, cwd=ROOT, stdout=output, stderr=output)
        try:
            wait_for(port, running, log)
            yield running.pid, port
        finally:
            end(running)


def wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and running.poll() is None:
        with socket.socket() as trial:
            if trial.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the web server did not start:\n{log.read_text('utf-8')[-3000:]}")


def end(running: subprocess.Popen[Any]) -> None:
    running.terminate()
    try:
        running.wait(timeout=10)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait(timeout=10)
