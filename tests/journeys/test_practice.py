"""Amina practises on the same page in a real browser: she starts again, submits, and takes her answers back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import is_saved, text_of
from waymark.journey.sit.actions import open_practice_sitting
from waymark.journey.sit.models import AlternateVersion, SubmissionWithdrawal
from waymark.journey.sit.queries import get_sitting_for

pytestmark = pytest.mark.once("postgres")


@pytest.fixture
def practice(cast, live_server):
    person = cast.people["amina"]
    opened = open_practice_sitting(enrolment=cast.amina, declared=True, by=person, at=cast.at)
    return get_sitting_for(for_=person, code=opened.code)


def test_begun_anew_nothing_of_the_old_text_comes_back(at_the_desk, practice) -> None:
    amina = at_the_desk("amina", practice)
    desk = amina.open(own_time=True)
    expect(desk.get_by_role("heading", level=1)).to_have_text("PRACTICE")
    desk.locator("#a1").fill("A first attempt.")
    is_saved(desk)
    desk.get_by_role("link", name="Start again").click()
    desk.get_by_role("button", name="Start again").click()
    expect(desk.locator("#a1")).to_have_value("")
    desk.clock.fast_forward(60_000)
    expect(desk.locator("#a1")).to_have_value("")
    assert text_of(practice) == ""
    desk.locator("#a1").fill("A second attempt.")
    is_saved(desk)
    assert text_of(practice) == "A second attempt."
    assert not AlternateVersion.objects.exists()


def test_handed_in_taken_back_and_handed_in_again(at_the_desk, practice) -> None:
    amina = at_the_desk("amina", practice)
    desk = amina.open()
    for text in ("The first text.", "The first text, and more."):
        desk.locator("#a1").fill(text)
        is_saved(desk)
        desk.get_by_role("button", name="Check and submit").first.click()
        desk.get_by_label("I confirm the declaration").check()
        desk.get_by_role("button", name="Submit your answers").click()
        expect(desk.get_by_role("heading", level=1)).to_contain_text("Submitted")
        desk.get_by_role("link", name="Take your answers back and keep writing").click()
        desk.get_by_role("button", name="Take your answers back").click()
        expect(desk.locator("#a1")).to_have_value(text)
    assert SubmissionWithdrawal.objects.count() == 2
