"""K3: every acknowledgement was preceded by an fdatasync that began after its text was sent. Counted with strace."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import tempfile
import time
from bisect import bisect_left
from pathlib import Path

from benchmarks.faults.place import Found, Place
from benchmarks.faults.writers import Clients, clients
from benchmarks.measure import family_of

CALL = re.compile(
    r"^(?:\[pid +\d+\] )?(\d+ +)?(\d+\.\d+) (?:fdatasync|fsync)\(.*\) += 0(?: <([\d.]+)>)?", re.MULTILINE
)
BEGUN = re.compile(r"^(\d+) +(\d+\.\d+) (?:fdatasync|fsync)\([^)]*<unfinished", re.MULTILINE)
ENDED = re.compile(r"^(\d+) +(\d+\.\d+) <\.\.\. (?:fdatasync|fsync) resumed>.*= 0", re.MULTILINE)
MISSING = "strace is not on this machine. Debian, Ubuntu: apt install strace."


def synced(place: Place, result: Found, *, saves: int, application: str = "") -> Found:
    """One writer, so that no acknowledgement can lean on another's sync; and no more syncs than a machine makes."""
    if not shutil.which("strace"):
        result.not_run = MISSING
        return result
    with place.serving(application=application) as (master, port):
        watched = place.server.pid if place.server else master
        with clients(place, port, writers=1, pause=0.01) as run:
            run.wait_for(20, seconds=20)
            traced = trace(watched, run, saves=saves)
        unsynced = count_unsynced(run, traced)
    result.acked = len(traced[1])
    result.figures |= {"acknowledged": result.acked, "syncs": len(traced[0]), "without a sync": unsynced}
    result.must(result.acked >= saves, f"{result.acked} acknowledged, fewer than {saves}")
    result.must(unsynced == 0, f"{unsynced} of {result.acked} acknowledgements had no sync before them")
    return result


def trace(
    pid: int, run: Clients, *, saves: int
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Syncs as (began, ended), and acknowledged texts as (sent, acknowledged), while strace looked on."""
    file = Path(tempfile.mkdtemp(prefix="waymark-strace-")) / "calls"
    pids = [word for member in family_of(pid) for word in ("-p", str(member))]
    command = ["strace", "-f", "-ttt", "-T", "-e", "trace=fdatasync,fsync", "-o", str(file), *pids]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        began, had = time.time(), run.acked()
        run.wait_for(had + saves + 20, seconds=60)
        ended = time.time()
        time.sleep(0.5)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=20)
    calls = read_calls(file.read_text("utf-8"))
    shutil.rmtree(file.parent)
    seen = [(line["sent"], line["acked"]) for line in run.lines() if "answer" in line]
    return calls, [interval for interval in seen if began <= interval[0] and interval[1] <= ended]


def read_calls(trace: str) -> list[tuple[float, float]]:
    """By their beginning. A call that another process interrupted stands on two lines."""
    calls = []
    waiting: dict[str, float] = {}
    for line in trace.splitlines():
        if begun := BEGUN.match(line):
            waiting[begun[1]] = float(begun[2])
        elif (ended := ENDED.match(line)) and ended[1] in waiting:
            calls.append((waiting.pop(ended[1]), float(ended[2])))
        elif call := CALL.match(line):
            calls.append((float(call[2]), float(call[2]) + float(call[3] or 0)))
    return sorted(calls)


def count_unsynced(run: Clients, traced: tuple[list[tuple[float, float]], list[tuple[float, float]]]) -> int:
    """Acknowledgements without a sync that began after the sending and ended before the answer."""
    syncs, acked = traced
    begins = [began for began, _ in syncs]
    return sum(
        not any(ended <= heard for began, ended in syncs[bisect_left(begins, sent) :] if began <= heard)
        for sent, heard in acked
    )
