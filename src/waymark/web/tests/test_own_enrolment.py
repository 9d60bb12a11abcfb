"""Someone in two cohorts chooses which to work on; an address names it; nothing open in the other one is hidden."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.cohorts.rules import EnrolmentChoice, choose_enrolment
from waymark.ground.people.access import is_about_own_enrolment
from waymark.journey.sit.models import Sitting
from waymark.journey.sit.tests.makers import make_window

PAGES = (
    "/",
    "/route/",
    "/hours/",
    "/practise/workbook/",
    "/gather/group/",
    "/coach/mine/",
    "/sit/",
    "/award/mine/",
)


@pytest.fixture
def autumn(cast: Cast) -> Cohort:
    return cohorts.open_cohort(
        programme=cast.cohort.programme, name="Autumn 2026", starts_on=date(2026, 9, 7), by=None, at=cast.at
    )


@pytest.fixture
def second(cast: Cast, autumn: Cohort) -> Enrolment:
    """Amina's second enrolment, newer than the first."""
    at = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
    return cohorts.enrol(cohort=autumn, person=cast.amina.person, by=None, at=at)


def named(page: str, enrolment: Enrolment) -> str:
    return f"{page}?enrolment={enrolment.reference}"


def body(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize(
    ("own", "named", "chosen", "expected"),
    [
        ((), "", "", (EnrolmentChoice.NONE, "")),
        ((), "A", "", (EnrolmentChoice.NOT_FOUND, "")),
        (("A",), "", "", (EnrolmentChoice.FOUND, "A")),
        (("A",), "", "B", (EnrolmentChoice.FOUND, "A")),
        (("A",), "B", "", (EnrolmentChoice.NOT_FOUND, "")),
        (("A", "B"), "", "", (EnrolmentChoice.ASK, "")),
        (("A", "B"), "", "A", (EnrolmentChoice.FOUND, "A")),
        (("A", "B"), "", "C", (EnrolmentChoice.ASK, "")),
        (("A", "B"), "B", "A", (EnrolmentChoice.FOUND, "B")),
        (("A", "B"), "C", "A", (EnrolmentChoice.NOT_FOUND, "")),
    ],
)
def test_the_enrolment_is_named_chosen_or_the_only_one(
    own: tuple[str, ...], named: str, chosen: str, expected: tuple[EnrolmentChoice, str]
) -> None:
    assert choose_enrolment(own, named=named, chosen=chosen) == expected


@pytest.mark.parametrize("page", PAGES)
def test_someone_with_two_enrolments_chooses_before_any_page(
    cast: Cast, second: Enrolment, page: str
) -> None:
    browser = cast.browser("amina")
    answer = browser.get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"/my/enrolments/?next={quote(page, safe='')}")
    choices = body(browser, answer["Location"])
    for enrolment in (cast.amina, second):
        assert named(page, enrolment) in choices
        assert f"Work on {enrolment.cohort.name}" in choices


@pytest.mark.parametrize("page", PAGES)
def test_a_choice_stays_and_every_address_names_it(cast: Cast, second: Enrolment, page: str) -> None:
    browser = cast.browser("amina")
    browser.get(named("/", cast.amina))
    answer = browser.get(page)
    assert (answer.status_code, answer["Location"]) == (302, named(page, cast.amina))
    assert f"You’re working on <b>{cast.cohort.name}</b>" in browser.get(answer["Location"]).content.decode()
    answer = browser.get(named(page, second))
    assert "You’re working on <b>Autumn 2026</b>" in answer.content.decode()
    assert browser.get(page)["Location"] == named(page, second)


def test_someone_with_one_enrolment_is_never_asked(cast: Cast) -> None:
    browser = cast.browser("amina")
    for page in PAGES[:3]:
        assert "You’re working on" not in body(browser, page)
    assert "You’re working on" not in body(browser, named("/", cast.amina))


@pytest.mark.parametrize("reference", ["", "NO-SUCH", "ben"])
def test_an_enrolment_of_someone_else_is_not_found(cast: Cast, second: Enrolment, reference: str) -> None:
    browser = cast.browser("amina")
    browser.get(named("/", second))
    if not reference:
        assert browser.get("/route/?enrolment=")["Location"] == named("/route/", second)
        return
    own = cast.ben.reference if reference == "ben" else reference
    assert browser.get(f"/route/?enrolment={own}").status_code == 404
    assert browser.get(f"/?enrolment={own}").status_code == 404


def test_a_choice_in_a_session_that_is_not_theirs_counts_for_nothing(cast: Cast, second: Enrolment) -> None:
    browser = cast.browser("amina")
    session = browser.session
    session["enrolment"] = cast.ben.reference
    session.save()
    assert browser.get("/")["Location"].startswith("/my/enrolments/")


def test_a_form_belongs_to_the_enrolment_of_its_page_whatever_was_chosen_since(
    cast: Cast, second: Enrolment
) -> None:
    browser = cast.browser("amina")
    form = body(browser, named("/sit/practice/", cast.amina))
    browser.get(named("/", second))
    token = form.split('name="form_token" value="')[1].split('"')[0]
    answer = browser.post("/sit/practice/", {"form_token": token, "declared": "on"})
    assert answer.status_code == 302
    assert [sitting.enrolment for sitting in Sitting.objects.all()] == [cast.amina]
    assert browser.session["enrolment"] == cast.amina.reference


def test_a_form_without_its_page_belongs_to_the_enrolment_its_address_names(
    cast: Cast, second: Enrolment
) -> None:
    browser = cast.browser("amina")
    browser.get(named("/", second))
    browser.post(named("/sit/practice/", cast.amina), {"declared": "on"})
    assert [sitting.enrolment for sitting in Sitting.objects.all()] == [cast.amina]


def test_a_form_that_names_no_enrolment_waits_for_the_choice(cast: Cast, second: Enrolment) -> None:
    answer = cast.browser("amina").post("/sit/practice/", {"declared": "on"})
    assert answer["Location"].startswith("/my/enrolments/")
    assert not Sitting.objects.exists()


def test_home_says_what_is_open_in_another_enrolment(cast: Cast, second: Enrolment) -> None:
    make_window(cast)
    page = body(cast.browser("amina"), named("/", second))
    assert "Your assessment is open. It closes on Monday 26 October 2026, 23:59." in page
    assert named("/sit/", cast.amina) in page


def test_the_choice_page_leads_nowhere_else(cast: Cast, second: Enrolment) -> None:
    browser = cast.browser("amina")
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        assert "elsewhere" not in body(browser, f"/my/enrolments/?next={quote(elsewhere, safe='')}")


def test_no_view_finds_an_enrolment_by_itself() -> None:
    """Every participant page that has no code of its own in its address is marked."""
    marked = {
        pattern.name
        for resolver in get_resolver().url_patterns
        for pattern in getattr(resolver, "url_patterns", [])
        if is_about_own_enrolment(pattern.callback)
    }
    assert {
        "route",
        "hours",
        "before",
        "practice",
        "extensions",
        "workbook",
        "group",
        "mine",
        "study",
    } <= marked
    assert reverse("web:enrolments") == "/my/enrolments/"
