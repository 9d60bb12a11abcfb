"""The background worker: does what happens while no page is open, such as sending emails and collecting scripts.

An app with such work has a module `jobs.py` with one function, `run(*, at: datetime) -> int`: it does what is due at
that time, in transactions of its own, and returns how many things it did. It is called every few seconds, perhaps by
two workers at once and perhaps again after a crash, so it must find its work in rows and do each thing once.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from signal import SIGINT, SIGTERM, signal

from django.db import DatabaseError, close_old_connections

from waymark.config import rooms

SECONDS_BETWEEN = 5
log = logging.getLogger("waymark.worker")

type Job = Callable[..., int]


def run() -> int:
    """Works until Ctrl-C or SIGTERM; ends between two jobs, never inside one."""
    import django

    django.setup()
    from waymark.web.actions import record_round
    from waymark.web.clock import real_now, time_now

    stop = threading.Event()
    for ending in (SIGINT, SIGTERM):
        signal(ending, lambda *_: stop.set())
    jobs = dict(list_jobs())
    while not stop.is_set():
        failed: list[str] = []
        work_once(jobs, at=time_now(), stop=stop, failed=failed)
        with suppress(DatabaseError):
            record_round(failed=failed, at=real_now())
        close_old_connections()
        stop.wait(SECONDS_BETWEEN)
    return 0


def list_jobs() -> Iterator[tuple[str, Job]]:
    """Room and function, in the order of the rooms."""
    for room in rooms.ALL:
        if find_spec(f"{room}.jobs"):
            yield room, import_module(f"{room}.jobs").run


def work_once(
    jobs: dict[str, Job], *, at: datetime, stop: threading.Event, failed: list[str] | None = None
) -> int:
    """One round. A job that fails is logged and tried again in the next round; the others continue.

    `failed` gets the names of the rooms whose job failed.
    """
    done = 0
    for room, job in jobs.items():
        if stop.is_set():
            break
        close_old_connections()
        try:
            done += job(at=at)
        except Exception:
            if failed is not None:
                failed.append(rooms.short_name(room))
            log.exception("The job for %s failed. It will be tried again in %s s.", room, SECONDS_BETWEEN)
    close_old_connections()
    return done
