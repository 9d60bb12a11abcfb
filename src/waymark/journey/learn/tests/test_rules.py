"""The rules of registers and study, as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.journey.learn.rules import Why, may_complete, may_take_register, rest_of

STARTS = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after_start", "minutes", "against"),
    [
        (timedelta(0), [240, 0], ()),
        (timedelta(days=90), [90], ()),
        (timedelta(0), [], ()),
        (timedelta(minutes=-1), [240], (Why.NOT_STARTED,)),
        (timedelta(0), [241], (Why.TOO_LONG,)),
        (timedelta(0), [-1], (Why.TOO_LONG,)),
        (timedelta(minutes=-1), [241], (Why.NOT_STARTED, Why.TOO_LONG)),
    ],
)
def test_a_register_is_taken_once_the_session_has_started(after_start, minutes, against):
    assert (
        may_take_register(starts_at=STARTS, at=STARTS + after_start, minutes=minutes, planned=240) == against
    )


@pytest.mark.parametrize(("early", "against"), [(0, ()), (1, (Why.NOT_OPEN,))])
def test_study_is_completed_from_its_first_day(early, against):
    assert may_complete(opens_at=STARTS, at=STARTS - timedelta(seconds=early)) == against


@pytest.mark.parametrize(
    ("planned", "pages", "rest"), [(480, [], 480), (120, [60, 60], 0), (480, [30, 30], 420), (60, [90], 0)]
)
def test_what_pages_leave_over_belongs_to_the_rest(planned, pages, rest):
    assert rest_of(planned=planned, pages=pages) == rest
