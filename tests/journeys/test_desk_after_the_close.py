"""Nothing that the server said stays true by itself: after a submission elsewhere, after the close and within the
tolerance, Amina's open page goes on sending what she types, and asks again whether it is taken.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import banner, is_saved, state, text_of, wait_for
from waymark.journey.sit import actions, queries
from waymark.journey.sit.extra_time.tests.makers import grant_access_time
from waymark.journey.sit.models import AlternateVersion
from waymark.journey.sit.tests.makers import make_sitting, save, submit_as_amina

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def reread(cast, sitting):
    return queries.get_sitting_for(for_=cast.people["amina"], code=sitting.code)


def take_back(cast, sitting) -> None:
    actions.withdraw_submission(sitting=reread(cast, sitting), by=cast.people["amina"], at=cast.at)


def kept(text: str) -> bool:
    return AlternateVersion.objects.filter(text=text).exists()


def test_an_open_page_keeps_saving_when_answers_are_taken_back_elsewhere(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    desk.locator("#a1").fill("Before.")
    is_saved(desk)
    submit_as_amina(cast, reread(cast, sitting))
    desk.locator("#a1").fill("Typed while it was submitted.")
    expect(banner(desk)).to_contain_text("You have submitted your answers. This text arrived later.")
    expect(state(desk)).to_have_text("Submitted: saved as another version")
    assert text_of(sitting) == "Before."

    take_back(cast, sitting)
    desk.locator("#a1").fill("Typed after it was taken back.")
    wait_for(desk, lambda: text_of(sitting) == "Typed after it was taken back.", "It is not saved.")
    is_saved(desk)
    expect(banner(desk)).to_be_hidden()


def test_what_was_typed_while_submitted_is_offered_again(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    desk.locator("#a1").fill("Before.")
    is_saved(desk)
    submit_as_amina(cast, reread(cast, sitting))
    desk.locator("#a1").fill("Typed while it was submitted.")
    expect(state(desk)).to_have_text("Submitted: saved as another version")
    desk.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(banner(desk)).to_contain_text("You submitted your answers from another tab or device.")
    take_back(cast, sitting)
    desk.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(desk, lambda: text_of(sitting) == "Typed while it was submitted.", "It was not offered again.")
    expect(banner(desk)).to_be_hidden()


def test_the_page_asks_again_by_itself(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_with_time_stopped()
    submit_as_amina_with_text(cast, sitting)
    desk.locator("#a1").fill("Typed while it was submitted.")
    desk.clock.run_for(3000)
    expect(state(desk)).to_have_text("Submitted: saved as another version")
    take_back(cast, sitting)
    desk.clock.run_for(40_000)
    wait_for(desk, lambda: bool(amina.sent[1:]), "It did not ask again.")
    expect(banner(desk)).not_to_contain_text("This text arrived later.")


def submit_as_amina_with_text(cast, sitting) -> None:
    save(sitting, "From the phone.", at=cast.at, client="phone")
    submit_as_amina(cast, reread(cast, sitting))


def test_after_the_close_every_text_is_still_sent(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    desk.locator("#a1").fill("In time.")
    is_saved(desk)
    cast.set_time(CLOSES + timedelta(seconds=20))
    desk.locator("#a1").fill("In time. Within the tolerance.")
    expect(banner(desk)).to_contain_text("within the 3 minutes your programme allows")
    expect(banner(desk)).to_contain_text("Two people in your programme team decide by Monday 2 November 2026")
    expect(state(desk)).to_have_text("Late: saved as another version")
    cast.set_time(CLOSES + timedelta(minutes=4))
    desk.locator("#a1").fill("In time. Within the tolerance. Too late.")
    expect(banner(desk)).to_contain_text("more than the 3 minutes your programme allows")
    expect(state(desk)).to_have_text("Too late: saved as another version")
    assert kept("In time. Within the tolerance.")
    assert kept("In time. Within the tolerance. Too late.")
    assert text_of(sitting) == "In time."


def test_an_open_page_keeps_saving_when_more_time_is_granted_after_the_close(
    at_the_desk, cast, sitting
) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    desk.locator("#a1").fill("In time.")
    is_saved(desk)
    cast.set_time(CLOSES + timedelta(seconds=20))
    desk.locator("#a1").fill("In time. And later.")
    expect(state(desk)).to_have_text("Late: saved as another version")
    grant_access_time(
        enrolment=cast.amina,
        extra_days=1,
        arrangement="More time",
        by=cast.grace,
        at=CLOSES - timedelta(hours=1),
    )
    desk.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(desk, lambda: text_of(sitting) == "In time. And later.", "It was not offered again.")
    expect(banner(desk)).to_be_hidden()
    expect(desk.locator('[data-desk="closes"]')).to_have_text("Tuesday 27 October 2026, 23:59")
