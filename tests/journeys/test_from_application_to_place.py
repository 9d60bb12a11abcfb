"""Iris applies, comes back on another device, is supported, reviewed, offered a place, and enrols herself by accepting.

Her sponsor and the applicant have no account: each comes by a link. What a scanner opens before them uses nothing up.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.emails import newest_link, newest_path
from tests.journeys.applying import (
    answer_last_pages,
    answer_pages,
    pages_of,
    review_application,
)
from tests.journeys.stage import Stage, press
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.schools.tests.makers import load, school
from waymark.journey.apply.applications.models import Application

IRIS, CHAIR = "iris@hollin.example", "chair@hollin.example"
QUESTIONS = "/programmes/llse-npqel/applications/spring-2027/"


@pytest.fixture
def cohort(stage: Stage) -> Cohort:
    load([school(100001, EstablishmentName="Hollin Bank Primary", Town="Arlford", Postcode="AR1 2QX")])
    programme = stage.cast.cohort.programme
    return cohorts.open_cohort(
        programme=programme, name="Spring 2027", starts_on=date(2027, 4, 26), by=None, at=stage.cast.at
    )


def test_from_application_to_place(stage: Stage, cohort: Cohort) -> None:
    _begins_and_saves(stage.visitor())
    _continues_elsewhere_and_submits(stage.visitor())
    _is_supported(stage)
    review_application(stage.enter("jonas"), "Iris Hollin", reason="Leads a school and supports two more")
    grace = stage.enter("grace")
    _cannot_be_given_a_place_yet(grace)
    review_application(grace, "Iris Hollin", recommendation="Not sure", reason="Is it too early?")
    _corrects_an_answer(stage.visitor())
    _is_read_again(stage)
    _is_offered_a_place(grace)
    _accepts(stage.visitor())
    _reads_what_was_agreed(stage.visitor())
    assert Enrolment.objects.get(cohort=cohort).person.trn == "9912345"


def _begins_and_saves(page: Page) -> None:
    page.goto(QUESTIONS)
    sponsor = ("Una Platt", CHAIR)
    pages = pages_of("Iris", "Hollin", IRIS, trn="RP99/12345", organisation="-", sponsor=sponsor)
    answer_pages(page, pages[:3])
    page.get_by_label("Teacher reference number (TRN)").fill("QQ123456C")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("National Insurance number")
    page.get_by_role("link", name="Save and come back later").click()
    press(page, "Email me the link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are saved")


def _continues_elsewhere_and_submits(page: Page) -> None:
    page.goto(newest_link(IRIS))
    press(page, "Continue my application")
    sponsor = ("Una Platt", CHAIR)
    pages = pages_of("Iris", "Hollin", IRIS, trn="RP99/12345", organisation="-", sponsor=sponsor)
    page.get_by_label("Teacher reference number (TRN)").fill("RP99/12345")
    press(page, "Continue")
    expect(page.get_by_role("main")).to_contain_text("9912345")
    answer_pages(page, pages[4:5])
    answer_pages(page, [{"Headteacher": True}, {"Yes, for more than 2 years": True}])
    page.get_by_role("radio", name="In a school in England").check()
    page.get_by_label("Find your school").fill("hollin bank")
    press(page, "Continue")
    answer_pages(page, [{"Hollin Bank Primary": True}, pages[9]])
    expect(page.get_by_role("main")).to_contain_text("this is the chair of your governors")
    answer_pages(page, pages[10:])
    answer_last_pages(page, "Two more schools ask for my help.")
    press(page, "Submit your application")
    expect(page.get_by_role("heading", level=1)).to_have_text("Application submitted")


def _is_supported(stage: Stage) -> None:
    scanner, chair = stage.visitor(), stage.visitor()
    for page in (scanner, chair):
        page.goto(newest_link(CHAIR))
        expect(page.get_by_role("heading", level=1)).to_have_text("Iris Hollin asks for your support")
    chair.get_by_role("radio", name="Yes").check()
    chair.get_by_label("How will their work be covered?").fill("The deputy leads on Fridays")
    chair.get_by_label("Hours in May 2027").fill("6")
    press(chair, "Send your answer")
    expect(chair.get_by_role("heading", level=1)).to_have_text("We’ve saved your answer")


def _cannot_be_given_a_place_yet(page: Page) -> None:
    reference = Application.objects.get().reference
    page.goto(f"/cohorts/spring-2027/applications/{reference}/")
    expect(page.get_by_role("main")).to_contain_text("1 more review is needed before you can give")
    expect(page.get_by_role("button", name="Offer a place")).to_have_count(0)


def _corrects_an_answer(page: Page) -> None:
    page.goto(newest_link(IRIS))
    page.get_by_role("link", name="See and correct your answers").click()
    page.get_by_role("link", name="Change years in schools").click()
    page.get_by_label("For how many years have you worked in schools?").fill("15")
    press(page, "Continue")
    expect(page.get_by_role("region", name="What you’ve changed")).to_contain_text("Before: 14")
    press(page, "Save these changes")
    expect(page.get_by_role("main")).to_contain_text("Years in schools by the applicant")


def _is_read_again(stage: Stage) -> None:
    """Both reviews were made before the correction: each reviewer sees what changed and confirms."""
    for name in ("jonas", "grace"):
        page = stage.enter(name)
        page.goto("/reviews/")
        expect(page.get_by_role("main")).to_contain_text("of 2 reviews so far")
        page.get_by_role("link", name="Iris Hollin").click()
        expect(page.get_by_role("heading", name="Corrected since your review")).to_be_visible()
        expect(page.get_by_text("Your review no longer counts.")).to_be_visible()
        press(page, "Save your review")
        expect(page.get_by_text("We’ve saved your review.")).to_be_visible()


def _is_offered_a_place(page: Page) -> None:
    reference = Application.objects.get().reference
    page.goto(f"/cohorts/spring-2027/applications/{reference}/")
    for words in ("The reviewers disagree.", "The deputy leads on Fridays", "URN 100001"):
        expect(page.get_by_role("main")).to_contain_text(words)
    page.get_by_label("Last day to answer").fill("2026-11-06")
    page.get_by_label("Why are you giving them a place?").fill("Her chair says she is ready")
    press(page, "Offer a place")
    expect(page.get_by_text("You’ve offered Iris Hollin a place.")).to_be_visible()


def _accepts(page: Page) -> None:
    page.goto(newest_path(IRIS))
    expect(page.get_by_role("main")).to_contain_text("Answer by the end of Friday 6 November 2026")
    page.get_by_role("link", name="Accept or decline the place").click()
    page.get_by_role("radio", name="Yes, I accept the place").check()
    press(page, "Send my answer")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have a place.")


def _reads_what_was_agreed(page: Page) -> None:
    page.goto(newest_path(IRIS))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")
    page.get_by_label("Password", exact=False).first.fill("four slow brown otters")
    press(page, "Accept invitation and sign in")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Welcome, Iris")
    page.goto("/protected-time/")
    expect(page.get_by_role("main")).to_contain_text("May 2027")
    expect(page.get_by_role("main")).to_contain_text("The deputy leads on Fridays")
