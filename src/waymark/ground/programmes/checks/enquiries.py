"""Can a question from a visitor be answered in time?

| Code                    | Reported when                                                     |
|-------------------------|-------------------------------------------------------------------|
| `working-day-reversed`  | a working day ends before it starts                               |
"""

from __future__ import annotations

from waymark.ground.programmes.checks.pack import CheckedPack, Findings


def check(pack: CheckedPack) -> Findings:
    promised = pack.programme.enquiries
    if promised is not None and promised.working_until <= promised.working_from:
        yield pack.error(
            "working-day-reversed",
            "enquiries.working_until",
            f"The working day ends at {promised.working_until:%H:%M}, which is not after it starts at "
            f"{promised.working_from:%H:%M}.",
            "Give a later `working_until`.",
        )
