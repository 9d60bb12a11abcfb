"""An extension asked at 22:00 on the last day, and its twin that is refused.

Amina and Ben ask; nobody has decided when the window closes; both write on. At half past midnight Grace gives Amina
the day and refuses Ben: Amina hands in what she wrote, and of Ben's the text of 23:59 is collected.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk_windows import is_saved, text_of
from tests.journeys.stage import Stage, press
from waymark.ground.people.models import Email
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import AlternateVersion, Sitting, Submission
from waymark.journey.sit.tests.makers import make_sitting, make_window

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
EVENING, AFTER, DECIDED = (
    CLOSES - timedelta(hours=2),
    CLOSES + timedelta(minutes=5),
    CLOSES + timedelta(minutes=30),
)
IN_TIME, LATER = "What stood there at 23:59.", "What was written in hope of more time."


@pytest.fixture
def sittings(stage: Stage) -> dict[str, Sitting]:
    window = make_window(stage.cast)
    return {who: make_sitting(stage.cast, who, window=window) for who in ("amina", "ben")}


def test_an_extension_at_ten_on_the_last_day(stage: Stage, sittings: dict[str, Sitting]) -> None:
    stage.cast.set_time(EVENING)
    desks = {who: stage.enter(who) for who in sittings}
    for who, desk in desks.items():
        _writes(desk, sittings[who], IN_TIME)
        _asks(desk)
    stage.cast.set_time(AFTER)
    for who, desk in desks.items():
        desk.goto(f"/sit/{sittings[who].code}/")
        expect(desk.locator('[data-desk="pending"]')).to_contain_text(
            "We’re saving what you write now separately"
        )
        _writes(desk, sittings[who], LATER)
    run(at=AFTER)
    assert not Submission.objects.exists()
    stage.cast.set_time(DECIDED)
    grace = stage.enter("grace")
    _decides(grace, "Amina Castellane", "Grant as requested", "The note shows it.")
    _decides(grace, "Ben Oyelaran", "Don’t grant", "Nothing shows it.")
    run(at=DECIDED + timedelta(minutes=1))
    _hands_in(desks["amina"], sittings["amina"])
    _sees_what_was_collected(desks["ben"], sittings["ben"])


def _writes(desk: Page, sitting: Sitting, text: str) -> None:
    desk.goto(f"/sit/{sitting.code}/")
    desk.locator("#a1").fill(text)
    is_saved(desk)
    assert text_of(sitting) == text


def _asks(desk: Page) -> None:
    desk.get_by_role("link", name="Ask for more time").click()
    expect(
        desk.get_by_text("Your window closes on Monday 26 October 2026, 23:59 (Europe/London).")
    ).to_be_visible()
    desk.get_by_label("Which day do you need until?").fill("2026-10-27")
    desk.get_by_label("Why is more time needed?").fill("In hospital with my son since Sunday.")
    note = {"name": "note.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a note"}
    desk.get_by_label("Evidence file").set_input_files(note)
    press(desk, "Request more time")
    expect(
        desk.get_by_role("heading", name="Until Tuesday 27 October 2026, 23:59 (Europe/London)")
    ).to_be_visible()
    expect(desk.get_by_text("Not decided yet", exact=True)).to_be_visible()


def _decides(grace: Page, name: str, choice: str, why: str) -> None:
    grace.goto("/")
    grace.get_by_role("link", name="for more time to decide").click()
    grace.get_by_role("row", name=name).get_by_role("link", name="Decide").click()
    expect(grace.get_by_role("link", name="note.pdf")).to_be_visible()
    expect(
        grace.get_by_text("This has passed. They can keep writing until the request is decided.")
    ).to_be_visible()
    expect(grace.locator("main")).not_to_contain_text(LATER)
    grace.get_by_label(choice).check()
    grace.get_by_label("Reason for your decision").fill(why)
    press(grace, "Confirm decision")
    expect(grace.get_by_text("You’ve made your decision.")).to_be_visible()


def _hands_in(amina: Page, sitting: Sitting) -> None:
    amina.goto(f"/sit/{sitting.code}/")
    expect(amina.locator('[data-desk="closes"]')).to_have_text("Tuesday 27 October 2026, 23:59")
    expect(amina.locator('[data-desk="pending"]')).to_be_hidden()
    expect(amina.locator("#a1")).to_have_value(LATER)
    amina.get_by_role("button", name="Check and submit").first.click()
    amina.get_by_label("I confirm the declaration").check()
    press(amina, "Submit your answers")
    expect(amina.locator("h1")).to_contain_text("Submitted")
    assert Submission.objects.get(sitting=sitting).how == "submitted"
    email = Email.objects.get(subject="Your request for more time was granted")
    assert "Your window closes on Tuesday 27 October 2026, 23:59 (Europe/London)." in email.text


def _sees_what_was_collected(ben: Page, sitting: Sitting) -> None:
    assert text_of(sitting) == IN_TIME
    kept = AlternateVersion.objects.get(answer__sitting=sitting)
    assert kept.text == LATER
    assert kept.seconds_late >= 300
    ben.goto(f"/sit/{sitting.code}/receipt/")
    expect(ben.locator("h1")).to_contain_text("Collected at the close")
    ben.goto(f"/sit/{sitting.code}/kept/")
    expect(ben.get_by_text(LATER)).to_be_visible()
    expect(ben.get_by_text("after the close")).to_be_visible()
    ben.goto("/sit/extensions/")
    expect(ben.get_by_text("Nothing shows it.")).to_be_visible()
    email = Email.objects.get(subject="Your request for more time was not granted")
    assert "Your window closed on Monday 26 October 2026, 23:59 (Europe/London)." in email.text
