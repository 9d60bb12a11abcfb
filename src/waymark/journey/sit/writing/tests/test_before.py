"""The page before the assessment: times, rules, gate and declaration."""

from __future__ import annotations

from waymark.journey.sit.models import (
    Sitting,
)
from waymark.journey.sit.tests.makers import make_window
from waymark.journey.sit.tests.pages import (
    DECLARED,
    url,
)


def test_the_page_before_says_times_in_full_and_opens_the_desk(cast):
    make_window(cast)
    browser = cast.browser("amina")
    page = browser.get("/sit/").content.decode()
    assert "Monday 19 October 2026, 00:01" in page
    assert "Monday 26 October 2026, 23:59" in page
    assert "well-being" in page
    answer = browser.post("/sit/", DECLARED)
    sitting = Sitting.objects.get()
    assert answer.headers["location"] == url("desk", sitting)
    browser.post("/sit/", DECLARED)
    assert Sitting.objects.count() == 1


def test_without_the_whole_declaration_the_desk_stays_closed(cast):
    make_window(cast)
    answer = cast.browser("amina").post("/sit/", {"own_work": "on"})
    assert answer.status_code == 422
    assert "Tick “Where I use other people’s words" in answer.content.decode()
    assert not Sitting.objects.exists()


def test_the_gate_is_asked_again_at_every_look(cast):
    make_window(cast, cohort=cast.ucl_cohort)
    browser = cast.browser("uma")
    assert "66 hours 36 minutes" in browser.get("/sit/").content.decode()
    assert browser.post("/sit/", DECLARED).status_code == 422


def test_without_a_window_or_an_enrolment_the_page_says_so(cast):
    assert "aren’t set yet" in cast.browser("amina").get("/sit/").content.decode()
