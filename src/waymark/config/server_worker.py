"""The web worker: gunicorn's threads, and the moment at which each request arrived.

A request may wait long: in the kernel until its connection is accepted, then for a free thread. Its arrival is stamped
before all that. The kernel notes the moment at which bytes reach this machine (SO_TIMESTAMPNS, set on the listening
socket and inherited by what it accepts), and hands it over when they are read. Never is a connection's beginning
taken: one that was opened early and kept idle would date every later request back.

Where the kernel hands nothing over (TLS ended in Python, other systems than Linux), the moment counts at which the
poller saw that there is something to read; then new connections wait at the poller too, not in the queue for a thread.
"""

from __future__ import annotations

import io
import selectors
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from gunicorn.http.errors import NoMoreData
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from waymark.kit.arrival import STAMP, STAMPED_BY, StampedBy, arrived

SO_TIMESTAMPNS = 35
"""Of Linux, and the kind of its control message; Python has no name for it."""
TIMESPEC = struct.Struct("@ll")
ROOM = socket.CMSG_SPACE(TIMESPEC.size) if hasattr(socket, "CMSG_SPACE") else 0

LARGEST = 16 * 1024 * 1024
"""Bytes of a body that are read before the application begins: as much as Django takes into memory."""
PIECE = 64 * 1024

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def stamp(listener: socket.socket) -> bool:
    """Have the kernel stamp what arrives at the connections of this listening socket; whether it does."""
    if not sys.platform.startswith("linux") or listener.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    try:
        listener.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    except OSError:
        return False
    return True


class StampedUnreader(SocketUnreader):
    """Reads a connection, and knows when the first and the last bytes of the present request arrived."""

    def __init__(self, connection: StampedConnection) -> None:
        super().__init__(connection.sock)
        self.connection = connection
        self.first = self.last = 0
        self.by_kernel = True

    def begin(self) -> None:
        """The next request begins. What was read ahead belongs to it, and arrived with the last reading."""
        self.first = self.last if self.buf.getvalue() else 0
        if not self.first:
            self.by_kernel = True

    def chunk(self, size_hint: int | None = None) -> bytes:
        size = min(max(size_hint or 0, self.mxchunk), self.max_body_chunk)
        if not self.connection.is_stamped:
            data: bytes = self.sock.recv(size)
            self._note(data, 0)
            return data
        data, said, _, _ = self.sock.recvmsg(size, ROOM)
        self._note(data, _kernels(said))
        return data

    def _note(self, data: bytes, stamped: int) -> None:
        if not data:
            return
        if not stamped:
            self.by_kernel = False
            stamped = self.connection.readable_at if not self.first else 0
        self.last = stamped or time.time_ns()
        self.first = self.first or self.last

    @property
    def arrived(self) -> int:
        """Nanoseconds since 1970."""
        start = datetime.fromtimestamp(0, UTC)
        first, last = (start + timedelta(microseconds=one // 1000) for one in (self.first, self.last))
        return self.first if arrived(first=first, last=last) == first else self.last


class StampedConnection(TConn):
    readable_at = 0
    """When there was seen to be something to read, in nanoseconds since 1970."""
    is_stamped = True

    def init(self) -> None:
        is_new = not self.initialized
        super().init()
        if is_new:
            read_ahead = self.parser.unreader.take_buffered()
            self.parser.unreader = StampedUnreader(self)
            self.parser.unreader.unread(read_ahead)

    def wait_for_data(self, timeout: float) -> bool:
        ready: bool = super().wait_for_data(timeout)
        if ready and not self.readable_at:
            self.readable_at = time.time_ns()
        return ready


class StampingWorker(ThreadWorker):
    """gunicorn's gthread; `waymark.arrived` and `waymark.stamped_by` are added to the environ."""

    wsgi: Application

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now_at = threading.local()
        self.kernel_stamps: dict[int, bool] = {}

    def init_process(self) -> None:
        asked = {one.fileno(): not self.cfg.is_ssl and stamp(one.sock) for one in self.sockets}
        self.kernel_stamps = asked
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi = self.stamped(self.wsgi)

    def accept(self, listener: Any) -> None:
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        connection = StampedConnection(self.cfg, client, address, listener.getsockname())
        connection.is_stamped = self.kernel_stamps.get(listener.fileno(), False)
        if connection.is_stamped:
            self.enqueue_req(connection)
        else:
            self.wait_at_poller(connection)

    def wait_at_poller(self, connection: StampedConnection) -> None:
        connection.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(connection)
        seen = partial(self.on_pending_socket_readable, connection)
        self.poller.register(connection.sock, selectors.EVENT_READ, seen)

    def on_pending_socket_readable(self, conn: Any, client: Any) -> None:
        conn.readable_at = time.time_ns()
        super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: Any, client: Any) -> None:
        conn.readable_at = time.time_ns()
        super().on_client_socket_readable(conn, client)

    def handle(self, conn: Any) -> Any:
        if conn.initialized:
            conn.parser.unreader.begin()
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        self.now_at.unreader = conn.parser.unreader
        return super().handle_request(req, conn)

    def stamped(self, application: Application) -> Application:
        """The application, called once the whole request is here: its arrival may depend on its last byte."""

        def with_stamp(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            unreader = self.now_at.unreader
            length = _length(environ)
            if 0 < length <= LARGEST:
                environ["wsgi.input"] = _whole(environ["wsgi.input"], length)
            environ[STAMP] = unreader.arrived
            environ[STAMPED_BY] = (StampedBy.KERNEL if unreader.by_kernel else StampedBy.WORKER).value
            return application(environ, start_response)

        return with_stamp


def _length(environ: dict[str, Any]) -> int:
    said = environ.get("CONTENT_LENGTH", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _whole(body: Any, length: int) -> io.BytesIO:
    """All of a request's body, in memory: what somebody sends stands on no disk before the application decides so.

    A sender who has gone away before the end sent nothing.
    """
    held = io.BytesIO()
    left = length
    while left:
        piece = body.read(min(PIECE, left))
        if not piece:
            raise NoMoreData
        held.write(piece)
        left -= len(piece)
    held.seek(0)
    return held


def _kernels(said: list[tuple[int, int, bytes]]) -> int:
    """The kernel's moment among the control messages, in nanoseconds since 1970; 0 where there is none."""
    for level, kind, data in said:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS and len(data) == TIMESPEC.size:
            seconds, nanoseconds = TIMESPEC.unpack(data)
            return int(seconds * 1_000_000_000 + nanoseconds)
    return 0
