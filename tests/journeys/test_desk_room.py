"""What stays in sight while one writes: on a laptop the header on one line with its button, on a phone at 400 % the
text; and the close by the clock of whoever is abroad.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.desk_windows import ON_DEVICE, is_saved, state
from waymark.journey.sit.models import Notes
from waymark.journey.sit.tests.makers import make_sitting

pytestmark = pytest.mark.once("sqlite")

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
ROWS_OF_HEADER = """() => [...document.querySelector(".wm-bar").children]
  .map((part) => Math.round(part.getBoundingClientRect().top + part.getBoundingClientRect().height / 2))"""
LINES = """(selector) => {
  const place = document.querySelector(selector);
  const range = document.createRange();
  range.selectNodeContents(place);
  return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 8))).size;
}"""


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


@pytest.mark.parametrize("before", [timedelta(days=3), timedelta(minutes=30)])
def test_at_1280_the_header_fits_on_one_line(at_the_desk, cast, sitting, before) -> None:
    cast.set_time(CLOSES - before)
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    desk.set_viewport_size({"width": 1280, "height": 720})
    desk.locator("#a1").fill("Some words. " * 700)
    is_saved(desk)
    assert len(set(desk.evaluate(ROWS_OF_HEADER))) == 1
    assert desk.evaluate(LINES, ".wm-bar h1") == 1
    assert desk.evaluate(LINES, '[data-desk="left"]') == 1
    assert desk.evaluate(LINES, '[data-desk="state"]') == 1
    assert desk.locator(".wm-bar__start p").bounding_box()["height"] < 30
    assert desk.locator(".wm-bar").bounding_box()["height"] <= 84
    desk.locator("#a3").focus()
    expect(desk.get_by_role("button", name="Check and submit").first).to_be_in_viewport(ratio=1)


def test_on_a_phone_at_400_per_cent_the_dock_leaves_room(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.set_viewport_size({"width": 320, "height": 256})
    amina.line.cut()
    desk.locator("#a1").fill("A line. " * 60)
    expect(state(desk)).to_have_text(ON_DEVICE)
    dock = desk.locator(".wm-dock").bounding_box()
    assert dock["height"] <= 28
    desk.locator("#a1").press("Control+End")
    desk.locator("#a1").press_sequentially("The end.")
    area = desk.locator("#a1").bounding_box()
    assert min(area["y"] + area["height"], dock["y"]) - max(area["y"], 0) > 150
    assert desk.evaluate("document.documentElement.scrollWidth") == 320


def test_the_signs_are_explained(at_the_desk, sitting) -> None:
    desk = at_the_desk("amina", sitting).open()
    expect(desk.locator("#signs")).to_contain_text("To make a heading, start a line with ##")


def test_while_offline_nothing_says_saving(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.evaluate(
        """() => {
          const place = document.querySelector('[data-desk="state"]');
          window.said = new Set();
          const observer = new MutationObserver(() => window.said.add(place.textContent));
          observer.observe(place, { childList: true, characterData: true, subtree: true });
        }"""
    )
    amina.context.set_offline(True)
    for word in ("One", "Two", "Three"):
        desk.locator("#a1").press_sequentially(word)
        expect(state(desk)).to_have_text(ON_DEVICE)
    assert "Saving…" not in desk.evaluate("[...window.said]")


def test_someone_abroad_also_sees_the_close_in_local_time(at_the_desk, browser, cast, sitting) -> None:
    here = at_the_desk("amina", sitting)
    expect(here.open().locator("[data-local-close]")).to_be_hidden()
    context = browser.new_context(locale="en-GB", timezone_id="Asia/Dubai")
    value = cast.browser("amina").cookies["waymark"].value
    context.add_cookies([{"name": "waymark", "value": value, "url": here.address}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for address in (here.url, f"{here.url}submission/"):
        page.goto(address)
        expect(page.locator("[data-local-close]")).to_have_text(
            "That’s 03:59 on Tuesday 27 October where you are."
        )
    context.close()


def test_notes_beside_the_case_are_saved_and_not_collected(at_the_desk, sitting) -> None:
    desk = at_the_desk("amina", sitting).open()
    notes = desk.locator('[data-desk="notes"]')
    notes.locator("summary").click()
    notes.get_by_label("Notes and readings").fill("Chapter 4, page 7.")
    notes.get_by_role("button", name="Save your notes").click()
    expect(notes.get_by_role("status")).to_have_text("Your notes are saved.")
    assert Notes.objects.get().text == "Chapter 4, page 7."
    desk.reload()
    notes.locator("summary").click()
    expect(notes.get_by_label("Notes and readings")).to_have_value("Chapter 4, page 7.")
    desk.goto(f"{desk.url}as-collected/")
    expect(desk.locator("main")).to_contain_text("You haven’t written anything")
    expect(desk.locator("main")).not_to_contain_text("Chapter 4")
