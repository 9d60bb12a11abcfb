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
from tests.journeys.stage import press
from tests.journeys.test_second_step import enter_password, with_device
from waymark.bridges.signin.tests.second_steps import Phone, account_of
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


def test_the_dialog_asks_for_the_second_step_too(desk, sitting, cast, monkeypatch) -> None:
    phone = Phone(monkeypatch)
    phone.set_up(account_of(cast, "amina"))
    dialog = ask_for_the_dialog(desk)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and send").click()
    code = dialog.get_by_label("Code")
    expect(code).to_be_focused()
    expect(dialog.get_by_label("Password")).to_be_hidden()
    assert text_of(sitting) == "", "nothing may be saved before the second step"
    code.fill("000000")
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("That code isn’t right")
    assert text_of(sitting) == ""

    code.fill(phone.code())
    code.press("Enter")
    expect(dialog).to_be_hidden()
    is_saved(desk)
    assert (text_of(sitting), text_of(sitting, "q2")) == ("An hour of writing.", "And another.")


def test_the_dialog_begins_again_when_the_second_step_takes_too_long(
    desk, sitting, cast, monkeypatch
) -> None:
    phone = Phone(monkeypatch)
    phone.set_up(account_of(cast, "amina"))
    dialog = ask_for_the_dialog(desk)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog.get_by_label("Code")).to_be_focused()
    phone.wait(minutes=11)
    dialog.get_by_label("Code").fill(phone.code())
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Enter your password again")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and send").click()
    dialog.get_by_label("Code").fill(phone.code())
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog).to_be_hidden()
    is_saved(desk)
    assert text_of(sitting) == "An hour of writing."


@pytest.mark.parametrize("step", ["instead of the password", "after it"])
def test_a_passkey_signs_in_at_the_dialog(at_the_desk, sitting, step: str) -> None:
    writer = at_the_desk("amina", sitting)
    page = writer.open_ready()
    with_device(page)
    desk_address = page.url
    Session.objects.all().delete()
    enter_password(page, "amina@llse.example", site=writer.address)
    page.goto(f"{writer.address}/accounts/security/passkeys/new/")
    press(page, "Add passkey")
    press(page, "I’ve saved my codes")
    page.goto(desk_address)
    page.locator("#a1").fill("First.")
    is_saved(page)
    Session.objects.all().delete()
    page.locator("#a1").fill("An hour of writing.")
    dialog = ask_for_the_dialog(page)
    if step == "after it":
        dialog.get_by_label("Password").fill(PASSWORD)
        dialog.get_by_role("button", name="Sign in and send").click()
        expect(dialog.get_by_label("Code")).to_be_focused()
    dialog.get_by_role("button", name="Use a passkey").click()
    expect(dialog).to_be_hidden()
    is_saved(page)
    assert text_of(sitting) == "An hour of writing."
