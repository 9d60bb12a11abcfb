"""Chioma's hands stay on the keyboard: she opens her next script, judges it and records a mark."""

from __future__ import annotations

from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.engines.conftest import Start
from waymark.journey.mark.models import Mark
from waymark.journey.mark.tests.makers import make_scripts, marker_of

PASSAGE = "The trust looks at one number"
CRITERIA, OMISSIONS, LEVEL = 5, 2, 3


def test_a_script_is_marked_with_the_keyboard(cast: Cast, live_server: LiveServer, start: Start) -> None:
    (script,) = make_scripts(cast, cast.amina)
    marker = marker_of(script, "first")
    browser = start()
    browser.sign_in(live_server.url, marker.email)
    browser.tab_to("Open the next script")
    browser.type("Enter")
    browser.see(f"Script {script.code}")
    for _ in range(OMISSIONS):
        browser.tab_to("Met")
        browser.type("Space")
        browser.tab_to("If met, copy the passage")
        browser.type(PASSAGE)
    for _ in range(CRITERIA):
        browser.tab_to("None yet")
        browser.type(str(LEVEL))
    browser.tab_to("Record mark")
    browser.type("Enter")
    browser.see(f"Mark recorded for script {script.code}")
    mark = Mark.objects.get(allocation__script=script)
    assert (mark.total, mark.allocation.marker) == (CRITERIA * LEVEL, marker)
