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
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.exceptions import RequestDataTooBig
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

from waymark.kit.arrival import STAMP, STAMPED_BY, StampedBy
from waymark.serving.connections import StampedConnection, do_not_wait_for_ever, stamp

LARGEST = 16 * 1024 * 1024
"""Bytes of a body that are read before the application begins: as much as Django takes into memory."""
THROWN_AWAY = 64 * 1024 * 1024
"""Bytes that are read of a larger one, so that the answer reaches a browser that listens only after sending."""
PIECE = 64 * 1024

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


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
        do_not_wait_for_ever(client)
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
            if length > LARGEST:
                _throw_away(environ["wsgi.input"], min(length, THROWN_AWAY))
                environ["wsgi.input"] = TooLarge()
            elif length:
                environ["wsgi.input"] = _whole(environ["wsgi.input"], length)
            environ[STAMP] = unreader.arrived
            environ[STAMPED_BY] = (StampedBy.KERNEL if unreader.by_kernel else StampedBy.WORKER).value
            return application(environ, start_response)

        return with_stamp


class TooLarge:
    """In place of a body that nobody reads: what is still on its way when a page is made would have its early stamp."""

    def read(self, *_: Any) -> bytes:
        raise RequestDataTooBig("The request's body is larger than 16 MB.")

    readline = read


def _length(environ: dict[str, Any]) -> int:
    said = environ.get("CONTENT_LENGTH", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _throw_away(body: Any, many: int) -> None:
    while many > 0 and (piece := body.read(min(PIECE, many))):
        many -= len(piece)


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
