"""A client that asks, and asks again on a new connection; and the log of what was acknowledged to it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.load import LOOPBACK, Answer, Site, whole

PATIENCE = 30.0
"""Seconds for one answer; a fault may last."""
GIVES_UP = 60.0
"""Seconds after the end in which a text must have been acknowledged."""


class Log:
    """One line for each thing that happened; what is written is on the disk of the clients, not of the server."""

    def __init__(self, path: Path) -> None:
        self.file, self.lock = path.open("w", encoding="utf-8"), threading.Lock()
        self.seen: Counter[str] = Counter()
        self.waits: list[float] = []
        self.last = time.time()
        self.silence = self.slowest = 0.0

    def write(self, **entry: Any) -> None:
        with self.lock:
            self.file.write(json.dumps(entry) + "\n")
            self.file.flush()

    def acknowledged(self, **entry: Any) -> None:
        now = time.time()
        with self.lock:
            self.silence, self.last = max(self.silence, now - self.last), now
            self.waits.append(now - entry["sent"])
        self.write(acked=now, **entry)

    def count(self, what: str) -> None:
        with self.lock:
            self.seen[what] += 1


class Client(threading.Thread):
    """Keeps one connection as long as it lasts."""

    def __init__(self, site: Site, log: Log, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.site, self.log, self.over = site, log, over
        self.socket: socket.socket | None = None
        self.ends = 0.0

    def ask(self, request: bytes) -> Answer | None:
        """The answer, or nothing where the connection was cut or refused."""
        began = time.monotonic()
        try:
            if self.socket is None:
                self.socket = socket.create_connection((LOOPBACK, self.site.port), timeout=PATIENCE)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.sendall(request)
            heard = b""
            while (answer := whole(heard)) is None:
                piece = self.socket.recv(262_144)
                if not piece:
                    raise ConnectionResetError
                heard += piece
        except OSError as problem:
            self.log.count(type(problem).__name__)
            self.hang_up()
            time.sleep(0.02)
            return None
        if answer.headers.get("connection") == "close":
            self.hang_up()
        self.log.count(str(answer.status))
        self.log.slowest = max(self.log.slowest, time.monotonic() - began)
        return answer

    def hang_up(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = None

    @property
    def gives_up(self) -> bool:
        if not self.over.is_set():
            return False
        self.ends = self.ends or time.monotonic() + GIVES_UP
        return time.monotonic() > self.ends
