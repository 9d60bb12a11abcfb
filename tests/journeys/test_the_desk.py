"""Amina writes: what the desk says is what the server has, whatever happens to the line, the session or another tab."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.desk_windows import ON_DEVICE, RUNS, banner, is_saved, state, text_of
from waymark.journey.sit.actions import collect_closed
from waymark.journey.sit.models import AlternateVersion, Submission
from waymark.journey.sit.tests.makers import make_sitting, save, words

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)


def sign_in(page: Page, cast, live_server, who="amina") -> None:
    key = cast.browser(who).cookies["waymark"].value
    page.context.add_cookies([{"name": "waymark", "value": key, "url": live_server.url}])


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


@pytest.fixture
def desk(page: Page, cast, live_server, sitting) -> Page:
    sign_in(page, cast, live_server)
    page.goto(f"{live_server.url}/sit/{sitting.code}/")
    return page


@pytest.fixture
def rough(page: Page, cast, live_server, sitting) -> Iterator[Page]:
    """A desk on which refusals are expected: the browser writes each to its console."""
    other = page.context.new_page()
    other.set_default_timeout(PATIENCE)
    sign_in(other, cast, live_server)
    other.goto(f"{live_server.url}/sit/{sitting.code}/")
    yield other
    other.close(run_before_unload=False)


def state_below(page: Page):
    return page.locator('[data-desk="dock-state"]')


def test_what_is_typed_is_saved_by_itself(desk: Page, sitting) -> None:
    desk.locator("#a1").press_sequentially("Three things matter most.")
    expect(desk.locator('[data-desk="words"]')).to_have_text("4")
    expect(state(desk)).to_have_text("Saving…")
    is_saved(desk)
    assert text_of(sitting) == "Three things matter most."
    desk.locator("#a3").fill("And last.")
    expect(desk.locator('[name="base-q3"]')).to_have_value("1")
    assert text_of(sitting, "q3") == "And last."
    desk.reload()
    expect(desk.locator("#a1")).to_have_value("Three things matter most.")


def test_the_way_to_the_words_past_the_limit_ends_at_them(desk: Page) -> None:
    desk.locator("#a1").fill(words(1490))
    desk.locator("#a2").fill(words(400))
    desk.get_by_role("link", name="go to them").click()
    beyond = desk.locator('[data-part="beyond"]').nth(1)
    expect(beyond).to_be_focused()
    expect(beyond).to_be_in_viewport()
    expect(beyond.get_by_text("Over the limit of 1,500 words")).to_be_in_viewport()


LINE_ENDS = """() => {
  const area = document.querySelector('#a1').getBoundingClientRect();
  return area.bottom - 16 - document.querySelector('.wm-dock').getBoundingClientRect().top;
}"""
"""How far the last line of the first answer reaches under the dock, in pixels."""


@pytest.mark.parametrize("height", [640, 256])
def test_on_a_phone_and_at_400_per_cent_the_total_stays_and_the_line_being_written_is_seen(
    desk: Page, height: int
) -> None:
    desk.set_viewport_size({"width": 320, "height": height})
    desk.locator("#a1").fill(words(400))
    desk.locator("#a1").press("Control+End")
    desk.keyboard.type(" and on")
    expect(desk.locator('[data-desk="dock-words"]')).to_have_text("402")
    expect(desk.locator('[data-desk="dock-words"]')).to_be_in_viewport()
    expect(state_below(desk)).to_contain_text("Saved at")
    expect(state_below(desk)).to_be_in_viewport()
    assert desk.evaluate(LINE_ENDS) <= 0


def test_on_a_phone_the_words_needs_you_lead_to_what_is_needed(rough: Page, cast, sitting) -> None:
    rough.set_viewport_size({"width": 320, "height": 640})
    save(sitting, "From the phone.", at=cast.at)
    rough.locator("#a1").fill("From this window. " + words(400))
    rough.locator("#a1").press("Control+End")
    expect(state_below(rough)).to_contain_text("Two versions: choose one")
    state_below(rough).get_by_role("link", name="Two versions: choose one").click()
    expect(rough.get_by_role("link", name="Compare the two versions")).to_be_in_viewport()


def test_versions_are_offered_from_the_first_save_on(desk: Page) -> None:
    link = desk.get_by_role("link", name="Versions of question 1")
    expect(link).to_have_count(0)
    desk.locator("#a1").fill("First words.")
    is_saved(desk)
    expect(link).to_be_visible()


def test_over_the_limit_saving_goes_on_and_handing_in_does_not(desk: Page, sitting) -> None:
    desk.locator("#a1").fill(words(1500))
    desk.locator("#a2").fill("twenty-six too many")
    expect(desk.locator('[data-desk="left"]')).to_have_text("You have 3 words too many")
    expect(desk.locator('[data-answer="q2"] [data-part="beyond"] mark')).to_have_text("twenty-six too many")
    expect(desk).to_have_title("You have 3 words too many: Your assessment - LLSE")
    desk.get_by_role("button", name="Check and submit").first.click()
    expect(desk.locator("h1")).to_have_text("You have 3 words too many")
    expect(desk.get_by_role("button", name="Submit your answers")).to_have_count(0)
    assert text_of(sitting, "q2") == "twenty-six too many"


def test_from_the_desk_to_the_receipt(desk: Page, sitting) -> None:
    desk.locator("#a2").fill("My answer, whole.")
    desk.get_by_role("button", name="Check and submit").first.click()
    expect(desk.locator("h1")).to_have_text("Check your answers before you submit")
    desk.get_by_label("I confirm the declaration").check()
    desk.get_by_role("button", name="Submit your answers").click()
    expect(desk.locator("h1")).to_have_text("Submitted: 3 words")
    assert Submission.objects.get().sitting_id == sitting.pk


def test_a_text_over_the_edge_of_the_line_is_sent_when_it_is_back(rough: Page, sitting) -> None:
    expect(rough.locator(RUNS)).to_be_attached()
    rough.context.set_offline(True)
    rough.locator("#a1").fill("Written in a tunnel.")
    expect(state(rough)).to_have_text(ON_DEVICE)
    assert text_of(sitting) == ""
    rough.context.set_offline(False)
    is_saved(rough)
    assert text_of(sitting) == "Written in a tunnel."


def test_signed_out_while_writing_nothing_is_lost(rough: Page, cast, live_server, sitting) -> None:
    Session.objects.all().delete()
    rough.locator("#a1").fill("An hour of writing.")
    expect(banner(rough)).to_contain_text("You’re signed out. Keep writing")
    assert text_of(sitting) == ""
    sign_in(rough, cast, live_server)
    is_saved(rough)
    expect(banner(rough)).to_be_hidden()
    assert text_of(sitting) == "An hour of writing."


@pytest.mark.parametrize(
    ("chosen", "stands"),
    [
        ("Keep the version in this tab", "From this window."),
        ("Use the other version", "From the phone."),
    ],
)
def test_two_tabs_both_texts_stay_and_the_person_chooses(rough: Page, cast, sitting, chosen, stands) -> None:
    save(sitting, "From the phone.", at=cast.at, client="phone")
    rough.locator("#a1").fill("From this window.")
    expect(banner(rough)).to_contain_text("Question 1 was also changed")
    assert text_of(sitting) == "From the phone."
    assert AlternateVersion.objects.get().text == "From this window."
    rough.get_by_role("button", name=chosen).click()
    is_saved(rough)
    expect(rough.locator("#a1")).to_have_value(stands)
    expect(banner(rough)).to_be_hidden()
    assert text_of(sitting) == stands
    other = {"From the phone.", "From this window."} - {stands}
    assert other <= set(AlternateVersion.objects.values_list("text", flat=True))


def test_a_lost_acknowledgement_is_no_conflict(rough: Page, sitting) -> None:
    lost = []

    def swallow(route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    rough.route("**/revisions/", swallow)
    rough.locator("#a1").fill("First.")
    expect(banner(rough)).to_contain_text("We can’t reach the server")
    rough.locator("#a1").fill("First. And more.")
    is_saved(rough)
    assert text_of(sitting) == "First. And more."
    assert not AlternateVersion.objects.exists()


def test_at_the_close_what_comes_later_is_kept_beside_and_said(rough: Page, cast, sitting) -> None:
    rough.locator("#a1").fill("In time.")
    is_saved(rough)
    cast.set_time(CLOSES + timedelta(seconds=10))
    rough.locator("#a1").fill("In time. Too late.")
    expect(banner(rough)).to_contain_text("The window closed on Monday 26 October 2026, 23:59.")
    expect(banner(rough)).to_contain_text("after the close, within the 3 minutes your programme allows.")
    expect(banner(rough)).to_contain_text("We saved it as another version.")
    collect_closed(at=CLOSES + timedelta(seconds=20))
    assert text_of(sitting) == "In time."
    assert AlternateVersion.objects.get().text == "In time. Too late."
    assert Submission.objects.get().how == "collected"


def test_without_a_script_the_form_saves(browser, browser_context_args, cast, live_server, sitting) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, cast, live_server)
    page.goto(f"{live_server.url}/sit/{sitting.code}/")
    page.locator("#a1").fill("Plain.\nOn two lines.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#a1")).to_have_value("Plain.\nOn two lines.")
    assert text_of(sitting) == "Plain.\nOn two lines."
    Session.objects.all().delete()
    page.locator("#a1").fill("An hour of writing.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("You’re signed out. Your text is still here.")
    sign_in(page, cast, live_server)
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("#a1")).to_have_value("An hour of writing.")
    context.close()
