"""How soon: on the device within two seconds of a key, on the server within fifteen; the close by the wall clock, and
what is left only in the last hour, by the server's time.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import banner, is_saved, text_of, wait_for
from waymark.journey.sit.models import DeskReport
from waymark.journey.sit.tests.makers import make_sitting

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def test_on_the_device_within_two_seconds_and_on_the_server_within_fifteen(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    area = desk.locator("#a1")
    area.press_sequentially("First")
    since = time.monotonic()
    amina.wait_until_kept(desk, "First")
    assert time.monotonic() - since < 2
    while not amina.sent:
        area.press_sequentially(" more", delay=60)
        assert time.monotonic() - since < 15, "Nothing was sent while one went on typing."
    many = len(amina.sent)
    area.press_sequentially(" last")
    since = time.monotonic()
    wait_for(
        desk, lambda: text_of(sitting).endswith(" last"), "The last key is not on the server.", seconds=15
    )
    assert time.monotonic() - since < 15
    assert len(amina.sent) > many


def test_nothing_is_sent_when_nothing_is_typed(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.locator("#a1").press("ArrowLeft")
    desk.wait_for_timeout(4000)
    assert not amina.sent


def test_what_is_left_is_shown_in_the_last_hour_only(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open()
    left = desk.locator('[data-desk="left-time"]')
    expect(desk.locator('[data-desk="closes"]')).to_have_text("Monday 26 October 2026, 23:59")
    expect(left).to_be_hidden()
    cast.set_time(CLOSES - timedelta(minutes=30))
    desk.reload()
    expect(left).to_be_visible()
    expect(left).to_contain_text("29 min")
    expect(desk.locator('[data-desk="said"]')).to_have_text("The window closes in 30 minutes.")


def test_whoever_asks_for_less_motion_sees_minutes(at_the_desk, cast, sitting) -> None:
    cast.set_time(CLOSES - timedelta(minutes=30))
    amina = at_the_desk("amina", sitting)
    page = amina.context.new_page()
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    page.goto(amina.url)
    expect(page.locator('[data-desk="left-time"]')).to_have_text("30 min left")
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
    expect(page.locator('[data-desk="left-time"]')).to_contain_text("29 min")


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
    desk = amina.open_ready()
    amina.context.set_offline(True)
    desk.locator("#a1").fill("Alone.")
    desk.wait_for_timeout(3000)
    amina.context.set_offline(False)
    is_saved(desk)
    report = DeskReport.objects.get()
    assert (report.kind, report.sitting_id) == ("offline", sitting.pk)
    assert 2 <= report.seconds <= 20
