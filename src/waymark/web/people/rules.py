"""Who is overdue on the list of people. Pure."""

from __future__ import annotations

from datetime import date, timedelta


def is_access_due(day: int | None, *, starts_on: date, today: date) -> bool:
    """Whether everyone in a cohort should have tried the practice assessment before today.

    `day` is counted from the first day; None where the programme gives no day, so that it is always due.
    """
    return day is None or starts_on + timedelta(days=day) < today
