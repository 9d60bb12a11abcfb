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
    sent = [line for line in lines if "kind" in line]
    figures: dict[str, Any] = {"waits": {}, "flagged": 0, "let in": 0, "in time": 0, "too late": 0}
    for kind in ("save", "closing", "submit", "page"):
        waits = sorted(
            1000 * (request["heard"] - request["due"]) for request in sent if request["kind"] == kind
        )
        if waits:
            at = {name: waits[min(len(waits) - 1, int(len(waits) * part))] for name, part in PARTS.items()}
            figures["waits"][kind] = {name: round(value, 1) for name, value in at.items()} | {
                "many": len(waits)
            }
    figures["failed"] = sum(
        not isinstance(request["status"], int) or request["status"] >= 500 for request in sent
    )
    closing = [request for request in sent if request["kind"] == "closing"]
    if closing:
        before = [request for request in closing if request["ended"] < closes]
        figures |= {"in time": len(before), "flagged": sum(request["status"] != 200 for request in before)}
        figures["waited over the close"] = sum(request["heard"] >= closes for request in before)
        figures["left after the close"] = len(closing) - len(before)
    elif closes:
        scripts = [request for request in sent if request["kind"] == "submit"]
        before = [request for request in scripts if request["ended"] < closes]
        after = [request for request in scripts if request["began"] >= closes]
        figures |= {"in time": len(before), "too late": len(after)}
        figures["flagged"] = sum("receipt" not in request for request in before)
        figures["let in"] = sum("receipt" in request for request in after)
        figures["waited over the close"] = sum(request["heard"] >= closes for request in before)
    return figures


def wrong_of(load: Load, figures: dict[str, Any]) -> list[str]:
    checked = figures["checked"]
    problems = [f"{what}: {checked[what]}" for what in LIES if checked[what]]
    problems += [f"{figures['failed']} requests failed"] if figures["failed"] else []
    problems += (
        [f"{figures['flagged']} that left before the close were flagged late"] if figures["flagged"] else []
    )
    problems += [f"{figures['let in']} that left after the close were let in"] if figures["let in"] else []
    if load.desks:
        missing = load.desks - figures["in time"]
        return problems + (
            [f"{missing} closing saves left too late: the generator was slow"] if missing else []
        )
    if load.closes and not (figures["in time"] and figures["too late"] and figures["waited over the close"]):
        problems.append("the close was not in the midst of the rush")
    return problems


def slow_of(load: Load, figures: dict[str, Any]) -> list[str]:
    """Figures that are missed; on a machine that others use too, they say little."""
    slow = [
        f"p95 of {kind} is {figures['waits'][kind]['p95']:.0f} ms, over {most:.0f}"
        for kind, most in load.p95.items()
        if figures["waits"][kind]["p95"] > most
    ]
    return slow + ([f"CPU is {figures['cpu']:.0%}, over {load.cpu:.0%}"] if figures["cpu"] > load.cpu else [])
