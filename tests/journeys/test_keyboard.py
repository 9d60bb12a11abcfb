"""Amina's hands stay on the keyboard: from the sign-in page to a script handed in with Tab, Space, Enter and letters.
At every stop it can be seen where she is.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.focus import HERE, MOST_STOPS
from tests.journeys.stage import Stage
from waymark.journey.sit.models import Submission
from waymark.journey.sit.tests.makers import make_window

pytestmark = pytest.mark.once("sqlite")


def go_to(page: Page, label: str) -> None:
    """Tab on until the focus stands on what is called so."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["body"]:
            continue
        assert here["seen"], f"Nobody can see that the focus is on “{here['label'][:60]}” at {page.url}"
        assert here["inside"], f"The focus is out of sight: “{here['label'][:60]}” at {page.url}"
        if label in here["label"]:
            return
    pytest.fail(f"“{label}” is not reached with the Tab key at {page.url}")


def test_from_signing_in_to_handing_in_with_the_keyboard(stage: Stage) -> None:
    make_window(stage.cast)
    page = stage.visitor()
    page.goto("/accounts/login/")
    go_to(page, "Email address")
    page.keyboard.type("amina@llse.example")
    go_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("/")
    go_to(page, "Assessment")
    page.keyboard.press("Enter")
    page.wait_for_url("/sit/")
    for sentence in (
        "My answers will be my own work",
        "Where I use other people’s words",
        "I will not submit sentences",
    ):
        go_to(page, sentence)
        page.keyboard.press("Space")
    go_to(page, "Start your assessment")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Written assessment")).to_be_visible()
    go_to(page, "Title of question 1")
    page.keyboard.type("Three schools, and one habit.")
    go_to(page, "Title of question 2")
    page.keyboard.type("Stop one thing first.")
    go_to(page, "Check and submit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers before you submit")
    go_to(page, "I confirm the declaration")
    page.keyboard.press("Space")
    go_to(page, "Submit your answers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Submitted: 9 words")
    assert Submission.objects.count() == 1
