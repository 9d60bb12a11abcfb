"""Nobody holds up the others by opening connections and sending nothing, or by stopping in the middle."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from waymark.serving import connections
from waymark.serving.command import LOOPBACK
from waymark.serving.tests.test_server import Served, ask, serving

pytestmark = pytest.mark.slow
HALF = b"POST / HTTP/1.1\r\nHost: waymark.example\r\nContent-Length: 9\r\n\r\nhalf"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """With two threads."""
    with serving() as server:
        yield server


def open_some(opened: ExitStack, served: Served, many: int, first: bytes = b"") -> list[socket.socket]:
    connections = [
        opened.enter_context(socket.create_connection((LOOPBACK, served.port), timeout=60))
        for _ in range(many)
    ]
    for connection in connections:
        connection.sendall(first)
    return connections


def is_open(connection: socket.socket) -> bool:
    """Whether the server has not ended it."""
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True


def test_connections_that_send_nothing_hold_up_nobody(served: Served) -> None:
    with ExitStack() as opened:
        silent = open_some(opened, served, 12)
        with served.connect() as connection:
            assert ask(connection, body=b"a text").bytes == 6
        assert all(is_open(connection) for connection in silent), "The text waited until they were given up."


def test_who_stops_in_the_middle_has_gone_away_after_a_while(served: Served) -> None:
    with ExitStack() as opened:
        stopped = open_some(opened, served, 2, HALF)
        with served.connect() as connection:
            connection.timeout = 60
            assert ask(connection, body=b"a text").bytes == 6
        assert [connection.recv(100) for connection in stopped] == [b"", b""]


def test_who_sends_a_byte_now_and_then_has_gone_away_too(served: Served) -> None:
    with ExitStack() as opened:
        (trickle,) = open_some(opened, served, 1, HALF.replace(b"9", b"9999"))
        ended = None
        for _ in range(connections.SILENT + 5):
            time.sleep(1)
            try:
                trickle.sendall(b"x")
            except OSError:
                ended = True
                break
        assert ended
