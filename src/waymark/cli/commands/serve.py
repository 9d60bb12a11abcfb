"""`serve`: the web server (gunicorn)."""

import os
import sys
from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import NotUnderstood, whole_number
from waymark.cli.starting import start_django
from waymark.serving.command import THREADS, gunicorn

MOST = 64
"""Processes, and threads of each."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", metavar="HOST", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", metavar="N", default="8000", help="the port to listen on")
    parser.add_argument("--processes", metavar="N", default="1", help="number of processes")
    parser.add_argument("--threads", metavar="N", default=str(THREADS), help="threads in each process")


def run(arguments: Namespace) -> int:
    start_django()
    port = port_of(arguments.port)
    processes = up_to_most(arguments.processes, "--processes")
    threads = up_to_most(arguments.threads, "--threads")
    os.execv(sys.executable, gunicorn(arguments.host, port, processes=processes, threads=threads))


def port_of(typed: str) -> int:
    port = whole_number(typed, "--port")
    if not 0 < port < 65536:
        raise NotUnderstood(f"--port must be between 1 and 65535, not {port}.")
    return port


def up_to_most(typed: str, option: str) -> int:
    number = whole_number(typed, option)
    if not 0 < number <= MOST:
        raise NotUnderstood(f"{option} must be between 1 and {MOST}, not {number}.")
    return number
