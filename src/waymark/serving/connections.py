"""Reading a connection, with the moment at which the kernel received what is read (SO_TIMESTAMPNS, Linux)."""

from __future__ import annotations

import socket
import struct
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from gunicorn.http.errors import NoMoreData
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn

from waymark.kit.arrival import arrived

SO_TIMESTAMPNS = 35
"""Of Linux, and the kind of its control message; Python has no name for it."""
TIMESPEC = struct.Struct("@ll")
BRIEFLY = 0.01
"""Seconds that a thread waits for a new connection's first byte; then the poller waits, which holds up nobody."""
SILENT = 20
"""Seconds after which a sender who stops in the middle, or a reader who takes nothing more, has gone away."""
SLOWEST = 1_000
"""Bytes a second that a request takes to arrive at least, once it took `SILENT` seconds."""
TIMEVAL = struct.Struct("@ll")
ROOM = socket.CMSG_SPACE(TIMESPEC.size) if hasattr(socket, "CMSG_SPACE") else 0


def stamp(listener: socket.socket) -> bool:
    """Have the kernel stamp what arrives at the connections of this listening socket; whether it does."""
    if not sys.platform.startswith("linux") or listener.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    try:
        listener.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    except OSError:
        return False
    return True


def do_not_wait_for_ever(connection: socket.socket) -> None:
    """Who holds a thread and sends or takes nothing would, a few times over, hold up everybody's saves."""
    with suppress(OSError):
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            connection.setsockopt(socket.SOL_SOCKET, way, TIMEVAL.pack(SILENT, 0))


class StampedUnreader(SocketUnreader):
    """Reads a connection, and knows when the first and the last bytes of the present request arrived."""

    def __init__(self, connection: StampedConnection) -> None:
        super().__init__(connection.sock)
        self.connection = connection
        self.first = self.last = 0
        self.by_kernel = True
        self.began, self.heard = time.monotonic(), 0

    def begin(self) -> None:
        """The next request begins. What was read ahead belongs to it, and arrived with the last reading."""
        self.began, self.heard = time.monotonic(), 0
        self.first = self.last if self.buf.getvalue() else 0
        if not self.first:
            self.by_kernel = True

    def chunk(self, size_hint: int | None = None) -> bytes:
        size = min(max(size_hint or 0, self.mxchunk), self.max_body_chunk)
        try:
            data = self._receive(size)
        except BlockingIOError:
            raise NoMoreData from None
        self.heard += len(data)
        if time.monotonic() - self.began > SILENT + self.heard / SLOWEST:
            raise NoMoreData
        return data

    def _receive(self, size: int) -> bytes:
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
        ready: bool = super().wait_for_data(min(timeout, BRIEFLY))
        if ready and not self.readable_at:
            self.readable_at = time.time_ns()
        return ready


def _kernels(said: list[tuple[int, int, bytes]]) -> int:
    """The kernel's moment among the control messages, in nanoseconds since 1970; 0 where there is none."""
    for level, kind, data in said:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS and len(data) == TIMESPEC.size:
            seconds, nanoseconds = TIMESPEC.unpack(data)
            return int(seconds * 1_000_000_000 + nanoseconds)
    return 0
