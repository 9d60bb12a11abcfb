"""What became of a load: waits, what was flagged late and what was let in, by the generator's own clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.close.loads import Load

PARTS = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "worst": 1.0}
LIES = ("lost", "moved", "foreign", "double", "broken", "receipts", "effects")


def read_log(log: Path, closes: float) -> dict[str, Any]:
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    sent = [one for one in lines if "kind" in one]
    found: dict[str, Any] = {"waits": {}, "flagged": 0, "let in": 0, "in time": 0, "too late": 0}
    for kind in ("save", "submit", "page"):
        waits = sorted(1000 * (one["heard"] - one["due"]) for one in sent if one["kind"] == kind)
        if waits:
            at = {name: waits[min(len(waits) - 1, int(len(waits) * part))] for name, part in PARTS.items()}
            found["waits"][kind] = {name: round(value, 1) for name, value in at.items()} | {
                "many": len(waits)
            }
    found["failed"] = sum(not isinstance(one["status"], int) or one["status"] >= 500 for one in sent)
    if closes:
        scripts = [one for one in sent if one["kind"] == "submit"]
        before = [one for one in scripts if one["ended"] < closes]
        after = [one for one in scripts if one["began"] >= closes]
        found |= {"in time": len(before), "too late": len(after)}
        found["flagged"] = sum("receipt" not in one for one in before)
        found["let in"] = sum("receipt" in one for one in after)
        found["waited over the close"] = sum(one["heard"] >= closes for one in before)
    return found


def wrong_of(load: Load, found: dict[str, Any]) -> list[str]:
    checked = found["checked"]
    wrong = [f"{what}: {checked[what]}" for what in LIES if checked[what]]
    wrong += [f"{found['failed']} requests failed"] if found["failed"] else []
    wrong += [f"{found['flagged']} that left before the close were flagged late"] if found["flagged"] else []
    wrong += [f"{found['let in']} that left after the close were let in"] if found["let in"] else []
    if load.closes and not (found["in time"] and found["too late"] and found["waited over the close"]):
        wrong.append("the close was not in the midst of the rush")
    return wrong


def slow_of(load: Load, found: dict[str, Any]) -> list[str]:
    """Figures that are missed; on a machine that others use too, they say little."""
    slow = [
        f"p95 of {kind} is {found['waits'][kind]['p95']:.0f} ms, over {most:.0f}"
        for kind, most in load.p95.items()
        if found["waits"][kind]["p95"] > most
    ]
    return slow + ([f"CPU is {found['cpu']:.0%}, over {load.cpu:.0%}"] if found["cpu"] > load.cpu else [])
