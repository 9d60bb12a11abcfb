"""Marking a script as markers do: omissions by passage first, then a level for each criterion, then it is final."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.stage import every, press


def mark(page: Page, *, points: Sequence[int], passage: str = "", reason: str = "") -> None:
    """On an open script: every omission met in `passage`, or not found because of `reason`."""
    omissions = page.get_by_role("group").filter(has=page.get_by_role("textbox"))
    for omission in every(omissions):
        if passage:
            omission.get_by_role("radio", name="Met").check()
            omission.get_by_label("If met, copy the passage from the script").fill(passage)
        else:
            omission.get_by_role("radio", name="Not found").check()
            omission.get_by_label("If not found, explain why nothing in the script meets it").fill(reason)
    for number, level in enumerate(points, start=1):
        page.locator(f'[data-criterion] input[name="c{number}"][value="{level}"]').check()
    press(page, "Record mark")


def open_next(page: Page) -> str:
    """From the marker's home to the next script; returns its code."""
    page.goto("/")
    page.get_by_role("link", name="Open the next script").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Script")
    return heading.inner_text().split()[-1]
