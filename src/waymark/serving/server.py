"""How the web server is started: gunicorn's options and hooks (`gunicorn --config python:waymark.serving.server`).

The application is loaded once, before the processes are made, so that a killed one is replaced in a moment. So
nothing may be open before: two processes with one connection to the database would read each other's answers.
"""

from __future__ import annotations

import gc
from typing import Any

worker_class = "waymark.serving.web_worker.StampingWorker"
preload_app = True
backlog = 2048
"""Connections that wait their turn in the kernel; with the default of many systems, 128, a rush is turned away."""


def on_starting(server: Any) -> None:
    """In production a database that may forget is not served from."""
    from waymark.serving.safety import refuse_unsafe_database

    refuse_unsafe_database()


GARBAGE_AFTER = 20_000
"""Objects made before the collector looks: a request makes some thousands, and nearly none of them in a ring."""


def when_ready(server: Any) -> None:
    """From now on the kernel stamps what arrives, what waits in the backlog too.

    What was loaded by now stays for good, so the collector need not look through it again and again, and the
    processes go on sharing its memory.
    """
    from waymark.serving.connections import stamp

    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 20)

    for listener in server.LISTENERS:
        stamp(listener.sock)


def pre_fork(server: Any, worker: Any) -> None:
    from django.conf import settings
    from django.db import connections

    if not settings.configured:
        return
    held = [one.alias for one in connections.all(initialized_only=True) if one.connection is not None]
    if held:
        raise RuntimeError(
            f"A connection to the database ({held[0]}) was open before the processes were made."
        )
