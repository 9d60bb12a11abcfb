"""K1, K2, K4: processes are killed while texts are saved and scripts handed in."""

from __future__ import annotations

import os
import random
import sqlite3
import time

from benchmarks.faults.place import Found, Place, kill, workers_of
from benchmarks.faults.writers import check, clients
from benchmarks.measure import family_of

RECOVERS = 10.0
"""Seconds in which saving must go on after the database is up."""
LONGEST = 600.0
dice = random.Random(3)


def kill_web(
    place: Place, result: Found, *, times: int, least: int, application: str = "", pause: float = 0
) -> Found:
    """A web worker, at random, every 50 to 500 ms; gunicorn replaces it."""
    with (
        place.serving(application=application) as (master, port),
        clients(place, port, hand_in=min(times, 50), pause=pause) as run,
    ):
        killed = 0
        until = time.monotonic() + LONGEST
        while killed < times or (run.acked() < least and time.monotonic() < until):
            # Past the number asked for, less often: a busy machine has to get somewhere too.
            time.sleep(dice.uniform(0.05, 0.5) if killed < times else dice.uniform(1, 3))
            if alive := workers_of(master):
                kill(dice.choice(alive))
                killed += 1
    result.figures["killed"] = killed
    result.judge(check(place, run.log), run.summary, least=least)
    if place.server is None:
        answered = (
            sqlite3.connect(place.env["WAYMARK_SQLITE_FILE"]).execute("PRAGMA integrity_check").fetchone()
        )
        result.must(answered == ("ok",), f"integrity_check says {answered}")
    return result


def kill_postgres(place: Place, result: Found, *, times: int, least: int) -> Found:
    """Every process of the server at once; then it is started again, as whoever keeps it alive would."""
    assert place.server
    slowest = 0.0
    with place.serving() as (_, port), clients(place, port, hand_in=min(4 * times, 30)) as run:
        for _ in range(times):
            run.wait_for(run.acked() + least // times, seconds=30)
            time.sleep(dice.uniform(0, 0.3))
            for pid in (family := family_of(place.server.pid)):
                kill(pid)
            while any(_is_there(pid) for pid in family):
                time.sleep(0.01)
            place.server.launch()
            up, had = time.monotonic(), run.acked()
            run.wait_for(had + 1, seconds=3 * RECOVERS)
            slowest = max(slowest, time.monotonic() - up)
        run.wait_for(least, seconds=120)
    result.figures |= {"killed": times, "slowest recovery": round(slowest, 2)}
    result.must(
        slowest <= RECOVERS, f"after a kill, saving went on only {slowest:.1f} s after the database was up"
    )
    result.judge(check(place, run.log), run.summary, least=least)
    return result


def _is_there(pid: int) -> bool:
    """Ended and not yet waited for counts: PostgreSQL does not start before its forerunner is gone."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
