"""At which moment each request of a load leaves."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Ticket = dict[str, Any]
AROUND = 0.3
"""Seconds on each side of the close in which a knot of scripts leaves."""
FIRST, LAST, QUIET = 0.9, 0.3, 4.0
"""Seconds before the close: between the first two the closing saves leave, and none before them since the last."""
dice = random.Random(59)


@dataclass(order=True)
class Due:
    at: float
    kind: str = field(compare=False)
    ticket: Ticket = field(compare=False)


def spread(kind: str, tickets: Iterator[Ticket], many: int, first: float, last: float) -> list[Due]:
    """So many, at times of their own between first and last."""
    return [Due(dice.uniform(first, last), kind, next(tickets)) for _ in range(many)]


def endless(tickets: list[Ticket]) -> Iterator[Ticket]:
    while True:
        yield from tickets


def schedule_of(options: argparse.Namespace, read: dict[str, Any], start: float) -> list[Due]:
    end = start + options.seconds
    scripts = iter(read["sittings"])
    saving = end - start if not options.desks else end - options.close - QUIET - start
    due = spread("save", endless(read["answers"]), int(options.saves * saving), start, start + saving)
    if options.desks:
        close = end - options.close
        due += spread("closing", iter(read["answers"]), options.desks, close - FIRST, close - LAST)
    due += spread("page", endless(read["homes"]), int(options.pages * options.seconds), start, end)
    knot = int(options.submits * options.knot)
    crowd = int(options.submits * options.crowd) - knot
    close = end - options.close
    due += spread("submit", scripts, knot, close - AROUND, close + AROUND)
    due += spread("submit", scripts, options.submits - knot - crowd, start, end - options.last)
    return due + spread("submit", scripts, crowd, end - options.last, end)
