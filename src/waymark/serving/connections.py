"""Reads a connection, with the time at which the kernel received the bytes (SO_TIMESTAMPNS, Linux)."""

from __future__ import annotations

import socket
import struct
import sys
import time
from contextlib import suppress

from gunicorn.http.errors import NoMoreData
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn

SO_TIMESTAMPNS = 35
"""The socket option on Linux, and the type of its control message; Python has no name for it."""
TIMESPEC = struct.Struct("@ll")
BRIEFLY = 0.01
"""Seconds that a thread waits for a new connection's first byte; then the poller waits, which blocks no thread."""
SILENT = 20
"""Seconds after which a client that stops sending, or stops reading, counts as gone."""
SLOWEST = 1_000
"""Bytes a second at which a request must arrive on average, once `SILENT` seconds are over."""
TIMEVAL = struct.Struct("@ll")
SPACE = socket.CMSG_SPACE(TIMESPEC.size) if hasattr(socket, "CMSG_SPACE") else 0


def stamp(listener: socket.socket) -> bool:
    """Ask the kernel to stamp what arrives at connections of this listening socket. Returns whether it will."""
    if not sys.platform.startswith("linux") or listener.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    try:
        listener.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    except OSError:
        return False
    return True


def set_timeouts(connection: socket.socket) -> None:
    """A few clients that hold a thread and send or read nothing would otherwise delay everyone's saves."""
    with suppress(OSError):
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            connection.setsockopt(socket.SOL_SOCKET, option, TIMEVAL.pack(SILENT, 0))


class StampedUnreader(SocketUnreader):
    """Reads a connection, and knows when the first and the last bytes of the current request arrived."""

    def __init__(self, connection: StampedConnection) -> None:
        super().__init__(connection.sock)
        self.connection = connection
        self.first = self.last = 0
        """Nanoseconds since 1970."""
        self.by_kernel = True
        self.began_at, self.bytes_read = time.monotonic(), 0

    def begin(self) -> None:
        """The next request begins. Bytes read ahead belong to it, and arrived with the last read."""
        self.began_at, self.bytes_read = time.monotonic(), 0
        self.first = self.last if self.buf.getvalue() else 0
        if not self.first:
            self.by_kernel = True

    def chunk(self, size_hint: int | None = None) -> bytes:
        size = min(max(size_hint or 0, self.mxchunk), self.max_body_chunk)
        try:
            data = self._receive(size)
        except BlockingIOError:
            raise NoMoreData from None
        self.bytes_read += len(data)
        if time.monotonic() - self.began_at > SILENT + self.bytes_read / SLOWEST:
            raise NoMoreData
        return data

    def _receive(self, size: int) -> bytes:
        if not self.connection.is_stamped:
            data: bytes = self.sock.recv(size)
            self._record(data, 0)
            return data
        data, messages, _, _ = self.sock.recvmsg(size, SPACE)
        self._record(data, _kernel_stamp(messages))
        return data

    def _record(self, data: bytes, stamped: int) -> None:
        if not data:
            return
        if not stamped:
            self.by_kernel = False
            stamped = self.connection.readable_at if not self.first else 0
        self.last = stamped or time.time_ns()
        self.first = self.first or self.last


class StampedConnection(TConn):
    readable_at = 0
    """When the poller saw that there was something to read, in nanoseconds since 1970."""
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


def _kernel_stamp(messages: list[tuple[int, int, bytes]]) -> int:
    """The kernel's time of arrival among the control messages, in nanoseconds since 1970; 0 if there is none."""
    for level, kind, data in messages:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS and len(data) == TIMESPEC.size:
            seconds, nanoseconds = TIMESPEC.unpack(data)
            return int(seconds * 1_000_000_000 + nanoseconds)
    return 0
