"""Starts things: the web server, the worker, the demonstration, and Django's own commands."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from waymark.config.answers import ANSWERED, NotUnderstood, whole

ROOT = Path(__file__).resolve().parents[3]
LOOPBACK = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8000, 50
SECONDS_TO_START = 60
MOST = 64
"""Processes, and threads of each."""
THREADS = 8


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def start_django() -> None:
    """Reads the settings, or says in their own sentence what is wrong with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.config.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        settings.configured or settings.DEBUG  # noqa: B018 - reading one reads them all
    except ImproperlyConfigured as problem:
        raise NotUnderstood(str(problem)) from problem


def open_database() -> None:
    """Sets Django up, and says in a sentence when the database cannot be reached or lacks migrations."""
    start_django()
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as problem:
        raise NotUnderstood(unreachable(problem)) from problem
    if missing:
        raise NotUnderstood("The database lacks tables of this version; bin/waymark migrate makes them.")


def django(words: Sequence[str]) -> int:
    start_django()
    from django import setup
    from django.core.management import execute_from_command_line, get_commands
    from django.db import OperationalError

    setup()
    if words and words[0] not in {*get_commands(), "help", "version", "--help", "--version", "-h"}:
        raise NotUnderstood(f"There is no command {words[0]!r}. Try: bin/waymark --help")
    try:
        execute_from_command_line(["bin/waymark", *words])
    except OperationalError as problem:
        raise NotUnderstood(unreachable(problem)) from problem
    return ANSWERED


def unreachable(problem: Exception) -> str:
    return f"The database cannot be reached: {' '.join(str(problem).split())}"


def build_assets() -> int:
    return subprocess.run([sys.executable, ROOT / "bin/_setup.py", "--assets"], check=False).returncode


def serve(said: Namespace) -> int:
    start_django()
    os.execv(
        sys.executable,
        gunicorn(
            said.host,
            port_of(said.port),
            processes=some_of(said.processes, "--processes"),
            threads=some_of(said.threads, "--threads"),
        ),
    )


def work() -> int:
    start_django()
    from django import setup

    from waymark.config import safe, worker

    setup()
    safe.refuse_unsafe_database()
    return worker.run()


def gunicorn(host: str, port: int, *, processes: int, threads: int = THREADS) -> list[str]:
    """The command that serves; what stands in `server.py` beside.

    By gunicorn's own script: started with -m it could not start its successor (USR2), whose `http` would be gunicorn's.
    """
    script = str(Path(sys.executable).with_name("gunicorn"))
    command = [sys.executable, script, "waymark.config.wsgi", "--bind", f"{host}:{port}"]
    command += ["--config", "python:waymark.config.server", "--log-level", "warning"]
    return [*command, "--workers", str(processes), "--threads", str(threads)]


def port_of(said: str) -> int:
    port = whole(said, "--port")
    if not 0 < port < 65536:
        raise NotUnderstood(f"--port is {port}; write a number from 1 to 65535.")
    return port


def some_of(said: str, option: str) -> int:
    many = whole(said, option)
    if not 0 < many <= MOST:
        raise NotUnderstood(f"{option} is {many}; write a number from 1 to {MOST}.")
    return many


# --- the demonstration ---------------------------------------------------------------------------------------


def demo(said: Namespace) -> int:
    """Builds the demonstration's world unless it is there, starts web and worker, and ends both together."""
    port = port_of(said.port) if said.port else None
    var = Path(os.environ.get("WAYMARK_VAR") or ROOT / "var")
    var.mkdir(parents=True, exist_ok=True)
    with (var / "demo.lock").open("a+") as lock:
        if not take(lock):
            return already_running(lock, fresh=said.fresh)
        base = os.environ | {
            "WAYMARK_MODE": "demo",
            "WAYMARK_DATABASE": "sqlite",
            "WAYMARK_VAR": str(var),
            "WAYMARK_DEMO_DOOR": "yes",
        }
        database = var / "demo.sqlite3"
        prepare(database, base, fresh=said.fresh)
        return run_both(lock, free_port(port), base | {"WAYMARK_SQLITE_FILE": str(database)})


def take(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def already_running(lock: IO[str], *, fresh: bool) -> int:
    lock.seek(0)
    where = lock.read().strip() or "an address it is about to print"
    if fresh:
        raise NotUnderstood(f"The demonstration is running at {where}. End it with Ctrl-C, then begin anew.")
    say(f"The demonstration is already running at {where}.")
    return ANSWERED


def prepare(database: Path, env: dict[str, str], *, fresh: bool) -> None:
    """Built beside its place and moved there when whole, so that a killed build leaves nothing half made."""
    if database.exists() and not fresh:
        migrate = [sys.executable, "-m", "waymark.config.cli", "migrate", "--verbosity", "0"]
        with progress("Looking at the demonstration's database"):
            step(migrate, env | {"WAYMARK_SQLITE_FILE": str(database)})
        return
    new = database.with_name("demo-building.sqlite3")
    remove(new)
    with progress("Building the demonstration's world"):
        step([sys.executable, "-m", "waymark.config.demo"], env | {"WAYMARK_SQLITE_FILE": str(new)})
    remove(database)
    new.rename(database)


def remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def step(command: Sequence[str], env: dict[str, str]) -> None:
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise NotUnderstood("The demonstration could not be made ready; bin/demo --fresh begins anew.")


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Says after a second what is being done, and every few seconds that it still is."""
    over = threading.Event()

    def speak() -> None:
        waited = 1
        while not over.wait(1 if waited == 1 else 5):
            say(f"{doing} ..." if waited == 1 else f"  still at it after {waited} s")
            waited += 5

    teller = threading.Thread(target=speak, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def free_port(asked: int | None) -> int:
    if asked:
        if not is_free(asked):
            raise NotUnderstood(f"Port {asked} is taken; leave --port out to have a free one chosen.")
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if is_free(port):
            return port
    raise NotUnderstood(
        f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all taken; name one with --port."
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
    commands = [gunicorn(LOOPBACK, port, processes=1), [sys.executable, "-m", "waymark.config.cli", "work"]]
    # In sessions of their own: Ctrl-C reaches this process alone, which then ends them in order.
    running = [subprocess.Popen(one, env=env, cwd=ROOT, start_new_session=True) for one in commands]
    try:
        with progress("Starting"):
            wait_for(port, running)
        lock.seek(0)
        lock.truncate()
        lock.write(address)
        lock.flush()
        introduce(address, env)
        while all(one.poll() is None for one in running):
            time.sleep(0.5)
        say("A part of the demonstration ended by itself; what it said last stands above.")
        return 1
    except KeyboardInterrupt:
        say("\nThe demonstration has ended. What was done in it is kept; bin/demo --fresh begins anew.")
        return ANSWERED
    finally:
        end(running)
        lock.truncate(0)


def wait_for(port: int, running: Sequence[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and all(one.poll() is None for one in running):
        with socket.socket() as trial:
            if trial.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.1)
    raise NotUnderstood("The web server did not start; what it said stands above.")


def introduce(address: str, env: dict[str, str]) -> None:
    """One address, and the people one can be, each with a line on what to try."""
    print(f"\nWaymark's demonstration is at {address}\n", flush=True)
    subprocess.run([sys.executable, "-m", "waymark.config.demo", "people"], env=env, cwd=ROOT, check=False)
    print("\nCtrl-C ends it.", flush=True)


def end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for one in running:
        one.terminate()
    for one in running:
        try:
            one.wait(timeout=10)
        except subprocess.TimeoutExpired:
            one.kill()
