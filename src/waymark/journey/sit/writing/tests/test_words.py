"""What a writer is told of a text that came after the close: who decides, by when, and what can no longer count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from waymark.journey.sit.late_texts.rules import decide_by
from waymark.journey.sit.tests.makers import make_sitting, save
from waymark.journey.sit.tests.pages import autosave, url
from waymark.journey.sit.tests.windows import CLOSES, INSIDE, JUST, WINDOW
from waymark.journey.sit.writing import words

TOLERANT = replace(WINDOW, tolerance_seconds=180)
LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("seconds", "code", "says"),
    [
        (
            179,
            "late",
            "The window closed on Monday 26 October 2026, 23:59. This text arrived 179 seconds after the close, within "
            "the 3 minutes your programme allows. We saved it as another version. Two people in your programme team "
            "decide by Monday 2 November 2026 whether it counts, and we’ll email you. If it doesn’t, your answers are "
            "what you had saved before the close.",
        ),
        (
            181,
            "too_late",
            "The window closed on Monday 26 October 2026, 23:59. This text arrived 181 seconds after the close, more "
            "than the 3 minutes your programme allows. We saved it as another version, but it can’t count. Your "
            "answers are what you had saved before the close.",
        ),
    ],
)
def test_a_save_within_the_tolerance_and_one_after_it(cast, seconds, code, says):
    sitting = make_sitting(cast)
    save(sitting, "In time", at=cast.at)
    cast.set_time(CLOSES + timedelta(seconds=seconds))
    reply = autosave(cast.browser("amina"), sitting, "Late", base=1).json()
    assert (reply["code"], reply["says"]) == (code, says)


def test_in_time_and_overtaken_by_the_collection_is_not_called_late():
    says = words.overtaken(window=TOLERANT, zone=LONDON)
    assert "reached us before the close" in says
    assert "after the close" not in says


def test_who_submitted_is_told_how_to_use_the_later_text():
    assert "take your answers back" in words.after_submission(WINDOW, at=INSIDE)
    assert "take your answers back" not in words.after_submission(WINDOW, at=CLOSES)
    fixed = replace(WINDOW, may_take_back=False)
    assert "take your answers back" not in words.after_submission(fixed, at=INSIDE)


@pytest.mark.parametrize(
    ("after", "safe", "parts"),
    [
        (
            179,
            CLOSES - 2 * timedelta(seconds=1),
            ["until 23:59:58", "two people in your programme team decide"],
        ),
        (181, CLOSES - JUST, ["until 23:59:59", "it can’t count"]),
        (181, None, ["Nothing had been saved by then", "it can’t count"]),
    ],
)
def test_at_the_close_the_page_says_what_is_safe(after, safe, parts):
    at = CLOSES + timedelta(seconds=after)
    says = words.closed(TOLERANT, zone=LONDON, at=at, safe_until=safe)
    assert all(part in says for part in parts), says


def test_the_closed_page_says_the_real_moment(cast):
    sitting = make_sitting(cast)
    save(sitting, "In time", at=CLOSES - timedelta(seconds=2))
    cast.set_time(CLOSES + timedelta(seconds=30))
    page = cast.browser("amina").get(url("desk", sitting)).content.decode()
    assert "Safe on the server until 23:59:58" in page


@pytest.mark.parametrize(
    ("closed_on", "day"),
    [
        (date(2026, 10, 26), date(2026, 11, 2)),
        (date(2026, 10, 30), date(2026, 11, 6)),
        (date(2026, 10, 31), date(2026, 11, 6)),
        (date(2026, 11, 1), date(2026, 11, 6)),
    ],
)
def test_a_lead_decides_within_five_weekdays(closed_on, day):
    assert decide_by(closed_on) == day
