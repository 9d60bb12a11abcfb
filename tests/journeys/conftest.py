"""A real browser for every story: the machine's own Chromium, and a console that must stay empty."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.chromium import find_chromium

# Playwright's own loop runs in this thread; Django would refuse every row otherwise.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": [*QUIET, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "en-GB", "timezone_id": "Europe/London"}


PICTURES = Path(__file__).resolve().parents[2] / "build" / "journeys"
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def page(page: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose steps may take five seconds, and whose console must stay empty. A failure leaves a picture."""
    page.set_default_timeout(5000)
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(f"{message.text} ({page.url})")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(f"{error} ({page.url})"))
    yield page
    if request.node.stash.get(FAILED, False):
        name = f"{request.node.name}-{os.environ.get('WAYMARK_DATABASE', 'sqlite')}.png"
        page.screenshot(path=PICTURES / name, full_page=True)
    assert not said, "The browser's console is not empty: " + "; ".join(said)
