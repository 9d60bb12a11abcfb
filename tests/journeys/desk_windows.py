"""Windows of the writing desk in which the line may be cut: what the browser says about a cut line is no fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.line import Line
from waymark.journey.sit.models import Answer, Sitting
from waymark.journey.sit.writing.writer import keys_of

BY_ITS_CLOCK = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
SOON = re.compile(r"(2\d|30) min")
"""What is left half an hour before the close, and a little later on a machine that is busy."""
ON_DEVICE = "Saved on this device. We’ll send it when you’re online."
CUT = re.compile(r"Failed to load resource: (net::ERR_|the server responded with a status of 4\d\d)")
RUNS = '[data-desk="form"][data-running]'
STARTED = f"""async () => Boolean(document.querySelector('{RUNS}')) && Boolean(navigator.serviceWorker.controller)
  && (await caches.keys()).length > 0"""
READY = f"""async () => {{
  if (!document.querySelector('{RUNS}') || !navigator.serviceWorker.controller) return false;
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return Math.max(0, ...kept) > 12;
}}"""
STORED = """async (name) => {
  const { ask } = await import("/static/sit/store.js");
  const rows = await ask(name, "readonly", (store) => store.getAll());
  const bytes = (value) => (value instanceof ArrayBuffer ? String.fromCharCode(...new Uint8Array(value)) : value);
  return rows.map((row) => row instanceof CryptoKey ? "a key" : Object.fromEntries(
    Object.entries(row).map(([field, value]) => [field, bytes(value)])));
}"""
NO_GOODBYE = """const say = BroadcastChannel.prototype.postMessage;
BroadcastChannel.prototype.postMessage = function (message) {
  if (message.what !== "bye") say.call(this, message);
};"""
"""A window that goes without telling the others: so do those of Firefox, now and then, and those that are killed."""
READ = """async (writer) => (await import("/static/sit/copies.js")).listOfWriter(writer)"""


class Writer:
    """Somebody at the desk in a browser of their own; `faults` gathers what must not happen even without a line."""

    def __init__(self, context: BrowserContext, line: Line, sitting: Sitting) -> None:
        self.context, self.line, self.address, self.sitting = context, line, line.address, sitting
        self.faults: list[str] = []
        self.sent: list[Request] = []
        self.under_way: set[Request] = set()
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", self._see)
        context.on("requestfinished", self._see_end)
        context.on("requestfailed", self._see_end)

    @property
    def url(self) -> str:
        return f"{self.address}/sit/{self.sitting.code}/"

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not CUT.match(message.text):
            self.faults.append(message.text)

    def _see(self, request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/revisions/"):
            self.sent.append(request)
            self.under_way.add(request)

    def _see_end(self, request: Request) -> None:
        self.under_way.discard(request)

    def is_signed_in_by(self, key: str) -> None:
        self.context.add_cookies([{"name": "waymark", "value": key, "url": self.address}])

    def open(self, address: str = "", *, own_time: bool = False) -> Page:
        """A new window of the desk; with `own_time`, one whose timers can be stopped later."""
        page = self.context.new_page()
        if own_time:
            page.clock.install(time=BY_ITS_CLOCK)
        page.set_default_timeout(PATIENCE)
        page.goto(address or self.url)
        return page

    def open_ready(self) -> Page:
        """The desk, once this device has all that it needs to open it without the network."""
        page = self.open()
        wait_for(page, lambda: page.evaluate(READY), "The device is not ready to open the desk offline.")
        return page

    def open_with_time_stopped(self) -> Page:
        """The desk, started, in a window whose timers run only in `page.clock.run_for`, however busy the machine is.

        A window with its own time does not name the files that it took, so that it is not ready offline.
        """
        page = self.open(own_time=True)
        wait_for(page, lambda: page.evaluate(STARTED), "The scripts of the desk have not started.")
        page.clock.pause_at(BY_ITS_CLOCK + timedelta(hours=1))
        return page

    def leave(self, *pages: Page) -> None:
        """Closes windows that wait for the line to come back: such a window makes no last try that outlives it.

        Another page comes first: it ends the desk's at once, while a closed tab may go on for a moment.
        """
        for page in pages:
            expect(state(page)).not_to_have_text("Saving…")
        for page in pages:
            page.goto("about:blank")
            page.close()

    def wait_for_all_answers(self, page: Page) -> None:
        """Until no save is under way: each was answered, or failed."""
        wait_for(page, lambda: not self.under_way, "A save is still under way.")

    def stored(self, page: Page, name: str = "copies") -> list[Any]:
        """What lies on this device's disk, of anybody."""
        rows: list[Any] = page.evaluate(STORED, name)
        return rows

    def kept(self, page: Page) -> list[dict[str, Any]]:
        """What this device keeps of its writer, read with their key."""
        key = keys_of(self.sitting.enrolment.person.account_id)[0]
        rows: list[dict[str, Any]] = page.evaluate(READ, key)
        return rows

    def wait_until_kept(self, page: Page, text: str) -> None:
        wait_for(
            page, lambda: any(row["text"] == text for row in self.kept(page)), f"“{text}” is not kept here."
        )


def wait_for(page: Page, holds: Callable[[], bool], message: str) -> None:
    """Waits until it holds; events of the page are heard meanwhile."""
    for _ in range(PATIENCE // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(message)


def state(page: Page) -> Locator:
    return page.locator('[data-desk="state"]')


def banner(page: Page) -> Locator:
    return page.locator('[data-desk="banner"]')


def is_saved(page: Page) -> None:
    """The desk's scripts run, and nothing waits; before they run, the page shows what it came with."""
    expect(page.locator(RUNS)).to_be_attached()
    expect(state(page)).to_contain_text("Saved at")


def text_of(sitting: Sitting, question: str = "q1") -> str:
    return Answer.objects.get(sitting=sitting, question_id=question).text
