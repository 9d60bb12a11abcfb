"""K5, K6, K8: a full disk, a database cut off, a row that is held: nothing false is said, and it heals by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.network import cut_off, namespace
from benchmarks.faults.place import Found, Place, on_sqlite
from benchmarks.faults.writers import check, clients

HEALS = 30.0
SAYS_SO = 10.0
"""Seconds in which a request is answered while the database is cut off: the old connection's end, and a new one's."""
NEEDS_ROOT = "needs root, for a file system or a network of its own"


def disk_full(result: Found, *, seconds: float, least: int) -> Found:
    """A file system of 64 MB, filled while texts are saved to SQLite on it, and freed again."""
    if os.geteuid() != 0:
        result.not_run = NEEDS_ROOT
        return result
    with small_disk() as disk, on_sqlite(at=disk) as place:
        with place.serving() as (_, port), clients(place, port, pause=0.02) as run:
            run.wait_for(least // 2, seconds=60)
            filler = disk / "filler"
            fill(filler)
            time.sleep(1)
            had = run.acked()
            time.sleep(seconds)
            result.figures["acknowledged while full"] = run.acked() - had
            filler.unlink()
            freed = time.monotonic()
            healed = run.wait_for(run.acked() + 8, seconds=HEALS)
            result.figures["heals after"] = round(time.monotonic() - freed, 2)
            run.wait_for(least, seconds=60)
        result.must(healed, f"no text was saved within {HEALS:.0f} s after there was room again")
        result.must(run.summary["seen"].get("503", 0) > 0, "nobody was told that the text was not saved")
        result.must(run.summary["seen"].get("500", 0) == 0, "a full disk was answered with 500")
        result.judge(check(place, run.log), run.summary, least=least)
    return result


@contextmanager
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="waymark-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "waymark", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def fill(file: Path) -> None:
    """To the last byte."""
    with file.open("wb", buffering=0) as filler:
        size = 1 << 20
        while size:
            try:
                filler.write(b"\0" * size)
            except OSError:
                size //= 2


def database_cut_off(result: Found, *, seconds: float, least: int) -> Found:
    """The web server, in a network of its own, reaches PostgreSQL by a wire that is pulled and put back."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        result.not_run = NEEDS_ROOT
        return result
    with namespace() as wire, wire.place() as place:
        with wire.serving(place) as port, clients(place, port, wrap=wire.inside) as run:
            run.wait_for(least // 2, seconds=60)
            with cut_off(wire):
                time.sleep(1)
                had = run.acked()
                time.sleep(seconds)
                result.figures["acknowledged while cut off"] = run.acked() - had
            back = time.monotonic()
            healed = run.wait_for(run.acked() + 16, seconds=HEALS)
            result.figures["heals after"] = round(time.monotonic() - back, 2)
            run.wait_for(least, seconds=60)
        slowest = run.summary["slowest answer"]
        result.figures["slowest answer"] = round(slowest, 2)
        result.must(
            result.figures["acknowledged while cut off"] == 0, "a text was acknowledged without a database"
        )
        result.must(healed, f"no text was saved within {HEALS:.0f} s after the wire was back")
        result.must(slowest <= SAYS_SO, f"an answer took {slowest:.1f} s")
        result.must("TimeoutError" not in run.summary["seen"], "somebody was never answered")
        result.must(run.summary["seen"].get("503", 0) > 0, "nobody was told that the text was not saved")
        result.judge(check(place, run.log), run.summary, least=least)
    return result


def row_held(place: Place, result: Found, *, seconds: float, least: int) -> Found:
    """Somebody holds the answers of four writers; the others save on, and scripts are handed in."""
    assert place.server
    lock_rows = "SELECT id FROM sit_answer WHERE id = ANY(%s) FOR UPDATE"
    with (
        place.serving() as (_, port),
        clients(place, port, hand_in=20, every=seconds / 20, pause=0.02) as run,
    ):
        run.wait_until(lambda: len(run.answers()) >= 8, seconds=20)
        ids = run.answers()[:4]
        with place.server.connected("waymark") as connection, connection.transaction():
            connection.execute(lock_rows, [ids])
            time.sleep(seconds)
            answered = run.count_since(time.time() - seconds + 1)
        run.wait_for(least, seconds=60)
    waits = sorted(run.handing_in())
    p95 = waits[int(len(waits) * 0.95)]
    result.figures |= {"handed in": len(waits), "p95 of handing in": round(p95, 2)}
    result.must(not set(ids) & answered, "a text was acknowledged whose row was held")
    result.must(len(waits) >= 20, f"{len(waits)} of 20 scripts were handed in")
    result.must(p95 <= 5, f"handing in took {p95:.1f} s")
    result.judge(check(place, run.log), run.summary, least=least)
    return result
