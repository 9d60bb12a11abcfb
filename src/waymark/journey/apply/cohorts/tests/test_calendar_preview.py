"""The calendar before a cohort is opened, and what it clashes with."""

from __future__ import annotations

from datetime import date, timedelta

from tests.cast import Cast
from waymark.journey.apply.cohorts.calendar_preview import preview_calendar


def test_the_assessment_window_has_the_days_of_the_programme(cast: Cast) -> None:
    programme = cast.programme()
    preview = preview_calendar(programme, starts_on=date(2026, 4, 27))
    assert preview.opens_on == date(2026, 4, 27) + timedelta(days=programme.assessment.plan.day)
    assert (preview.closes_on - preview.opens_on).days == programme.assessment.days - 1


def test_only_sessions_clash_and_items_are_in_order(cast: Cast) -> None:
    preview = preview_calendar(cast.programme(), starts_on=date(2026, 12, 10))
    assert [item.on for item in preview.items] == sorted(item.on for item in preview.items)
    assert preview.items_with_clashes
    assert all(item.starts_at for item in preview.items_with_clashes)
