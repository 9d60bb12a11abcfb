"""K16, K19: no worker, and a new version in the middle of a window. Nobody who writes or hands in notices."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.faults.place import Found, Place, kill
from benchmarks.faults.writers import check, clients, finish
from benchmarks.measure import family_of
from waymark.cli.arguments import ROOT

LONGEST_START = 60.0
ASKED_AGAIN = 8.0


def worker_down(place: Place, result: Found, *, seconds: float, least: int) -> Found:
    """The worker is killed in its work, and not started again."""
    command = [sys.executable, "-m", "waymark.cli", "work"]
    with place.log.open("ab") as log:
        worker = subprocess.Popen(command, env=place.env, cwd=ROOT, stdout=log, stderr=log)
    with place.serving() as (_, port), clients(place, port, hand_in=10, every=seconds / 10) as run:
        time.sleep(seconds / 4)
        kill(worker.pid)
        worker.wait()
        time.sleep(seconds)
        run.wait_for(least, seconds=60)
    result.must(set(run.summary["seen"]) == {"200"}, f"answers were {run.summary['seen']}")
    result.must(len(run.handing_in()) == 10, f"{len(run.handing_in())} of 10 scripts were handed in")
    result.judge(check(place, run.log), run.summary, least=least)
    return result


def deploy(place: Place, result: Found, *, times: int, least: int) -> Found:
    """New processes of the same version (HUP), then a new server beside the old one (USR2, TERM), under load."""
    with (
        place.serving() as (master, port),
        clients(place, port, pause=0.01, hand_in=20, every=(times + 4) / 20) as run,
    ):
        for _ in range(times):
            os.kill(master, signal.SIGHUP)
            time.sleep(1)
        new = beside(master)
        try:
            os.kill(master, signal.SIGTERM)
            run.wait_until(lambda: is_over(master), seconds=40)
            had = run.acked()
            run.wait_for(max(had + 50, least), seconds=60)
            run.wait_until(lambda: len(run.handing_in()) == 20, seconds=30)
            finish(run)
        finally:
            os.kill(new, signal.SIGTERM)
    refused = {status: many for status, many in run.summary["seen"].items() if status not in ("200", "302")}
    result.figures |= {"deployed": times + 1, "cut and asked again": refused.pop("ConnectionResetError", 0)}
    result.must(is_over(master), "the old server did not end")
    result.must(not refused, f"there were other answers than 200: {refused}")
    result.must(len(run.handing_in()) == 20, f"{len(run.handing_in())} of 20 scripts were handed in")
    result.judge(check(place, run.log), run.summary, least=least)
    return result


def beside(master: int) -> int:
    """Asks gunicorn for a second master on the same socket, and waits until it has processes of its own.

    Asked again while nothing comes of it: a signal may go under while gunicorn is still at the ones before.
    """
    until = time.monotonic() + LONGEST_START
    asked_at = 0.0
    while time.monotonic() < until:
        if time.monotonic() - asked_at > ASKED_AGAIN:
            os.kill(master, signal.SIGUSR2)
            asked_at = time.monotonic()
        time.sleep(0.1)
        if successor := successor_of(master):
            return successor
    raise RuntimeError("no second server came up beside the first")


def successor_of(master: int) -> int:
    """The second master, once it has processes of its own; 0 before."""
    for pid in family_of(master)[1:]:
        with suppress(OSError):
            if b"GUNICORN_PID=" in Path(f"/proc/{pid}/environ").read_bytes() and family_of(pid)[1:]:
                return pid
    return 0


def is_over(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2][0] == "Z"
    except OSError:
        return True
