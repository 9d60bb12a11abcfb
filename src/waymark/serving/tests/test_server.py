"""The web server as it is shipped stamps each request with its arrival, whatever the request then waits for."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

import pytest

from waymark.serving.command import LOOPBACK, gunicorn
from waymark.serving.tests.stamps import REFUSED
from waymark.serving.web_worker import LARGEST

NEAR = 0.1
"""Seconds by which a stamp may differ from the sending."""
SERVED = "waymark.serving.tests.stamps"
pytestmark = pytest.mark.slow


@dataclass
class Served:
    port: int
    pid: int

    def connect(self) -> closing[http.client.HTTPConnection]:
        return closing(http.client.HTTPConnection(LOOPBACK, self.port, timeout=20))


@dataclass
class Reply:
    sent: float
    """Seconds since 1970, just before sending, and just after."""
    gone: float
    at: float
    by: str
    began: float
    bytes: int
    last: float = 0.0


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind((LOOPBACK, 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def serving(application: str = SERVED, *more: str) -> Iterator[Served]:
    port = free_port()
    shipped = gunicorn(LOOPBACK, port, processes=1, threads=2)
    command = [application if word == "waymark.config.wsgi" else word for word in shipped]
    running = subprocess.Popen([*command, *more])
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until and running.poll() is None:
            with socket.socket() as trial:
                if trial.connect_ex((LOOPBACK, port)) == 0:
                    break
            time.sleep(0.05)
        yield Served(port, running.pid)
    finally:
        running.terminate()
        running.wait(timeout=20)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as server:
        until_the_kernel_stamps(server)
        yield server


def until_the_kernel_stamps(served: Served) -> None:
    """The kernel begins a moment after it was asked to, for the whole machine; until then the worker stamps."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        with served.connect() as connection:
            if ask(connection).by == "k":
                return
        time.sleep(0.02)


def ask(connection: http.client.HTTPConnection, *, burn: float = 0, body: bytes = b"") -> Reply:
    sent = time.time()
    connection.request("POST", f"/?burn={burn}", body)
    return read(connection, sent, time.time())


def read(connection: http.client.HTTPConnection, sent: float, gone: float) -> Reply:
    reply = json.loads(connection.getresponse().read())
    return Reply(
        sent, gone, reply["at"] / 1e9, reply["by"], reply["began"] / 1e9, reply["bytes"], reply["last"] / 1e9
    )


def near(reply: Reply) -> bool:
    return reply.sent <= reply.at < reply.gone + NEAR


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's stamp is Linux's")


@linux
@pytest.mark.parametrize("size", [20, 11_000, 400_000])
def test_the_kernel_stamps_first_and_later_requests_of_a_connection(served: Served, size: int) -> None:
    with served.connect() as connection:
        for _ in range(3):
            reply = ask(connection, body=b"x" * size)
            assert (reply.by, reply.bytes) == ("k", size)
            assert near(reply), reply


@linux
@pytest.mark.parametrize("kept_alive", [True, False])
def test_a_saturated_server_stamps_by_the_sending(served: Served, kept_alive: bool) -> None:
    """Thirty requests at once, each of which keeps two threads busy: the last begins a second late."""

    def send(connection: http.client.HTTPConnection) -> Reply:
        if kept_alive:
            ask(connection)
        barrier.wait()
        return ask(connection, burn=0.04, body=b"y" * 11_000)

    barrier = Barrier(30)
    with ExitStack() as opened, ThreadPoolExecutor(30) as pool:
        replies = list(pool.map(send, [opened.enter_context(served.connect()) for _ in range(30)]))
    assert max(reply.began - reply.sent for reply in replies) > 0.5, "the server was not saturated"
    assert {reply.by for reply in replies} == {"k"}
    assert [reply for reply in replies if not near(reply)] == []


@linux
def test_an_idle_connection_opened_before_does_not_date_back(served: Served) -> None:
    with served.connect() as connection:
        connection.connect()
        for _ in range(2):
            time.sleep(1.2)
            assert near(ask(connection))


