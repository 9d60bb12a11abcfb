"""One word too many: it is marked and saved, nothing is handed in; one word less, and it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import is_saved, text_of
from waymark.journey.sit.models import Submission
from waymark.journey.sit.tests.makers import make_sitting, words

pytestmark = pytest.mark.once("sqlite")


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def test_1501_words(at_the_desk, sitting) -> None:
    desk = at_the_desk("amina", sitting).open()
    desk.locator("#a1").fill(words(1_000))
    desk.locator("#a2").fill(f"{words(500)} surplus")
    expect(desk.locator('[data-desk="left"]')).to_have_text("You have 1 word too many")
    expect(desk.locator('[data-answer="q2"] [data-part="beyond"] mark')).to_have_text("surplus")
    is_saved(desk)
    desk.get_by_role("button", name="Check and submit").first.click()
    expect(desk.locator("h1")).to_have_text("You have 1 word too many")
    expect(desk.get_by_role("button", name="Submit your answers")).to_have_count(0)
    assert text_of(sitting, "q2").endswith(" surplus")

    desk.get_by_role("link", name="Go back to your answers").click()
    desk.locator("#a2").fill(words(500))
    expect(desk.locator('[data-desk="left"]')).to_have_text("0 words left")
    desk.get_by_role("button", name="Check and submit").first.click()
    expect(desk.locator("h1")).to_have_text("Check your answers before you submit")
    desk.get_by_label("I confirm the declaration").check()
    desk.get_by_role("button", name="Submit your answers").click()
    expect(desk.locator("h1")).to_have_text("Submitted: 1,500 words")
    assert Submission.objects.get().words == 1_500
