"""Work for the limited child that wants too much; `test_limited.py` sets it to it."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path


def work(data: bytes) -> bytes:
    return ACTS[data]()


def _spin() -> bytes:
    while True:
        pass


def _sleep() -> bytes:
    time.sleep(60)
    return b""


def _connect() -> bytes:
    with socket.socket():
        return b"a socket"


def _fail() -> bytes:
    raise ValueError("a fault of its own")


ACTS = {
    b"echo": lambda: b"said",
    b"environment": lambda: repr(sorted(set(os.environ) - {"LC_CTYPE"})).encode(),
    b"memory": lambda: bytes(600 * 1024 * 1024)[:1],
    b"time": _spin,
    b"sleep": _sleep,
    b"file": lambda: Path(__file__).read_bytes(),
    b"socket": _connect,
    b"answer": lambda: bytes(2000),
    b"fault": _fail,
    b"claim": lambda: str(os.nice(0)).encode(),
}
