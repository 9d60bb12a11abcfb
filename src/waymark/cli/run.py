"""Starts the web server, the worker, and Django's own commands."""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from waymark.cli.answers import ANSWERED, NotUnderstood, whole
from waymark.serving.command import gunicorn

ROOT = Path(__file__).resolve().parents[3]
MOST = 64
"""Processes, and threads of each."""


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

    from waymark.serving import safety, worker

    setup()
    safety.refuse_unsafe_database()
    return worker.run()


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
