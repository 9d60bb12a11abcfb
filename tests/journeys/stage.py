"""Where the stories are played: the cast of all tests, a browser window for each of them, and a watch on every window.

A story is told from people's side. `stage.enter("grace")` signs Grace in on the sign-in page and returns her window;
`stage.visitor()` is somebody nobody knows. Time moves on the page of the demonstration that moves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.cast import PASSWORD, Cast
from tests.journeys.conftest import PATIENCE
from tests.locked import lock_as_it_is
from tests.world.papers import body, write_paper
from tests.world.providers import Setup
from waymark.ground.papers.models import Paper
from waymark.ground.people.models import Provider

REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
"""How the browser's console words an answer that says no: a refusal in words, not a fault."""


class Stage:
    """`faults` gathers what no story may leave behind: errors in a console, answers of 500, requests to elsewhere."""

    def __init__(self, address: str, new_context: Callable[..., BrowserContext]) -> None:
        self.address = address
        self.new_context = new_context
        self.windows: dict[str, Page] = {}
        self.pages: list[Page] = []
        self.faults: list[str] = []
        self.cast: Cast
        self.setup: Setup

    def visitor(self, **options: object) -> Page:
        """A new window of somebody who is not signed in."""
        page = self.new_context(base_url=self.address, **options).new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        self.pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self._hear(message, page))
        page.on("pageerror", lambda error: self.faults.append(f"{error} ({page.url})"))
        page.on("response", self._see)

    def _hear(self, message: ConsoleMessage, page: Page) -> None:
        if message.type == "error" and not REFUSED.match(message.text):
            self.faults.append(f"{message.text} ({page.url})")

    def _see(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")
        if urlsplit(response.url).netloc not in ("", urlsplit(self.address).netloc):
            self.faults.append(f"fetched from elsewhere: {response.url}")

    def enter(self, who: str, **options: object) -> Page:
        """That person's window, signed in; the same one when they come again."""
        if who not in self.windows:
            page = self.visitor(**options)
            sign_in(page, self.cast.people[who].email)
            self.windows[who] = page
        return self.windows[who]

    def forget(self, who: str) -> None:
        """That person closes the window."""
        self.windows.pop(who).context.close()

    def move_time(self, to: datetime, *, seen_by: Page) -> None:
        """Through the page that moves the demonstration's time, as anybody can; `to` is London's clock."""
        seen_by.goto("/time/")
        seen_by.get_by_label("Date").fill(to.date().isoformat())
        seen_by.get_by_label("Time").fill(time.strftime(to.time(), "%H:%M"))
        seen_by.get_by_role("button", name="Change the time").click()
        expect(seen_by.get_by_text("You have changed the time for everyone")).to_be_visible()


def every(locator: Locator) -> list[Locator]:
    """All that it finds, once the page that holds them has come: `all` itself does not wait for a page under way."""
    expect(locator).not_to_have_count(0)
    return locator.all()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press that button and wait for the page that answers: going elsewhere at once would call the act off."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


def paper_of(cast: Cast, provider: Provider) -> Paper:
    """The paper of the tests for that provider, locked: Petra's at LLSE, Finn's at UCL."""
    cohort, setter = (cast.cohort, "petra") if provider == cast.llse else (cast.ucl_cohort, "finn")
    code = f"{provider.slug.upper()}-A"
    paper = write_paper(
        provider, cohort.programme.slug, by=cast.people[setter], at=cast.at, paper_body=body(code)
    )
    lock_as_it_is(paper, at=cast.at)
    return paper


def setup_of(cast: Cast, paper: Paper) -> Setup:
    """LLSE's part of the cast as the makers of `tests/world` want it."""
    staff = {
        "lead": "grace",
        "facilitator": "fay",
        "coach": "hugo",
        "setter": "petra",
        "marker": "chioma",
        "marker2": "dev",
        "marker3": "esther",
        "senior": "simi",
        "board": "jonas",
    }
    return Setup(
        provider=cast.llse,
        published=cast.cohort.programme,
        paper=paper,
        staff={key: cast.people[name] for key, name in staff.items()},
    )
