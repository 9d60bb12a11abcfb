"""After the close with an undecided request for more time: every page says that the close has passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.journey.sit import actions
from waymark.journey.sit.tests.makers import make_sitting, make_window, save

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
CLOSED_ON = "closed on Monday 26 October 2026, 23:59"
CLOSES_ON = "closes on Monday 26 October 2026, 23:59"


@pytest.fixture
def sitting(cast):
    window = make_window(cast)
    sitting = make_sitting(cast, window=window)
    save(sitting, "Written in time.", at=CLOSES - timedelta(hours=3))
    actions.request_extension(
        window=window,
        enrolment=cast.amina,
        until_on=date(2026, 10, 29),
        reason="Ill.",
        evidence="",
        by=cast.amina.person,
        at=CLOSES - timedelta(hours=2),
    )
    return sitting


def page_of(cast, path):
    return cast.browser("amina").get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/sit/", "/sit/{code}/submission/", "/sit/extensions/"])
def test_no_page_treats_a_close_in_the_past_as_still_to_come(cast, sitting, path):
    cast.set_time(CLOSES + timedelta(minutes=30))
    page = page_of(cast, path.format(code=sitting.code))
    assert CLOSED_ON in page
    assert CLOSES_ON not in page
    assert "0 hours" not in page


def test_writing_page_says_closed_and_stays_open(cast, sitting):
    desk = f"/sit/{sitting.code}/"
    cast.set_time(CLOSES - timedelta(minutes=1))
    assert '<span data-desk="closes-word">Closes</span>' in page_of(cast, desk)
    cast.set_time(CLOSES)
    assert '<span data-desk="closes-word">Closed</span>' in page_of(cast, desk)


def test_assessment_page_links_to_the_request(cast, sitting):
    cast.set_time(CLOSES - timedelta(hours=1))
    page = page_of(cast, "/sit/")
    assert "If we still haven’t at the close" in page
    assert "See your request for more time" in page
    assert "Ask for more time" not in page


def test_home_page_mentions_the_request_of_someone_who_never_opened_the_assessment(cast):
    window = make_window(cast)
    fields = {"until_on": date(2026, 10, 29), "reason": "Ill.", "evidence": "", "by": cast.amina.person}
    actions.request_extension(window=window, enrolment=cast.amina, at=CLOSES - timedelta(hours=2), **fields)
    cast.set_time(CLOSES + timedelta(minutes=30))
    assert "You asked for more time" in page_of(cast, "/")


def test_no_one_is_told_that_nothing_was_written_before_the_text_is_collected(cast):
    sitting = make_sitting(cast)
    save(sitting, "Written in time.", at=CLOSES - timedelta(hours=3))
    cast.set_time(CLOSES + timedelta(minutes=5))
    assert "We’ll collect your last saved answers within a few minutes." in page_of(cast, "/")
    assert actions.collect_closed(at=CLOSES + timedelta(minutes=6)) == 1
    assert "Collected when the window closed" in page_of(cast, "/")


def test_participant_who_wrote_nothing_is_told_so(cast):
    make_sitting(cast)
    cast.set_time(CLOSES + timedelta(minutes=5))
    assert "You didn’t write anything, and it doesn’t count as an attempt." in page_of(cast, "/")
    assert "If you wrote something and didn’t submit" in page_of(cast, "/sit/extensions/")


def test_page_without_requests_does_not_mention_another_request(cast):
    sitting = make_sitting(cast)
    save(sitting, "Written in time.", at=cast.at)
    actions.collect_closed(at=CLOSES + timedelta(minutes=6))
    cast.set_time(CLOSES + timedelta(minutes=7))
    page = page_of(cast, "/sit/extensions/")
    assert "Another request" not in page
    assert "submitted or collected" in page
