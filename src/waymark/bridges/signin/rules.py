"""How failures slow an account down.

| Clause                 | Rule                                                                      | Here           |
|------------------------|---------------------------------------------------------------------------|----------------|
| docs/rules/signing-in  | four failures in a row cost nothing                                       | `wait_after`   |
| docs/rules/signing-in  | from the fifth on the next attempt waits 1 s, 2 s, 4 s, at most 2 minutes | `wait_after`   |
| docs/rules/signing-in  | a success, or a day without a failure, begins again at none               | `is_forgotten` |

Only the account is slowed down, never an IP address: many people share one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FREE_FAILURES = 4
LONGEST_WAIT = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failures: int) -> timedelta:
    """How long the next attempt has to wait after so many failures in a row."""
    if failures <= FREE_FAILURES:
        return timedelta()
    seconds = 2 ** min(failures - FREE_FAILURES - 1, 20)
    return min(timedelta(seconds=seconds), LONGEST_WAIT)


def is_forgotten(*, last_at: datetime, at: datetime) -> bool:
    return at - last_at >= FORGOTTEN_AFTER
