"""The participant’s page of more time: requesting it, and what it shows."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from waymark.journey.sit import actions
from waymark.journey.sit.extra_time.queries import get_writing_progress
from waymark.journey.sit.extra_time.tests.makers import (
    CLOSES,
    FORM,
    OWN,
    make_window_and_second_lead,
    request,
)
from waymark.journey.sit.models import Extension
from waymark.journey.sit.tests.makers import make_sitting, make_window, save


@pytest.fixture
def window(cast):
    return make_window_and_second_lead(cast)


def test_request_is_shown_at_once_with_the_current_close(cast, window):
    browser = cast.browser("amina")
    assert "Not decided yet" not in browser.get(OWN).content.decode()
    response = browser.post(OWN, FORM, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Until Thursday 29 October 2026, 23:59 (Europe/London)" in page
    assert "Not decided yet" in page
    assert "Your window closes on Monday 26 October 2026, 23:59 (Europe/London)." in page
    assert "by Amina Castellane" in page
    row = Extension.objects.get()
    assert (row.until_on, row.until_time, row.by) == (date(2026, 10, 29), time(23, 59), cast.amina.person)


def test_the_lead_is_shown_how_far_the_one_who_asks_is(cast, window):
    ben = make_sitting(cast, "ben", window=window)
    save(ben, "Three words only.", at=window.opens_at + timedelta(hours=1))
    progress = get_writing_progress(extension=request(cast, window))
    assert (progress.opened_at, progress.words) == (None, 0)


def test_second_click_makes_one_request(cast, window):
    browser = cast.browser("amina")
    assert [browser.post(OWN, FORM).status_code for _ in range(3)] == [302, 302, 302]
    assert Extension.objects.count() == 1
    other = browser.post(OWN, FORM | {"reason": "Another."})
    assert other.status_code == 422
    assert "already a request for this window" in other.content.decode()
    assert "Another." in other.content.decode()


@pytest.mark.parametrize(
    ("on", "at", "message"),
    [
        ("2027-02-29", "", "Enter a real date"),
        ("2026-02-30", "", "Enter a real date"),
        ("31/09/2026", "", "Enter a real date"),
        ("0000-01-01", "", "Enter a real date"),
        ("10000-01-01", "", "Enter a real date"),
        ("next Tuesday", "", "Enter a real date"),
        ("NaN", "", "Enter a real date"),
        ("1e309", "", "Enter a real date"),
        ("", "", "Enter the day you need until"),
        ("0001-01-01", "", "a year between"),
        ("9999-12-31", "", "a year between"),
        ("1900-01-01", "", "within a year"),
        ("2199-12-31", "23:59", "within a year"),
        ("2026-10-26", "", "after the current close"),
        ("2026-10-26", "23:58", "after the current close"),
        ("2026-10-19", "00:01", "after the current close"),
        ("2026-10-29", "24:00", "Enter a time"),
        ("2026-10-29", "23:59:60", "Enter a time"),
        ("2026-10-29", "-1:00", "Enter a time"),
        ("2026-10-29", "noon", "Enter a time"),
        ("2026-10-29\x00", "", "can’t be saved"),
    ],
)
def test_invalid_day_or_time_shows_an_error_and_keeps_what_was_typed(cast, window, on, at, message):
    response = cast.browser("amina").post(OWN, FORM | {"until_on": on, "until_time": at})
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Ill since Tuesday." in page
    assert not Extension.objects.exists()


@pytest.mark.parametrize("on", ["2028-02-29", "29/02/2028"])
def test_29_february_is_accepted_in_a_leap_year(cast, on):
    make_window(cast, opens_on=date(2028, 2, 20))
    assert cast.browser("amina").post(OWN, FORM | {"until_on": on}).status_code == 302
    assert Extension.objects.get().until_on == date(2028, 2, 29)


def test_request_is_refused_after_the_close_and_after_submission(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "Some words.", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.amina.person, at=cast.at)
    refused = cast.browser("amina").post(OWN, FORM)
    assert refused.status_code == 422
    assert "submitted or collected" in refused.content.decode()
    cast.set_time(CLOSES)
    late = cast.browser("ben").post(OWN, FORM)
    assert late.status_code == 422
    assert "The window closed on Monday 26 October 2026, 23:59." in late.content.decode()


def test_page_without_a_window_says_so(cast):
    response = cast.browser("amina").post(OWN, FORM)
    assert response.status_code == 200
    assert "There’s no assessment window yet." in response.content.decode()


def test_writing_page_explains_an_undecided_request(cast, window):
    sitting = make_sitting(cast, window=window)
    request(cast, window)
    desk = f"/sit/{sitting.code}/"
    assert "If we still haven’t at the close" in cast.browser("amina").get(desk).content.decode()
    cast.set_time(CLOSES + timedelta(minutes=1))
    page = cast.browser("amina").get(desk).content.decode()
    assert "We’re saving what you write now separately" in page
    assert "no longer saves" not in page
