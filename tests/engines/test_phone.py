"""On a phone, 390 pixels wide: Fay takes a register, and no page is wider than the screen, whatever its
options."""

from __future__ import annotations

from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.engines.conftest import Start
from tests.engines.webdriver import Browser
from waymark.ground.cohorts.actions import assign_staff
from waymark.ground.people.roles import Role
from waymark.journey.coach.tests.makers import ITEM as COACHING
from waymark.journey.coach.tests.makers import make_pairing
from waymark.journey.learn.models import Attendance
from waymark.journey.reflect.tests.makers import AFTER_WORKSHOP, make_many_answers
from waymark.journey.reflect.tests.makers import ITEM as QUESTIONS

PHONE = 390
CHOOSE_LONGEST = """const longest = [...document.querySelectorAll("select")].map((select) => {
  const option = [...select.options].toSorted((a, b) => b.text.length - a.text.length)[0];
  option.selected = true;
  return option.text.length;
});
return Math.max(...longest, 0) > 30;"""
WIDTHS = "scrollTo(999, 0); return [innerWidth, document.documentElement.scrollWidth, scrollX]"


def fits(browser: Browser) -> bool:
    """Whether nothing scrolls sideways."""
    screen, page, scrolled = browser.run(WIDTHS)
    assert screen == PHONE
    return page <= PHONE and scrolled == 0


def open_with_options(browser: Browser, address: str) -> None:
    browser.go(address)
    browser.wait(CHOOSE_LONGEST)
    assert fits(browser), address


def test_a_register_is_taken_on_a_phone(cast: Cast, live_server: LiveServer, start: Start) -> None:
    browser = start(width=PHONE)
    browser.sign_in(live_server.url, "fay@llse.example")
    assert fits(browser)
    browser.press("Take the register")
    browser.see("Who was at")
    assert fits(browser)
    browser.fill("Amina Castellane", "45")
    browser.fill("Ben Oyelaran", "240")
    browser.press("Save the register")
    browser.see("2 of 2 attended")
    assert fits(browser)
    minutes = Attendance.objects.values_list("enrolment__person__given_name", "minutes")
    assert sorted(minutes) == [("Amina", 45), ("Ben", 240)]


def test_long_options_make_no_page_wider(cast: Cast, live_server: LiveServer, start: Start) -> None:
    coach = cast.person("coach", "Bartholomew Alexander", "Featherstonehaugh-Cholmondeley", Role.COACH)
    assign_staff(cohort=cast.cohort, person=coach, role=Role.COACH, by=None, at=cast.at)
    make_pairing(cast)
    slug = cast.cohort.slug
    browser = start(width=PHONE)
    browser.sign_in(live_server.url, "grace@llse.example")
    for page in ("apply:cohort", "coach:pairings"):
        open_with_options(browser, live_server.url + reverse(page, args=[slug]))
    browser.sign_out()
    browser.sign_in(live_server.url, "hugo@llse.example")
    open_with_options(
        browser, live_server.url + reverse("coach:session", args=[cast.amina.reference, COACHING])
    )
    browser.sign_out()
    cast.set_time(AFTER_WORKSHOP)
    make_many_answers(cast)
    browser.sign_in(live_server.url, "fay@llse.example")
    open_with_options(browser, live_server.url + reverse("reflect:results", args=[slug, QUESTIONS]))
