"""`demo`: builds the demonstration unless it is there, starts the web server and the worker, and ends both."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from waymark.cli.arguments import ANSWERED, ROOT, NotUnderstood, say
from waymark.cli.commands.serve import port_of
from waymark.serving.command import LOOPBACK, gunicorn

FIRST_PORT, PORTS_TRIED = 8000, 50
SECONDS_TO_START = 60


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--fresh", action="store_true", help="start again and forget everything done in it")
    parser.add_argument("--port", metavar="N", help="the port; by default the first free one from 8000")


def run(arguments: Namespace) -> int:
    """Ctrl-C ends it. A second call says where the first one is running."""
    port = port_of(arguments.port) if arguments.port else None
    var = Path(os.environ.get("WAYMARK_VAR") or ROOT / "var")
    var.mkdir(parents=True, exist_ok=True)
    with (var / "demo.lock").open("a+") as lock:
        if not take(lock):
            return already_running(lock, fresh=arguments.fresh)
        chosen = free_port(port)
        base = {"WAYMARK_SITE": f"http://{LOOPBACK}:{chosen}"} | os.environ  # where links in emails lead
        base |= {
            "WAYMARK_MODE": "demo",
            "WAYMARK_DATABASE": "sqlite",
            "WAYMARK_VAR": str(var),
            "WAYMARK_DEMO_DOOR": "yes",
        }
        database = var / "demo.sqlite3"
        prepare(database, base, fresh=arguments.fresh)
        return run_both(lock, chosen, base | {"WAYMARK_SQLITE_FILE": str(database)})


def take(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def already_running(lock: IO[str], *, fresh: bool) -> int:
    lock.seek(0)
    address = lock.read().strip() or "an address it is about to print"
    if fresh:
        raise NotUnderstood(f"The demonstration is running at {address}. Press Ctrl-C there, then try again.")
    say(f"The demonstration is already running at {address}.")
    return ANSWERED


def prepare(database: Path, env: dict[str, str], *, fresh: bool) -> None:
    """Built beside its place and moved there when whole, so that a killed build leaves nothing half made."""
    if database.exists() and not fresh:
        migrate = [sys.executable, "-m", "waymark.cli", "migrate", "--verbosity", "0"]
        with progress("Checking the demonstration’s database"):
            step(migrate, env | {"WAYMARK_SQLITE_FILE": str(database)})
        return
    new = database.with_name("demo-building.sqlite3")
    remove(new)
    with progress("Building the demonstration"):
        step([sys.executable, "-m", "waymark.demo"], env | {"WAYMARK_SQLITE_FILE": str(new)})
    remove(database)
    new.rename(database)


def remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def step(command: Sequence[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise NotUnderstood("The demonstration could not be prepared. To start again: bin/demo --fresh")


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Says after a second what is being done, and every few seconds that it still is."""
    finished = threading.Event()

    def report() -> None:
        waited = 1
        while not finished.wait(1 if waited == 1 else 5):
            say(f"{doing} ..." if waited == 1 else f"  still working after {waited} s")
            waited += 5

    reporter = threading.Thread(target=report, daemon=True)
    reporter.start()
    try:
        yield
    finally:
        finished.set()
        reporter.join()


def free_port(wanted: int | None) -> int:
    if wanted:
        if not is_free(wanted):
            raise NotUnderstood(f"Port {wanted} is in use. Leave --port out to use a free one.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if is_free(port):
            return port
    raise NotUnderstood(
        f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all in use. Give another with --port."
    )


def is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def run_both(lock: IO[str], port: int, env: dict[str, str]) -> int:
    address = f"http://{LOOPBACK}:{port}/"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    commands = [gunicorn(LOOPBACK, port, processes=1), [sys.executable, "-m", "waymark.cli", "work"]]
    # In sessions of their own: Ctrl-C reaches this process alone, which then ends them in order.
    running = [subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True) for command in commands]
    try:
        with progress("Starting"):
            wait_for(port, running)
        lock.seek(0)
        lock.truncate()
        lock.write(address)
        lock.flush()
        introduce(address, env)
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        say("A part of the demonstration has stopped; its last message is above.")
        return 1
    except KeyboardInterrupt:
        say("\nThe demonstration has ended. Everything done in it is kept. To start again: bin/demo --fresh")
        return ANSWERED
    finally:
        end(running)
        lock.truncate(0)


def wait_for(port: int, running: Sequence[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and all(process.poll() is None for process in running):
        with socket.socket() as trial:
            if trial.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.1)
    raise NotUnderstood("The web server did not start; its message is above.")


def introduce(address: str, env: dict[str, str]) -> None:
    """One address, and the people one can be, each with a line on what to try."""
    print(f"\nWaymark’s demonstration is at {address}\n", flush=True)
    subprocess.run([sys.executable, "-m", "waymark.demo", "people"], env=env, cwd=ROOT, check=False)
    print("\nPress Ctrl-C to end it.", flush=True)


def end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
