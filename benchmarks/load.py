"""A bounded closed loop over kept-alive connections, of the standard library only.

Each connection has tickets of its own and sends one request at a time: the next when the last was answered. An act is
a Python generator that yields requests and is sent the answers; it raises `Wrong` where an answer is not what it
should be. Every wait has a limit.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

LOOPBACK = "127.0.0.1"
LONGEST_WAIT = 15.0
"""Seconds for one answer."""
LONGEST_IDLE = 1.0
"""Seconds without a request after which a connection is opened again: the server closes one after two."""
APART = 0.004
"""Seconds between two connections: opened in one instant, one worker would take most of them."""

Act = Generator[bytes, "Answer", None]


class Wrong(Exception):
    """An answer that is not what the act is about; the row does not count."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def must(self, holds: bool, sentence: str) -> None:
        if not holds:
            raise Wrong(f"{sentence}: {self.status} {self.headers.get('location', '')} {self.body[:300]!r}")


@dataclass
class Site:
    """How requests are written for one server."""

    port: int
    text: str = ""

    def get(self, ticket: dict[str, Any], path: str) -> bytes:
        return self._head("GET", path, ticket) + b"\r\n"

    def post(self, ticket: dict[str, Any], path: str, body: bytes, kind: str, also: str = "") -> bytes:
        """As a browser sends it from a page of the same site, through a proxy that ended TLS."""
        more = also + (
            f"Origin: https://{LOOPBACK}:{self.port}\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return self._head("POST", path, ticket) + more.encode() + body

    def _head(self, verb: str, path: str, ticket: dict[str, Any]) -> bytes:
        head = f"{verb} {path} HTTP/1.1\r\nHost: {LOOPBACK}:{self.port}\r\nX-Forwarded-Proto: https\r\n"
        if ticket.get("cookie"):
            head += f"Cookie: {ticket['cookie']}\r\n"
        return head.encode()


def connected(port: int) -> socket.socket:
    made = socket.create_connection((LOOPBACK, port), timeout=LONGEST_WAIT)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


@dataclass
class Tally:
    """What one run came to."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    bytes_in: int = 0

    def as_json(self) -> dict[str, Any]:
        waits = sorted(self.waits)
        return {
            "acts": len(waits),
            "seconds": self.seconds,
            "p50": 1000 * waits[len(waits) // 2],
            "p95": 1000 * waits[min(len(waits) - 1, int(len(waits) * 0.95))],
            "worst": 1000 * waits[-1],
            "bytes": self.bytes_in / len(waits),
            "cpu": time.process_time(),
        }


class Connection:
    def __init__(self, port: int, acts: Iterator[Act]) -> None:
        self.port, self.socket = port, connected(port)
        self.acts, self.act, self.began, self.buffer = acts, None, 0.0, b""
        self.last_used = time.perf_counter()

    act: Act | None

    def start(self) -> bool:
        """Send the first request of the next act; False when there is none left."""
        self.act = next(self.acts, None)
        if self.act is None:
            return False
        request = next(self.act)
        self.began = time.perf_counter()
        if self.began - self.last_used > LONGEST_IDLE:
            self.socket.close()
            self.socket = connected(self.port)
        self.socket.sendall(request)
        return True

    def read(self, tally: Tally) -> bool:
        """Take what has come; True when the act is over."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise Wrong("the server closed a kept-alive connection")
        tally.bytes_in += len(piece)
        self.buffer += piece
        answer = whole(self.buffer)
        if answer is None:
            return False
        self.buffer = b""
        assert self.act is not None
        try:
            self.socket.sendall(self.act.send(answer))
        except StopIteration:
            self.last_used = time.perf_counter()
            tally.waits.append(self.last_used - self.began)
            return True
        return False


def whole(buffer: bytes) -> Answer | None:
    """The answer, once all of it is there. Only answers that say their length are understood."""
    head, blank, body = buffer.partition(b"\r\n\r\n")
    if not blank:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    headers = {name.lower(): value for name, _, value in pairs}
    if "content-length" not in headers:
        raise Wrong(f"an answer without its length: {first}")
    if len(body) < int(headers["content-length"]):
        return None
    return Answer(int(first.split(" ")[1]), headers, body)


def drive(connections: list[Connection], *, seconds: float, most: int = 0) -> Tally:
    """Until the time is over, the tickets are used up, or `most` acts are done; requests under way are finished."""
    tally, began = Tally(), time.perf_counter()
    with selectors.DefaultSelector() as ready:
        for connection in connections:
            if connection.start():
                ready.register(connection.socket, selectors.EVENT_READ, connection)
        while ready.get_map():
            events = ready.select(LONGEST_WAIT)
            if not events:
                raise Wrong(f"no answer within {LONGEST_WAIT:.0f} seconds")
            for key, _ in events:
                if not key.data.read(tally):
                    continue
                over = time.perf_counter() - began >= seconds or (most and len(tally.waits) >= most)
                if over or not key.data.start():
                    ready.unregister(key.fileobj)
    if not tally.waits:
        raise Wrong("the tickets were used up too early; ask for more participants")
    tally.seconds = time.perf_counter() - began
    return tally


def open_connections(
    port: int, tickets: list[dict[str, Any]], options: Any, act: Callable[..., Act]
) -> list[Connection]:
    site = Site(port, options.text)
    made = []
    for place in range(options.connections):
        own = tickets[place :: options.connections]
        again = own if options.once else cycle(own)
        made.append(Connection(port, (act(site, ticket) for ticket in again)))
        time.sleep(APART)
    return made
