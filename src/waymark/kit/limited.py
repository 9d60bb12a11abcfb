"""Work on what a stranger sent, done by a child process that may do little and is ended when it takes too long.

The child is a Python of its own without site packages, in a session of its own, with an empty environment and less
claim to the processor than the server has. It imports one module, gives up memory, time and every file and socket it
does not have yet (`limited_child.py`), and calls the module's `work(data: bytes) -> bytes`. So the module may import
the standard library and this package's pure modules alone, at its top. What it answers is bounded too. Whatever else
happens to it is one answer: `NoAnswer`.

Where the system has no such limit (macOS counts no address space), the others stand, the wall clock above all.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from dataclasses import astuple, dataclass
from pathlib import Path
from threading import BoundedSemaphore

logger = logging.getLogger(__name__)
SOURCE = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("limited_child.py")
AT_ONCE = 2
"""Children that one server process has at work at the same time."""
PATIENCE = 1.0
"""Seconds that a call waits for its turn: the thread that waits is wanted by others."""
TURNS = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Limits:
    memory: int = 512 * 1024 * 1024
    """Bytes of address space."""
    cpu_seconds: int = 10
    answer: int = 16 * 1024 * 1024
    """Bytes that it may answer."""
    wall_seconds: float = 5


class NoAnswer(Exception):
    """The child was ended by a limit or fell over. `why`: "time", "busy", or how it ended."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def work_in_child(module: str, data: bytes, *, limits: Limits | None = None) -> bytes:
    """What `module.work(data)` answers, called in a limited child process. Raises NoAnswer."""
    limits = limits or Limits()
    if not TURNS.acquire(timeout=PATIENCE):
        raise NoAnswer("busy")
    try:
        return _run(module, data, limits)
    finally:
        TURNS.release()


def _run(module: str, data: bytes, limits: Limits) -> bytes:
    arguments = [str(limit) for limit in astuple(limits)[:3]]
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(CHILD), str(SOURCE), module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        answer, fault = child.communicate(data, timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:
        raise NoAnswer("time") from None
    finally:
        _end(child)
    if child.returncode:
        logger.warning("%s ended with %s: %s", module, child.returncode, _last_line(fault))
        raise NoAnswer(f"ended with {child.returncode}")
    return answer


def _end(child: subprocess.Popen[bytes]) -> None:
    """The child and whatever it may have started; nothing is left behind, no zombie either."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def _last_line(fault: bytes) -> str:
    return (fault.decode(errors="replace").strip().splitlines() or [""])[-1][:200]
