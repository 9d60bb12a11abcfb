"""Amina's session ends while she writes: she signs in again on the same page, and everything is sent. Nobody else can
do that for her.
"""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Locator, expect

from tests.cast import PASSWORD
from tests.journeys.desk_windows import banner, is_saved, state, text_of
from waymark.journey.sit.models import AlternateVersion
from waymark.journey.sit.tests.makers import make_sitting

pytestmark = pytest.mark.once("postgres")


@pytest.fixture
def sitting(cast, live_server):
    cache.clear()
    return make_sitting(cast)


@pytest.fixture
def desk(at_the_desk, sitting):
    page = at_the_desk("amina", sitting).open_ready()
    Session.objects.all().delete()
    page.locator("#a1").fill("An hour of writing.")
    page.locator("#a2").fill("And another.")
    return page


def ask_for_the_dialog(desk) -> Locator:
    expect(banner(desk)).to_contain_text("You’re signed out. Keep writing")
    banner(desk).get_by_role("button", name="Sign in here").click()
    dialog = desk.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_be_visible()
    return dialog


def test_signing_in_again_without_leaving(desk, sitting) -> None:
    dialog = ask_for_the_dialog(desk)
    expect(state(desk)).to_have_text("Sign in again to save")
    expect(dialog.get_by_label("Password")).to_be_focused()
    expect(dialog.get_by_label("Email address")).to_have_value("amina@llse.example")
    dialog.get_by_label("Password").fill("wrong, and wrong again")
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Email address or password is incorrect")
    assert text_of(sitting) == ""

    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_label("Password").press("Enter")
    expect(dialog).to_be_hidden()
    is_saved(desk)
    expect(banner(desk)).to_be_hidden()
    assert (text_of(sitting), text_of(sitting, "q2")) == ("An hour of writing.", "And another.")
    expect(desk.locator("#a1")).to_have_value("An hour of writing.")
    desk.get_by_role("button", name="Check and submit").first.click()
    expect(desk.locator("h1")).to_have_text("Check your answers before you submit")


def test_somebody_else_who_signs_in_there_is_signed_out_again(desk, sitting) -> None:
    dialog = ask_for_the_dialog(desk)
    dialog.get_by_label("Email address").fill("ben@llse.example")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog.get_by_role("alert")).to_contain_text(
        "You signed in as someone else, so we signed that account out"
    )
    assert text_of(sitting) == ""
    assert not AlternateVersion.objects.exists()
    assert not any(session.get_decoded() for session in Session.objects.all())


def test_writing_goes_on_while_signed_out(desk, sitting) -> None:
    dialog = ask_for_the_dialog(desk)
    dialog.get_by_role("button", name="Keep writing").click()
    desk.locator("#a1").press_sequentially("More. ")
    expect(dialog).to_be_hidden()
    banner(desk).get_by_role("button", name="Sign in here").click()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and send").click()
    is_saved(desk)
    assert "More. " in text_of(sitting)


def test_the_focus_moves_only_when_asked(desk, sitting) -> None:
    area = desk.locator("#a3")
    area.press_sequentially("No word of this goes anywhere else. ")
    expect(banner(desk)).to_contain_text("You’re signed out. Keep writing")
    for _ in range(3):
        desk.evaluate("window.dispatchEvent(new Event('online'))")
        area.press_sequentially("Nor of this. ")
    desk.wait_for_function(
        "document.querySelector('[data-desk=state]').textContent === 'Sign in again to save'"
    )
    expect(desk.get_by_role("dialog", name="Sign in again")).to_be_hidden()
    expect(area).to_be_focused()
    expect(area).to_have_value("No word of this goes anywhere else. " + "Nor of this. " * 3)
