"""Amina writes while the line is cut, the tab is closed, the server is gone: every word older than two seconds is
there again, and reaches the server by itself.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import ON_DEVICE, banner, is_saved, state, text_of, wait_for
from waymark.journey.sit.models import AlternateVersion
from waymark.journey.sit.tests.makers import make_sitting, save


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def test_writing_through_a_power_cut(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.locator("#a1").fill("Before the cut.")
    is_saved(desk)
    amina.context.set_offline(True)
    amina.line.cut()
    desk.locator("#a1").fill("Before the cut. And after it.")
    desk.locator("#a2").fill("A second answer.")
    expect(state(desk)).to_have_text(ON_DEVICE)
    expect(banner(desk)).to_contain_text("You’re offline. Keep writing.")
    amina.wait_until_kept(desk, "A second answer.")
    desk.close()

    again = amina.open()
    expect(again.locator("#a1")).to_have_value("Before the cut. And after it.")
    expect(again.locator("#a2")).to_have_value("A second answer.")
    expect(again.locator("#case-title")).to_contain_text("The Trust of Three Schools")
    expect(state(again)).to_have_text(ON_DEVICE)
    again.locator("#a2").fill("A second answer. Still offline.")
    amina.wait_until_kept(again, "A second answer. Still offline.")
    assert text_of(sitting) == "Before the cut."

    amina.line.mend()
    amina.context.set_offline(False)
    is_saved(again)
    assert text_of(sitting) == "Before the cut. And after it."
    assert text_of(sitting, "q2") == "A second answer. Still offline."
    assert not AlternateVersion.objects.exists()
    assert not any(row["waiting"] for row in amina.kept(again))


def test_the_server_is_gone_and_the_desk_opens_all_the_same(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    amina.line.cut()
    desk.locator("#a1").fill("The browser thinks that all is well.")
    expect(banner(desk)).to_contain_text("We can’t reach the server. Keep writing.")
    desk.close()
    again = amina.open()
    expect(again.locator("#a1")).to_have_value("The browser thinks that all is well.")
    expect(state(again)).to_have_text(ON_DEVICE)
    expect(again.locator("#case")).to_contain_text("A first paragraph.")
    assert again.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Figtree Variable'))")
    amina.line.mend()
    is_saved(again)
    assert text_of(sitting) == "The browser thinks that all is well."


def test_a_save_whose_answer_was_lost_with_the_tab_is_no_conflict(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()

    def swallow(route) -> None:
        route.fetch()
        route.abort()

    desk.route("**/revisions/", swallow)
    desk.locator("#a1").fill("It came, and nobody said so.")
    expect(banner(desk)).to_contain_text("We can’t reach the server")
    assert text_of(sitting) == "It came, and nobody said so."
    desk.close()
    again = amina.open()
    again.locator("#a1").press_sequentially(" And on.")
    is_saved(again)
    assert text_of(sitting).endswith("And on.") or text_of(sitting).startswith(" And on.")
    assert not AlternateVersion.objects.exists()


def test_what_was_saved_elsewhere_meanwhile_is_not_written_over(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    amina.line.cut()
    desk.locator("#a1").fill("On the train.")
    amina.wait_until_kept(desk, "On the train.")
    expect(state(desk)).to_have_text(ON_DEVICE)
    amina.leave(desk)
    save(sitting, "At home.", at=cast.at, client="home")

    amina.line.mend()
    again = amina.open()
    expect(again.locator("#a1")).to_have_value("On the train.")
    choice = again.locator("#choice1")
    expect(choice).to_be_visible()
    expect(choice.locator('[data-side="mine"]')).to_have_text("On the train.")
    expect(choice.locator('[data-side="other"]')).to_have_text("At home.")
    expect(choice.locator('[data-side="other"] mark')).to_have_text("At home.")
    again.get_by_role("button", name="Add the other version below this one").click()
    is_saved(again)
    assert text_of(sitting) == "On the train.\n\nAt home."


def test_a_desk_read_offline_shows_what_was_saved_last(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.locator("#a3").fill("Saved after the page was made.")
    is_saved(desk)
    wait_for(
        desk,
        lambda: (
            [(row["text"], row["waiting"]) for row in amina.kept(desk)]
            == [("Saved after the page was made.", False)]
        ),
        "The device still keeps it as unsaved.",
    )
    desk.close()
    amina.context.set_offline(True)
    again = amina.open()
    expect(again.locator("#a3")).to_have_value("Saved after the page was made.")
    assert not any(row["waiting"] for row in amina.kept(again))
    amina.context.set_offline(False)
    again.locator("#a3").fill("Saved after the page was made. More.")
    is_saved(again)
    assert text_of(sitting, "q3") == "Saved after the page was made. More."
    assert not AlternateVersion.objects.exists()
