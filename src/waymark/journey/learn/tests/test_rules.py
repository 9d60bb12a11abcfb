"""The rules of registers and study, as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.journey.learn import words
from waymark.journey.learn.rules import (
    RegisterReason,
    StudyReason,
    may_complete,
    may_take_register,
    remaining_minutes,
)

STARTS = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after_start", "minutes", "reasons"),
    [
        (timedelta(0), [240, 0], ()),
        (timedelta(days=90), [90], ()),
        (timedelta(0), [], ()),
        (timedelta(minutes=-1), [240], (RegisterReason.NOT_STARTED,)),
        (timedelta(0), [241], (RegisterReason.TOO_LONG,)),
        (timedelta(0), [-1], (RegisterReason.TOO_LONG,)),
        (timedelta(minutes=-1), [241], (RegisterReason.NOT_STARTED, RegisterReason.TOO_LONG)),
    ],
)
def test_a_register_is_taken_once_the_session_has_started(after_start, minutes, reasons):
    decision = may_take_register(starts_at=STARTS, at=STARTS + after_start, minutes=minutes, planned=240)
    assert decision.reasons == reasons


@pytest.mark.parametrize(("early", "reasons"), [(0, ()), (1, (StudyReason.NOT_OPEN,))])
def test_study_can_be_completed_from_its_first_day(early, reasons):
    assert may_complete(opens_at=STARTS, at=STARTS - timedelta(seconds=early)).reasons == reasons


@pytest.mark.parametrize(
    ("planned", "pages", "remaining"),
    [(480, [], 480), (120, [60, 60], 0), (480, [30, 30], 420), (60, [90], 0)],
)
def test_what_the_pages_do_not_cover_remains(planned, pages, remaining):
    assert remaining_minutes(planned=planned, pages=pages) == remaining


def test_every_reason_has_a_sentence():
    assert set(words.REGISTER_SENTENCES) == set(RegisterReason)
    assert set(words.STUDY_SENTENCES) == set(StudyReason)
