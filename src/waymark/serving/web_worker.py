"""The web worker: gunicorn's threads, and the time at which each request arrived.

A request may wait a long time: in the kernel until its connection is accepted, then for a free thread. Its arrival is
stamped before that. The kernel records when bytes reach this machine (SO_TIMESTAMPNS, set on the listening socket and
inherited by the connections it accepts), and hands the time over when they are read. The start of a connection is
never used: a connection opened early and kept idle would date every later request back.

Without the kernel's stamp (TLS ended in Python, or not on Linux), the time counts at which the poller saw that there
was something to read; then new connections wait at the poller too, not in the queue for a thread.
"""

from __future__ import annotations

import io
import selectors
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.exceptions import RequestDataTooBig
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

from waymark.kit.arrival import STAMP, STAMP_OF_LAST, STAMPED_BY, StampedBy
from waymark.serving.connections import StampedConnection, set_timeouts, stamp

LARGEST = 16 * 1024 * 1024
"""Bytes of a body that are read before the application starts: as much as Django takes into memory."""
DISCARDED = 64 * 1024 * 1024
"""Bytes of a larger body that are read, so that the response reaches a browser that reads only after sending."""
PIECE = 64 * 1024

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class StampingWorker(ThreadWorker):
    """gunicorn's gthread; when the first and the last byte came, and who stamped, are added to the environ."""

    wsgi: Application

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now_at = threading.local()
        self.kernel_stamps: dict[int, bool] = {}

    def init_process(self) -> None:
        self.kernel_stamps = {
            listener.fileno(): not self.cfg.is_ssl and stamp(listener.sock) for listener in self.sockets
        }
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi = self.stamped(self.wsgi)

    def accept(self, listener: Any) -> None:
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        set_timeouts(client)
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
        when_readable = partial(self.on_pending_socket_readable, connection)
        self.poller.register(connection.sock, selectors.EVENT_READ, when_readable)

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
        """Calls the application when the whole request is here: its arrival depends on its last byte too."""

        def with_stamp(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            unreader = self.now_at.unreader
            length = _length(environ)
            if length > LARGEST:
                _discard(environ["wsgi.input"], min(length, DISCARDED))
                environ["wsgi.input"] = TooLarge()
            elif length:
                environ["wsgi.input"] = _whole(environ["wsgi.input"], length)
            environ[STAMP], environ[STAMP_OF_LAST] = unreader.first, unreader.last
            environ[STAMPED_BY] = (StampedBy.KERNEL if unreader.by_kernel else StampedBy.WORKER).value
            return application(environ, start_response)

        return with_stamp


class TooLarge:
    """Stands in for a body that is too large. Reading it raises an error, which becomes a sentence."""

    def read(self, *_: Any) -> bytes:
        raise RequestDataTooBig("The request’s body is larger than 16 MB.")

    readline = read


def _length(environ: dict[str, Any]) -> int:
    length = environ.get("CONTENT_LENGTH", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def _discard(body: Any, length: int) -> None:
    while length > 0 and (piece := body.read(min(PIECE, length))):
        length -= len(piece)


def _whole(body: Any, length: int) -> io.BytesIO:
    """A request's whole body, in memory: nothing is written to a disk before the application decides so.

    If the client goes away before the end, the request counts as not sent.
    """
    whole = io.BytesIO()
    left = length
    while left:
        piece = body.read(min(PIECE, left))
        if not piece:
            raise NoMoreData
        whole.write(piece)
        left -= len(piece)
    whole.seek(0)
    return whole
