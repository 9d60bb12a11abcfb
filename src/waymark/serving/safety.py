"""Production does not start on a database that may forget what it has acknowledged."""

from __future__ import annotations

import sys
import time

WAITS = 30
"""Seconds for a database that is only just starting."""
NOT_STARTED = 2


def refuse_unsafe_database() -> None:
    """Ends the process with a sentence for each reason. No connection stays open."""
    from django.conf import settings

    if not getattr(settings, "IN_PRODUCTION", False):
        return
    reasons = _reasons(until=time.monotonic() + WAITS)
    if reasons:
        print("\n".join(reasons), file=sys.stderr, flush=True)
        sys.exit(NOT_STARTED)


def _reasons(*, until: float) -> list[str]:
    from django.db import OperationalError

    from waymark.web.durability import startup_problems

    while True:
        try:
            return startup_problems()
        except OperationalError as problem:
            if time.monotonic() > until:
                says = " ".join(str(problem).split())
                return [f"The database cannot be reached, so nobody knows whether it is safe: {says}"]
        time.sleep(1)
