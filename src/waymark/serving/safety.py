"""Production does not start on a database that may lose acknowledged writes."""

from __future__ import annotations

import sys
import time

SECONDS_TO_WAIT = 30
"""For a database that is starting too."""
NOT_STARTED = 2


def refuse_unsafe_database() -> None:
    """Ends the process with a sentence for each reason. Leaves no connection open."""
    from django.conf import settings

    if not getattr(settings, "IN_PRODUCTION", False):
        return
    reasons = _reasons(until=time.monotonic() + SECONDS_TO_WAIT)
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
                details = " ".join(str(problem).split())
                return [f"The database cannot be reached, so its settings cannot be checked: {details}"]
        time.sleep(1)
