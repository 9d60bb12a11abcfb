"""Ben has no script in his browser: the desk saves, checks and hands in all the same, and says what it does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.stage import Stage, every
from waymark.journey.sit.models import Answer, Submission
from waymark.journey.sit.tests.makers import make_window, words

pytestmark = pytest.mark.once("sqlite")


def test_the_desk_without_javascript(stage: Stage) -> None:
    make_window(stage.cast)
    ben = stage.enter("ben", java_script_enabled=False)
    ben.goto("/sit/")
    for tick in every(ben.get_by_role("checkbox")):
        tick.check()
    ben.get_by_role("button", name="Start your assessment").click()

    fields = ben.get_by_role("textbox")
    fields.nth(0).fill(words(1500))
    fields.nth(1).fill("Two words more, and one.")
    ben.get_by_role("button", name="Save", exact=True).click()
    expect(ben.get_by_text("Saved at").first).to_be_visible()
    expect(ben.get_by_text("You have 5 words too many").first).to_be_visible()
    expect(ben.locator("mark:visible")).to_have_text("Two words more, and one.")

    ben.get_by_role("button", name="Check and submit").first.click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("You have 5 words too many")
    ben.get_by_role("link", name="Go back to your answers").click()
    fields.nth(1).fill("")
    ben.get_by_role("button", name="Check and submit").first.click()
    expect(ben.get_by_text("You haven’t answered question 2.")).to_be_visible()
    ben.get_by_role("button", name="Submit your answers").click()
    expect(ben.get_by_text("Tick the box to submit your answers").first).to_be_visible()
    ben.get_by_label("I confirm the declaration").check()
    ben.get_by_role("button", name="Submit your answers").click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("Submitted: 1,500 words")
    assert Submission.objects.get().words == 1500
    assert Answer.objects.get(sitting__enrolment=stage.cast.ben, question_id="q1").text == words(1500)
