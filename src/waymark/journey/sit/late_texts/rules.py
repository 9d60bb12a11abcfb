"""By when a lead decides about text that arrived within the tolerance.

| Clause | Says                                                                | Here        |
|--------|---------------------------------------------------------------------|-------------|
| house  | five weekdays after the day of the close, before anything is marked | `decide_by` |
"""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS_TO_DECIDE = 5
SATURDAY = 5


def decide_by(closed_on: date) -> date:
    """The last day on which the decision is due: weekdays counted from the day after the local day of the close."""
    day, left = closed_on, WEEKDAYS_TO_DECIDE
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day
