"""Gunicorn's options and hooks (`gunicorn --config python:waymark.serving.server`).

The application is loaded once, before the processes are forked, so that a killed process is replaced at once. No
connection may be open by then: two processes on one database connection would read each other's results.
"""

from __future__ import annotations

import gc
from typing import Any

worker_class = "waymark.serving.web_worker.StampingWorker"
preload_app = True
backlog = 2048
"""Connections that may wait in the kernel. With 128, the default of many systems, a rush is refused."""


def on_starting(server: Any) -> None:
    """In production, stop if the database may lose acknowledged writes."""
    from waymark.serving.safety import refuse_unsafe_database

    refuse_unsafe_database()


GARBAGE_AFTER = 20_000
"""Objects made before a collection: a request makes thousands, and almost none in a reference cycle."""


def when_ready(server: Any) -> None:
    """From now on the kernel stamps what arrives, including what waits in the backlog.

    What is loaded by now stays for good, so the garbage collector need not look through it again, and the
    processes continue to share its memory.
    """
    from waymark.serving.connections import stamp
    from waymark.serving.preloading import preload
    from waymark.serving.programmes import read_programmes

    read_programmes()
    preload()

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
    open_before = [
        database.alias
        for database in connections.all(initialized_only=True)
        if database.connection is not None
    ]
    if open_before:
        raise RuntimeError(
            f"The database connection {open_before[0]!r} was open before the processes were forked."
        )
