"""The power goes: Amina's whole browser is killed while the line is cut. What the page calls kept is there again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Playwright, expect

from tests.chromium import find_chromium
from tests.journeys.conftest import PATIENCE, QUIET
from tests.journeys.desk_windows import ON_DEVICE, Writer, is_saved, state, text_of
from tests.journeys.line import Line
from waymark.cli.commands.demo import free_port
from waymark.journey.sit.tests.makers import make_sitting

pytestmark = pytest.mark.once("sqlite")

TYPED = "Kept on this device when the power went."


@contextlib.contextmanager
def chromium(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A browser of its own with its disk in that folder; ended, if it was not killed, at the end."""
    port = free_port(None)
    program = find_chromium()
    assert program
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    flags = ["--headless=new", f"--remote-debugging-port={port}", f"--user-data-dir={folder}"]
    process = subprocess.Popen(
        [program, *QUIET, *as_root, *flags, "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process, _address(port)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()


def _address(port: int) -> str:
    for _ in range(PATIENCE // 100):
        with (
            contextlib.suppress(OSError),
            urlopen(f"http://127.0.0.1:{port}/json/version", timeout=PATIENCE / 1000) as response,
        ):
            address: str = json.load(response)["webSocketDebuggerUrl"]
            return address
        time.sleep(0.1)
    pytest.fail("The browser did not start.")


def test_the_browser_is_killed(playwright: Playwright, cast, live_server, tmp_path) -> None:
    sitting = make_sitting(cast)
    line = Line(live_server.url)
    with chromium(tmp_path) as (process, address):
        browser = playwright.chromium.connect_over_cdp(address)
        amina = Writer(browser.contexts[0], line, sitting)
        amina.is_signed_in_by(cast.browser("amina").cookies["waymark"].value)
        desk = amina.open_ready()
        line.cut()
        desk.locator("#a1").fill(TYPED)
        expect(state(desk)).to_have_text(ON_DEVICE)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert text_of(sitting) == ""
    with chromium(tmp_path) as (_, address):
        browser = playwright.chromium.connect_over_cdp(address)
        amina = Writer(browser.contexts[0], line, sitting)
        again = amina.open()
        expect(again.locator("#a1")).to_have_value(TYPED)
        line.mend()
        amina.is_signed_in_by(cast.browser("amina").cookies["waymark"].value)
        is_saved(again)
        assert text_of(sitting) == TYPED
        browser.close()
    line.cut()
