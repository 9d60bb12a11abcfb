"""A real browser for every story: the machine's own Chromium, and windows in which nothing may go wrong unseen."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.chromium import find_chromium

if TYPE_CHECKING:
    from tests.journeys.stage import Stage

# Playwright's own loop runs in this thread; Django would refuse every row otherwise.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
PICTURES = Path(__file__).resolve().parents[2] / "build" / "journeys"
FAILED = pytest.StashKey[bool]()
PATIENCE = 60_000
"""How many milliseconds anything may take before a story fails: it only has to end, however busy the machine is."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": [*QUIET, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def page(page: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose console must stay empty. A failure leaves a picture."""
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{message.text} ({page.url})")

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(f"{error} ({page.url})"))
    yield page
    if request.node.stash.get(FAILED, False):
        _take_pictures(request.node.name, [page])
    assert not faults, "The browser's console is not empty: " + "; ".join(faults)


@pytest.fixture
def empty_stage(
    live_server: LiveServer, new_context: Any, request: pytest.FixtureRequest
) -> Iterator["Stage"]:
    """A stage with nobody on it. A story that fails leaves a picture of every window."""
    from tests.journeys.stage import Stage

    cache.clear()  # counts of sign-ins, which a story would otherwise inherit
    stage = Stage(live_server.url, new_context)
    yield stage
    if request.node.stash.get(FAILED, False):
        _take_pictures(request.node.name, stage.pages)
    assert not stage.faults, "Went wrong in a window: " + "; ".join(stage.faults)


@pytest.fixture
def stage(empty_stage: "Stage") -> "Stage":
    """The cast of all tests on its stage."""
    from tests.cast import the_cast

    empty_stage.cast = the_cast()
    return empty_stage


def _take_pictures(name: str, pages: list[Page]) -> None:
    database = os.environ.get("WAYMARK_DATABASE", "sqlite")
    for number, page in enumerate(page for page in pages if not page.is_closed()):
        page.screenshot(path=PICTURES / f"{name}-{database}-{number}.png", full_page=True)


@pytest.fixture
def at_the_desk(cast: Any, live_server: LiveServer, new_context: Any) -> Iterator[Any]:
    """Opens browsers at the desk: `at_the_desk("amina", sitting)`, signed in. Each is one device on its own line."""
    from tests.journeys.desk_windows import Writer
    from tests.journeys.line import Line

    writers: list[Writer] = []

    def enter(who: str, sitting: Any) -> Writer:
        writer = Writer(new_context(), Line(live_server.url), sitting)
        writer.is_signed_in_by(cast.browser(who).cookies["waymark"].value)
        writers.append(writer)
        return writer

    yield enter
    for writer in writers:
        writer.line.cut()
    assert not [fault for writer in writers for fault in writer.faults]
