"""Background work of this room: staff begin and stop working with a cohort on the days that were entered, and leave."""

from __future__ import annotations

from datetime import datetime

from waymark.ground.cohorts.actions import bring_staff_up_to_date, put_leavings_into_force


def run(*, at: datetime) -> int:
    return bring_staff_up_to_date(at=at) + put_leavings_into_force(at=at)
