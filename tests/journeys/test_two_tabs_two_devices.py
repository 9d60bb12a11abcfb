"""Amina has two tabs open, and a phone: what is typed in one appears in the other, and where two texts meet, both are
kept, both are shown, and she chooses.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import banner, is_saved, text_of, wait_for
from waymark.journey.sit.models import AlternateVersion
from waymark.journey.sit.tests.makers import make_sitting

OPEN_TWICE = "Your assessment is open in another tab too."


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def test_two_tabs_know_of_one_another_and_follow(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    first = amina.open_ready()
    expect(banner(first)).to_be_hidden()
    second = amina.open()
    expect(banner(first)).to_contain_text(OPEN_TWICE)
    expect(banner(second)).to_contain_text(OPEN_TWICE)

    first.locator("#a1").fill("Typed in the first.")
    expect(second.locator("#a1")).to_have_value("Typed in the first.")
    second.locator("#a1").press("End")
    second.locator("#a1").press_sequentially(" Gone on with in the second.")
    expect(first.locator("#a1")).to_have_value("Typed in the first. Gone on with in the second.")
    is_saved(second)
    first.locator("#a1").fill("And back in the first.")
    is_saved(first)
    expect(second.locator("#a1")).to_have_value("And back in the first.")
    assert text_of(sitting) == "And back in the first."
    assert not AlternateVersion.objects.exists()

    second.close()
    expect(banner(first)).to_be_hidden()


def test_two_tabs_offline_lose_nothing_when_both_are_closed(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    first, second = amina.open_ready(), amina.open()
    expect(banner(second)).to_contain_text(OPEN_TWICE)
    amina.line.cut()
    first.locator("#a1").fill("Offline, in the first.")
    expect(second.locator("#a1")).to_have_value("Offline, in the first.")
    second.locator("#a1").press("End")
    second.locator("#a1").press_sequentially(" And in the second.")
    second.locator("#a2").fill("Another answer.")
    amina.wait_until_kept(second, "Offline, in the first. And in the second.")
    amina.wait_until_kept(second, "Another answer.")
    amina.leave(first, second)
    amina.line.mend()
    again = amina.open()
    expect(again.locator("#a1")).to_have_value("Offline, in the first. And in the second.")
    is_saved(again)
    assert text_of(sitting) == "Offline, in the first. And in the second."
    assert text_of(sitting, "q2") == "Another answer."
    assert not AlternateVersion.objects.exists()


def test_a_tab_that_was_closed_leaves_its_text_to_the_other(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    first, second = amina.open_ready(), amina.open()
    expect(banner(second)).to_contain_text(OPEN_TWICE)
    amina.context.set_offline(True)
    second.locator("#a1").fill("Typed in the tab that is closed.")
    amina.wait_until_kept(second, "Typed in the tab that is closed.")
    expect(first.locator("#a1")).to_have_value("Typed in the tab that is closed.")
    second.close()
    amina.context.set_offline(False)
    wait_for(first, lambda: bool(text_of(sitting)), "The other tab did not send it.")
    assert text_of(sitting) == "Typed in the tab that is closed."


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ("Keep the version in this tab", "One problem, from the phone."),
        ("Use the other version", "One problem, from the laptop."),
        (
            "Add the other version below this one",
            "One problem, from the phone.\n\nOne problem, from the laptop.",
        ),
    ],
)
def test_two_devices(at_the_desk, sitting, choice, stands) -> None:
    laptop, phone = at_the_desk("amina", sitting), at_the_desk("amina", sitting)
    on_laptop, on_phone = laptop.open(), phone.open()
    on_laptop.locator("#a1").fill("One problem, from the laptop.")
    is_saved(on_laptop)
    on_phone.locator("#a1").fill("One problem, from the phone.")
    box = on_phone.locator("#choice1")
    expect(box).to_be_visible()
    expect(box.locator('[data-side="mine"] mark')).to_have_text("phone.")
    expect(box.locator('[data-side="other"] mark')).to_have_text("laptop.")
    assert text_of(sitting) == "One problem, from the laptop."
    assert AlternateVersion.objects.get().text == "One problem, from the phone."
    on_phone.get_by_role("button", name=choice).click()
    is_saved(on_phone)
    expect(box).to_be_hidden()
    expect(on_phone.locator("#a1")).to_have_value(stands)
    wait_for(on_phone, lambda: text_of(sitting) == stands, "The choice did not reach the server.")


def test_what_is_typed_while_one_has_not_chosen_is_kept_too(at_the_desk, sitting) -> None:
    laptop, phone = at_the_desk("amina", sitting), at_the_desk("amina", sitting)
    on_laptop, on_phone = laptop.open(), phone.open()
    on_laptop.locator("#a1").fill("From the laptop.")
    is_saved(on_laptop)
    on_phone.locator("#a1").fill("From the phone.")
    expect(on_phone.locator("#choice1")).to_be_visible()
    on_phone.locator("#a1").fill("From the phone, and more.")
    on_phone.get_by_role("button", name="Use the other version").click()
    expect(on_phone.locator("#a1")).to_have_value("From the laptop.")
    assert AlternateVersion.objects.filter(text="From the phone, and more.").exists()
