"""What went wrong at the desk in one of these engines alone: another tab that stayed, a font that was dropped from the
device, answers cut at their box, on screen and on paper.
"""

from __future__ import annotations

from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.engines.conftest import Start
from tests.engines.webdriver import Browser
from tests.journeys.desk_windows import NO_GOODBYE, READY, RUNS
from waymark.journey.sit.tests.makers import make_sitting

FIELD = "Title of question 1"
OPEN_TWICE = "Your assessment is open in another tab too."
STARTED = f"return document.querySelector('{RUNS}') !== null"
IS_READY = f"return ({READY})()"
ALL_KEPT = """const [name] = await caches.keys();
const kept = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
const files = document.querySelector('[data-desk="form"]').dataset.files.split(" ");
return files.length > 30 && files.every((file) => kept.includes(file));"""
BANNER_IS_AWAY = """return document.querySelector('[data-desk="banner"]').hidden"""
CUT = "const area = document.querySelector('#a1'); return area.scrollHeight - area.clientHeight > 0"
BELOW = "document.querySelector('#a1').getBoundingClientRect().bottom - innerHeight"
LINES, BELOW_LINE = 40, 60


def open_desk(cast: Cast, live_server: LiveServer, start: Start) -> Browser:
    browser = start()
    browser.sign_in(live_server.url, "amina@llse.example")
    browser.go(f"{live_server.url}/sit/{make_sitting(cast).code}/")
    browser.wait(STARTED)
    return browser


def test_a_tab_that_was_closed_is_gone(cast: Cast, live_server: LiveServer, start: Start) -> None:
    browser = open_desk(cast, live_server, start)
    desk = browser.run("return location.href")
    first = browser.open_tab()
    browser.go(desk)
    browser.see(OPEN_TWICE)
    browser.run(NO_GOODBYE)
    browser.close_tab()
    browser.turn_to(first)
    browser.wait(BANNER_IS_AWAY)


def test_a_second_visit_drops_no_file(cast: Cast, live_server: LiveServer, start: Start) -> None:
    browser = open_desk(cast, live_server, start)
    browser.wait(IS_READY)
    for _ in range(2):
        browser.wait(f"return (async () => {{ {ALL_KEPT} }})()")
        browser.go(browser.run("return location.href"))
        browser.wait(f"return document.querySelector('{RUNS}') && ({READY})()")
    assert browser.run(f"return (async () => {{ {ALL_KEPT} }})()")


def test_an_answer_grows_and_its_last_line_stays_in_sight(
    cast: Cast, live_server: LiveServer, start: Start
) -> None:
    browser = open_desk(cast, live_server, start)
    browser.enter(FIELD)
    for _ in range(LINES):
        browser.type("Enter")
    assert not browser.run(CUT)
    browser.wait(f"return {BELOW} < {BELOW_LINE}")
