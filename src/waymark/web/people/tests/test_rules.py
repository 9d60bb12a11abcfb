"""Who is overdue on the list of people."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.web.people.rules import is_access_due


@pytest.mark.parametrize(
    ("day", "today", "is_due"),
    [
        (None, date(2026, 1, 1), True),
        (10, date(2026, 1, 10), False),
        (10, date(2026, 1, 11), False),
        (10, date(2026, 1, 12), True),
    ],
)
def test_practice_is_due_when_the_programmes_day_is_over(day, today, is_due) -> None:
    assert is_access_due(day, starts_on=date(2026, 1, 1), today=today) is is_due
