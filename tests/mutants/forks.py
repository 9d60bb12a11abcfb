"""Runs jobs in forks of this process, a few at a time: each begins with everything loaded and ends without a trace."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

AT_MOST_BYTES = 4 * 1024**3
"""A mutant that fills a list for ever ends here instead of taking the machine with it. A test that starts Node, which
reserves far more addresses than it uses, lifts the limit for it."""


@dataclass(frozen=True)
class Job:
    name: int
    work: Callable[[], int]
    """What the fork does; the number it gives is the fork's exit code."""
    cpu_seconds: int
    """A fork that computes for longer is in a loop. Waiting, and a busy machine, do not count."""
    wall_seconds: int = 900


@dataclass(frozen=True)
class Ended:
    name: int
    code: int
    """Below zero: the signal that ended it."""


def run(jobs: Iterator[Job], *, at_once: int, until: float = float("inf")) -> Iterator[Ended]:
    """How each job ended, in the order in which they end. Of those that still run at `until` nothing is said."""
    going: dict[int, tuple[Job, float]] = {}
    waiting = True
    while waiting or going:
        while waiting and len(going) < at_once:
            if job := next(jobs, None):
                going[_fork(job)] = job, time.monotonic()
            else:
                waiting = False
        for pid, (job, began) in list(going.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del going[pid]
                yield Ended(job.name, os.waitstatus_to_exitcode(status))
            elif time.monotonic() > until:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                del going[pid]
            elif time.monotonic() - began > job.wall_seconds:
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def _fork(job: Job) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 3
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (job.cpu_seconds, job.cpu_seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (AT_MOST_BYTES, resource.RLIM_INFINITY))
        code = job.work()
    finally:
        os._exit(code)
