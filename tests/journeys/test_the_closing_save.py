"""Amina types until the last second: what stood in her field a second before the close is collected.

Her window's time runs only as the story lets it, so that the story holds however busy the machine is; what was typed
when is told by the server's time as her page knows it. `python -m benchmarks close` measures by the wall clock.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.desk_windows import banner, is_saved, state, text_of, wait_for
from waymark.journey.sit.actions import collect_closed
from waymark.journey.sit.models import AlternateVersion, Answer, Submission
from waymark.journey.sit.tests.makers import make_sitting

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
CLOSES_MS = CLOSES.timestamp() * 1000
FIRST, LAST = 900, 300
"""Milliseconds before the close between which the closing save leaves."""
RECORDS = """const send = fetch;
window.sendings = [];
window.fetch = (address, options) => {
  if (options?.method === "POST") window.sendings.push(performance.now());
  return send(address, options);
};"""


class Watch:
    """The desk's own idea of how long it is until the close, from what its page sent and heard."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[dict[str, Any]] = []
        page.on("response", self._hear)

    def _hear(self, response: Response) -> None:
        if response.url.endswith("/revisions/"):
            self.heard.append(response.json())

    def start(self) -> None:
        """After the first save: from here on no answer moves the page's clock."""
        wait_for(self.page, lambda: bool(self.heard), "The first save was not answered.")
        self.zero = CLOSES_MS - self.heard[0]["now"] + self.sendings()[0]

    def sendings(self) -> list[float]:
        sent: list[float] = self.page.evaluate("window.sendings")
        return sent

    def left(self, at: float | None = None) -> float:
        """Milliseconds until the close."""
        now = self.page.evaluate("performance.now()") if at is None else at
        return self.zero - float(now)


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def test_what_is_typed_a_second_before_the_close_is_collected(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    amina.context.add_init_script(RECORDS)
    cast.set_time(CLOSES - timedelta(hours=3))
    desk = amina.open_with_time_stopped()
    desk.route("**/sit/time/", lambda route: route.abort())
    watch = Watch(desk)
    area = desk.locator("#a1")
    area.press_sequentially("First.")
    cast.set_time(CLOSES - timedelta(seconds=7))
    desk.clock.run_for(2500)
    is_saved(desk)
    watch.start()

    cast.set_time(CLOSES - timedelta(minutes=5))
    typed: list[tuple[float, str]] = []
    while (left := watch.left()) > 120:
        word = f" {left:.0f}"
        area.press_sequentially(word)
        typed.append((left, word.strip()))
        desk.clock.run_for(100)
    closing = [watch.left(at) for at in watch.sendings() if 0 < watch.left(at) < 3000]
    assert len(closing) == 1, closing
    assert LAST - 20 <= closing[0] <= FIRST + 20
    wait_for(desk, lambda: len(watch.heard) >= len(watch.sendings()), "The closing save was not answered.")
    amina.wait_for_all_answers(desk)

    cast.set_time(CLOSES + timedelta(seconds=1))
    area.press_sequentially(" late")
    desk.clock.run_for(8000)
    expect(banner(desk)).to_contain_text("within the 3 minutes your programme allows")
    cast.set_time(CLOSES + timedelta(seconds=30))
    assert collect_closed(at=CLOSES + timedelta(seconds=20)) == 1
    collected = text_of(sitting).split()
    in_time = [word for left, word in typed if left >= 1000]
    assert collected[1 : 1 + len(in_time)] == in_time
    assert len(in_time) >= 15
    assert "late" not in collected
    assert Submission.objects.get().how == "collected"
    assert AlternateVersion.objects.filter(text__endswith=" late").exists()


def test_after_the_close_the_page_says_up_to_when_all_is_safe(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    cast.set_time(CLOSES - timedelta(minutes=20))
    desk = amina.open()
    desk.locator("#a1").fill("In time.")
    wait_for(desk, lambda: bool(amina.sent), "Nothing was sent.")
    amina.wait_for_all_answers(desk)
    cast.set_time(CLOSES + timedelta(seconds=30))
    desk.evaluate("window.dispatchEvent(new Event('online'))")
    expect(banner(desk)).to_contain_text("The window closed on Monday 26 October 2026, 23:59.")
    assert text_of(sitting) == "In time."
    saved_at = Answer.objects.get(sitting=sitting, question_id="q1").saved_at
    assert saved_at
    expect(state(desk)).to_have_text(f"Safe on the server until {saved_at:%H:%M:%S}")
