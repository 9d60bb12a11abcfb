"""A wire between web server and database that can be pulled: two ends of one cable, one in a network of its own."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.faults.place import Place, on_postgres
from benchmarks.servers import end, free_port
from waymark.cli.arguments import ROOT
from waymark.serving.command import LOOPBACK, gunicorn

OUTSIDE, INSIDE = "10.213.77.1", "10.213.77.2"
CONNECTS = "import socket,sys; sys.exit(socket.socket().connect_ex((sys.argv[1], int(sys.argv[2]))))"


@dataclass
class Wire:
    name: str

    @property
    def inside(self) -> tuple[str, ...]:
        return ("ip", "netns", "exec", self.name)

    @contextmanager
    def place(self) -> Iterator[Place]:
        """PostgreSQL on the outer end; whoever is inside reaches it by that address alone."""
        with on_postgres(listen_addresses=OUTSIDE) as place:
            assert place.server
            with (place.server.data / "pg_hba.conf").open("a", encoding="utf-8") as rules:
                rules.write(f"host all all {INSIDE}/32 trust\n")
            place.server.run("pg_ctl", "-D", str(place.server.data), "reload")
            yield place

    @contextmanager
    def serving(self, place: Place) -> Iterator[int]:
        port = free_port()
        env = place.env | {"PGHOST": OUTSIDE}
        with place.log.open("ab") as log:
            command = [*self.inside, *gunicorn(LOOPBACK, port, processes=2)]
            running = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
            try:
                self.wait_for(port)
                yield port
            finally:
                end(running)

    def wait_for(self, port: int) -> None:
        for _ in range(200):
            command = [*self.inside, "python3", "-c", CONNECTS, LOOPBACK, str(port)]
            if subprocess.run(command, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("the web server did not start inside its network")


@contextmanager
def namespace() -> Iterator[Wire]:
    wire = Wire("waymark-faults")
    ip("netns", "add", wire.name)
    try:
        ip("link", "add", "wm-out", "type", "veth", "peer", "name", "wm-in", "netns", wire.name)
        ip("addr", "add", f"{OUTSIDE}/30", "dev", "wm-out")
        ip("link", "set", "wm-out", "up")
        ip("-n", wire.name, "addr", "add", f"{INSIDE}/30", "dev", "wm-in")
        for device in ("lo", "wm-in"):
            ip("-n", wire.name, "link", "set", device, "up")
        yield wire
    finally:
        ip("link", "delete", "wm-out")
        ip("netns", "delete", wire.name)


@contextmanager
def cut_off(wire: Wire) -> Iterator[None]:
    """Nothing passes, and nobody is told: as when a switch dies."""
    ip("link", "set", "wm-out", "down")
    try:
        yield
    finally:
        ip("link", "set", "wm-out", "up")


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
