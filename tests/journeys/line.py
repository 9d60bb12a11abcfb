"""A line between a browser and the server that can really be cut: connections break, and new ones are refused."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Line:
    """`address` leads to the server through this line. One thread for each direction of a connection.

    The lock makes a cut whole: no connection that is just being made outlives it.
    """

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        assert parts.hostname
        assert parts.port
        self.server = (parts.hostname, parts.port)
        self.open: set[socket.socket] = set()
        self.carried = 0
        self.lock = threading.Lock()
        self.listening = self._listen(0)
        self.port = self.listening.getsockname()[1]
        self.address = f"http://{parts.hostname}:{self.port}"

    def cut(self) -> None:
        with self.lock:
            self._close(self.listening)
            for connection in self.open:
                self._close(connection)
            self.open.clear()

    def mend(self) -> None:
        self.listening = self._listen(self.port)

    def _listen(self, port: int) -> socket.socket:
        listening = socket.create_server((self.server[0], port))
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()
        return listening

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                near, _ = listening.accept()
                far = socket.create_connection(self.server)
            except OSError:
                return
            with self.lock:
                if listening.fileno() < 0:
                    self._close(near)
                    self._close(far)
                    return
                self.carried += 1
                self.open |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            self._close(end)
            with self.lock:
                self.open.discard(end)

    @staticmethod
    def _close(end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
