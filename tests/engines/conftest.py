"""Stories in the engines of Firefox and Safari. A story of an engine that this machine lacks is left out by name:
`bin/test` says so at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.engines.firefox import Firefox
from tests.engines.programs import ENGINES, FIREFOX
from tests.engines.webdriver import Browser
from tests.engines.webkit import WebKit
from tests.journeys.line import Line

Start = Callable[..., Browser]
WIRES = {engine.name: Firefox if engine is FIREFOX else WebKit for engine in ENGINES}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = {engine.name for engine in ENGINES if not engine.is_here}
    elsewhere = [item for item in items if _engine_of(item) in missing]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def _engine_of(item: pytest.Item) -> str | None:
    call = getattr(item, "callspec", None)
    return call.params.get("engine") if call else None


@pytest.fixture(params=[engine.name for engine in ENGINES])
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def start(engine: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a browser: `start()`, `start(width=390)`; started again in one story, it has the same disk."""
    browsers: list[Browser] = []

    def launch(*, width: int = 1280) -> Browser:
        browsers.append(Browser(WIRES[engine](tmp_path, width=width)))
        return browsers[-1]

    yield launch
    for browser in browsers:
        browser.close()


@pytest.fixture
def line(live_server: LiveServer) -> Iterator[Line]:
    line = Line(live_server.url)
    yield line
    line.cut()