@linux
def test_a_stopped_process_does_not_date_late(served: Served) -> None:
    family = [served.pid, *children(served.pid)]
    with served.connect() as kept, served.connect() as new:
        ask(kept)
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        try:
            sent = time.time()
            for connection in (kept, new):
                connection.request("POST", "/", b"z" * 11_000)
            gone = time.time()
            time.sleep(1.5)
        finally:
            for pid in family:
                os.kill(pid, signal.SIGCONT)
        for connection in (kept, new):
            reply = read(connection, sent, gone)
            assert reply.began - gone > 1.4
            assert near(reply), reply


@linux
def test_first_and_last_byte_are_both_stamped(served: Served) -> None:
    with served.connect() as connection:
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", "4")
        began = time.time()
        connection.endheaders(b"ab")
        gone = time.time()
        time.sleep(1.2)
        ended = time.time()
        connection.send(b"cd")
        reply = read(connection, began, gone)
        assert near(reply), reply
        assert ended <= reply.last < time.time()


@linux
def test_no_body_is_so_large_that_its_end_is_not_stamped(served: Served) -> None:
    """A page could be made while the rest is still being written: so it is never read, and its end is stamped too."""
    large = LARGEST + 1
    with served.connect() as connection:
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(large))
        connection.endheaders(b"x" * (large - 1))
        time.sleep(1.2)
        ended = time.time()
        connection.send(b"x")
        reply = read(connection, ended, time.time())
        assert ended <= reply.last < ended + NEAR
        assert reply.bytes == REFUSED
        assert near(ask(connection, body=b"the next"))


@linux
def test_two_requests_sent_in_one_go_have_one_stamp(served: Served) -> None:
    """The second is read together with the first, and so arrived with it."""
    request = b"GET / HTTP/1.1\r\nHost: waymark.example\r\n\r\n"
    with socket.create_connection((LOOPBACK, served.port), timeout=20) as connection:
        sent = time.time()
        connection.sendall(request + request)
        time.sleep(0.5)
        received = connection.recv(65_536)
    stamps = [json.loads(part.partition(b"}")[0] + b"}") for part in received.split(b"\r\n\r\n")[1:]]
    assert len(stamps) == 2
    assert all(0 <= stamp["at"] / 1e9 - sent < NEAR for stamp in stamps)


def test_a_sender_who_goes_away_in_the_middle_has_sent_nothing(served: Served) -> None:
    with socket.create_connection((LOOPBACK, served.port), timeout=20) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: waymark.example\r\nContent-Length: 9\r\n\r\nhalf")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(65_536) == b""


def test_without_the_kernel_the_poller_stamps(tmp_path: Path) -> None:
    """A socket of the file system has no kernel stamps; what waits for a thread is stamped before it."""
    path = tmp_path / "socket"
    with serving(SERVED, "--bind", f"unix:{path}"):
        until = time.monotonic() + 20
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.05)

        def send(wait: float) -> Reply:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(path))
                sent = time.time()
                connection.sendall(b"GET /?wait=%f HTTP/1.0\r\nHost: waymark.example\r\n\r\n" % wait)
                received = b""
                while piece := connection.recv(65_536):
                    received += piece
            reply = json.loads(received.partition(b"\r\n\r\n")[2])
            return Reply(sent, sent, reply["at"] / 1e9, reply["by"], reply["began"] / 1e9, 0)

        with ThreadPoolExecutor(12) as pool:
            replies = list(pool.map(send, [0.1] * 12))
    assert {reply.by for reply in replies} == {"w"}
    last = max(replies, key=lambda reply: reply.began - reply.sent)
    assert last.began - last.sent > 0.4
    assert last.began - last.at > 0.3


def test_nothing_may_be_open_before_the_processes_are_made(tmp_path: Path) -> None:
    (tmp_path / "too_early.py").write_text(
        "from waymark.config.wsgi import application\n"
        "from django.db import connection\n"
        "connection.ensure_connection()\n",
        "utf-8",
    )
    command = gunicorn(LOOPBACK, free_port(), processes=1)
    command = ["too_early" if word == "waymark.config.wsgi" else word for word in command]
    env = os.environ | {
        "PYTHONPATH": str(tmp_path),
        "WAYMARK_DATABASE": "sqlite",
        "WAYMARK_VAR": str(tmp_path),
    }
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode
    assert "was open before the processes were forked" in done.stderr


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]
