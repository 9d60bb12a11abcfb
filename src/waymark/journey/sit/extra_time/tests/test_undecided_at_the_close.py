"""Past the close, with more time asked for and not decided: every page says that the close is past."""

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
    actions.ask_for_time(
        window=window,
        enrolment=cast.amina,
        until_on=date(2026, 10, 29),
        reason="Ill.",
        evidence="",
        by=cast.amina.person,
        at=CLOSES - timedelta(hours=2),
    )
    return sitting


def says(cast, path):
    return cast.browser("amina").get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/sit/", "/sit/{code}/submission/", "/sit/extensions/"])
def test_no_page_says_that_a_close_which_is_past_is_to_come(cast, sitting, path):
    cast.set_time(CLOSES + timedelta(minutes=30))
    page = says(cast, path.format(code=sitting.code))
    assert CLOSED_ON in page
    assert CLOSES_ON not in page
    assert "0 hours" not in page


def test_the_desk_says_closed_and_stays_open(cast, sitting):
    desk = f"/sit/{sitting.code}/"
    cast.set_time(CLOSES - timedelta(minutes=1))
    assert '<span data-desk="closes-word">Closes</span>' in says(cast, desk)
    cast.set_time(CLOSES)
    assert '<span data-desk="closes-word">Closed</span>' in says(cast, desk)


def test_the_page_before_leads_to_what_was_asked(cast, sitting):
    cast.set_time(CLOSES - timedelta(hours=1))
    page = says(cast, "/sit/")
    assert "If it is still undecided at the close" in page
    assert "See what you asked for" in page
    assert "Ask for more time" not in page


def test_who_asked_and_never_opened_the_desk_is_told_on_the_home_page(cast):
    window = make_window(cast)
    given = {"until_on": date(2026, 10, 29), "reason": "Ill.", "evidence": "", "by": cast.amina.person}
    actions.ask_for_time(window=window, enrolment=cast.amina, at=CLOSES - timedelta(hours=2), **given)
    cast.set_time(CLOSES + timedelta(minutes=30))
    assert "You asked for more time" in says(cast, "/")


def test_until_the_text_is_collected_nobody_is_told_that_nothing_was_written(cast):
    sitting = make_sitting(cast)
    save(sitting, "Written in time.", at=CLOSES - timedelta(hours=3))
    cast.set_time(CLOSES + timedelta(minutes=5))
    assert "is collected within minutes" in says(cast, "/")
    assert actions.collect_closed(at=CLOSES + timedelta(minutes=6)) == 1
    assert "Collected at the close" in says(cast, "/")


def test_who_wrote_nothing_is_told_so(cast):
    make_sitting(cast)
    cast.set_time(CLOSES + timedelta(minutes=5))
    assert "Nothing was written. Write to your programme lead" in says(cast, "/")
    assert "If you wrote and did not hand in" in says(cast, "/sit/extensions/")


def test_who_asked_for_nothing_is_not_told_about_asking_again(cast):
    sitting = make_sitting(cast)
    save(sitting, "Written in time.", at=cast.at)
    actions.collect_closed(at=CLOSES + timedelta(minutes=6))
    cast.set_time(CLOSES + timedelta(minutes=7))
    page = says(cast, "/sit/extensions/")
    assert "Asking again" not in page
    assert "handed in or collected" in page
