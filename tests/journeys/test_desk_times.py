"""How soon: on the device within two seconds of a key, on the server within fifteen; the close by the wall clock, and
what is left only in the last hour, by the server's time.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import ON_DEVICE, SOON, banner, is_saved, state, text_of, wait_for
from waymark.journey.sit.models import DeskReport
from waymark.journey.sit.tests.makers import make_sitting

pytestmark = pytest.mark.once("sqlite")

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
IN_WORDS = re.compile(r"The window closes in (2\d|30) minutes\.")


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def test_on_the_device_within_two_seconds_and_on_the_server_within_fifteen(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_with_time_stopped()
    area = desk.locator("#a1")
    area.press_sequentially("First")
    desk.clock.run_for(1900)
    amina.wait_until_kept(desk, "First")
    assert not amina.sent
    for _ in range(26):
        area.press_sequentially(" more")
        desk.clock.run_for(500)
    wait_for(desk, lambda: bool(text_of(sitting)), "Nothing was sent while one went on typing.")
    amina.wait_for_all_answers(desk)
    area.press_sequentially(" last")
    desk.clock.run_for(15_000)
    wait_for(desk, lambda: text_of(sitting).endswith(" last"), "The last key is not on the server.")


def test_nothing_is_sent_when_nothing_is_typed(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_with_time_stopped()
    desk.locator("#a1").press("ArrowLeft")
    desk.clock.run_for(20_000)
    desk.locator("#a1").press_sequentially("A")
    desk.clock.run_for(15_000)
    is_saved(desk)
    assert [request.post_data_json["text"] for request in amina.sent] == ["A"]


def test_what_is_left_is_shown_in_the_last_hour_only(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    left = desk.locator('[data-desk="left-time"]')
    expect(desk.locator('[data-desk="closes"]')).to_have_text("Monday 26 October 2026, 23:59")
    expect(left).to_be_hidden()
    cast.set_time(CLOSES - timedelta(minutes=30))
    desk.reload()
    expect(left).to_be_visible()
    expect(left).to_contain_text(SOON)
    expect(desk.locator('[data-desk="said"]')).to_have_text(IN_WORDS)


def test_whoever_asks_for_less_motion_sees_minutes(at_the_desk, cast, sitting) -> None:
    cast.set_time(CLOSES - timedelta(minutes=30))
    amina = at_the_desk("amina", sitting)
    page = amina.context.new_page()
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    page.goto(amina.url)
    expect(page.locator('[data-desk="left-time"]')).to_have_text(SOON)
    page.set_viewport_size({"width": 320, "height": 256})
    page.locator("#a1").fill("At four times the size.")
    is_saved(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("link", name="Case study").click()
    expect(page.locator("#case")).to_be_visible()
    expect(page.locator("#a1")).to_be_hidden()


def test_this_computers_clock_decides_nothing(at_the_desk, cast, sitting) -> None:
    cast.set_time(CLOSES - timedelta(minutes=30))
    amina = at_the_desk("amina", sitting)
    page = amina.context.new_page()
    page.clock.install(time=datetime(2031, 1, 1, tzinfo=UTC))
    page.goto(amina.url)
    page.clock.run_for(2000)
    expect(page.locator('[data-desk="left-time"]')).to_contain_text(SOON)


def test_at_the_close_the_page_says_so_by_itself(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    desk.locator("#a1").fill("In time.")
    is_saved(desk)
    cast.set_time(CLOSES + timedelta(seconds=30))
    desk.evaluate("window.dispatchEvent(new Event('online'))")
    expect(banner(desk)).to_contain_text("The window closed on Monday 26 October 2026, 23:59.")


def test_the_desk_reports_how_long_it_was_alone(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_with_time_stopped()
    amina.context.set_offline(True)
    desk.locator("#a1").fill("Alone.")
    desk.clock.run_for(600)
    expect(state(desk)).to_have_text(ON_DEVICE)
    desk.clock.run_for(60_000)
    amina.wait_for_all_answers(desk)
    back = desk.evaluate("performance.now()")
    amina.context.set_offline(False)
    wait_for(desk, lambda: has_come(desk, sitting, "Alone."), "It was not sent.")
    is_saved(desk)
    tries = (desk.evaluate("performance.now()") - back) / 1000
    report = DeskReport.objects.get()
    assert (report.kind, report.sitting_id) == ("offline", sitting.pk)
    assert 60 <= report.seconds <= 62 + tries


def has_come(desk, sitting, text: str) -> bool:
    """Lets some of the window's time pass, in which it tries again after a first try that failed, and looks."""
    desk.clock.run_for(500)
    return text_of(sitting) == text
