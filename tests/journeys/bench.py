"""Marking a script as markers do: omissions by passage first, then a level for each criterion, then it is final."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.stage import every, press


def mark(page: Page, *, points: Sequence[int], passage: str = "", reason: str = "") -> None:
    """On the open bench: every omission met in `passage`, or nowhere because of `reason`."""
    gates = page.get_by_role("group").filter(has=page.get_by_role("textbox"))
    for gate in every(gates):
        if passage:
            gate.get_by_role("radio", name="Met").check()
            gate.get_by_label("the passage, copied from the script").fill(passage)
        else:
            gate.get_by_role("radio", name="Nowhere").check()
            gate.get_by_label("why nothing in the script meets it").fill(reason)
    for number, given in enumerate(points, start=1):
        page.locator(f'[data-criterion] input[name="c{number}"][value="{given}"]').check()
    press(page, "Record this mark")


def open_next(page: Page) -> str:
    """From the marker's home to the next script; answers its code."""
    page.goto("/")
    page.get_by_role("link", name="Open the next script").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Script")
    return heading.inner_text().split()[-1]
