"""Nerys finishes at LLSE: from the programme's public page to the statement of result in her hands.

The cohort, with its staff, was opened before the story begins, and four others were enrolled in it (by actions). Each
kind of act is done once on the pages: application, acceptance, invitation, register, study, questions, results and a
change, workbook, group, coaching, window, writing, marking, decision, release. What comes again in eighteen months -
further sessions, readings, answers, meetings - is lived through the rooms' own actions. Time moves on its page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.emails import newest_link
from tests.journeys.applying import (
    answer_last_pages,
    answer_pages,
    pages_of,
    review_application,
)
from tests.journeys.desk_windows import is_saved
from tests.journeys.marking import mark, open_next
from tests.journeys.stage import Stage, every, paper_of, press, setup_of
from tests.world.life import live
from tests.world.papers import answers, passage_of
from tests.world.providers import open_cohort
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as enrolments
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.journey.award.models import Outcome, StatementOfResult
from waymark.journey.reflect.actions import submit_answers
from waymark.web.clock import time_now

PASSWORD = "four slow brown otters"
OTHERS = (
    ("olwen", "Owen", "Tarn"),
    ("petal", "Ida", "Muir"),
    ("quill", "Rhys", "Combe"),
    ("rosa", "Rosa", "Dell"),
)
ON_PAGES = ("workshop-1", "audit-1", "coaching-1", "community-1")


@pytest.fixture
def cohort(stage: Stage) -> Cohort:
    cast = stage.cast
    stage.setup = setup_of(cast, paper_of(cast, cast.llse))
    new_cohort = open_cohort(stage.setup, "LLSE autumn 2026", date(2026, 11, 2), at=cast.at)
    for key, given_name, family in OTHERS:
        cohorts.enrol(
            cohort=new_cohort, person=cast.person(key, given_name, family, None), by=None, at=cast.at
        )
    return new_cohort


def test_a_participant_finishes(stage: Stage, cohort: Cohort, tmp_path: Path) -> None:
    nerys = stage.visitor()
    _applies(nerys)
    review_application(stage.enter("jonas"), "Nerys Whitlock")
    grace = stage.enter("grace")
    review_application(grace, "Nerys Whitlock")
    _is_accepted(grace)
    _accepts_the_invitation(nerys)
    [enrolment] = enrolments.list_own_enrolments(person=_person(cohort), at=cohort.at)
    _is_paired_and_grouped(grace, cohort)

    stage.move_time(datetime(2026, 11, 24, 9, 0), seen_by=nerys)
    _takes_the_register(stage.enter("fay"))
    _studies_and_answers(nerys)
    _sees_results_and_changes(stage, cohort)
    nerys.goto("/")
    expect(nerys.get_by_text("Seminar 1 begins with a real disagreement")).to_be_visible()
    _writes_into_the_workbook(nerys)

    stage.move_time(datetime(2027, 8, 2, 9, 0), seen_by=nerys)
    _is_coached(stage.enter("hugo"), nerys)
    _meets_the_group(nerys)

    _sets_the_window(grace, cohort)
    stage.move_time(datetime(2028, 4, 26, 9, 0), seen_by=nerys)
    people = list(Enrolment.objects.filter(cohort=cohort).select_related("person", "cohort__programme"))
    live(stage.setup, people, until=time_now(), left=ON_PAGES, grouped=True)
    _writes_and_hands_in(nerys)

    stage.move_time(datetime(2028, 5, 3, 9, 0), seen_by=grace)
    _prepares_the_scripts(grace, cohort)
    _is_marked_twice(stage)
    _is_decided_and_released(stage, grace, cohort)
    _reads_the_result(nerys, tmp_path / "statement.pdf")
    assert Outcome.objects.get(enrolment=enrolment).awarded


def _person(cohort: Cohort) -> object:
    return Enrolment.objects.get(cohort=cohort, person__email="nerys@whitlock.example").person


def _applies(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Leadership Learning South East").click()
    page.get_by_role("link", name="See our programmes").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Executive Leadership")).first.click()
    page.get_by_role("link", name="Apply for LLSE autumn 2026").first.click()
    sponsor = ("Mair Prosser", "chair@whitlock.example")
    email, school = "nerys@whitlock.example", "Whitlock Federation"
    pages = pages_of("Nerys", "Whitlock", email, trn="99 99301", organisation=school, sponsor=sponsor)
    answer_pages(page, pages)
    answer_last_pages(page, "We are four schools and one habit: to start things. I want to stop some.")
    expect(page.get_by_text("9999301")).to_be_visible()
    page.get_by_role("button", name="Submit your application").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Application submitted")


def _is_accepted(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Decide").first.click()
    page.get_by_role("link", name="Nerys Whitlock").click()
    expect(page.get_by_text("We are four schools and one habit")).to_be_visible()
    page.get_by_role("link", name="Accept and enrol in LLSE autumn 2026").click()
    page.get_by_role("button", name="Accept and enrol in LLSE autumn 2026").click()
    expect(page.get_by_role("heading", name="Accepted")).to_be_visible()


def _accepts_the_invitation(page: Page) -> None:
    page.goto(newest_link("nerys@whitlock.example"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Nerys Whitlock")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept invitation and sign in").click()
    expect(page.get_by_text("Nerys Whitlock")).to_be_visible()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("link", name="Sign out", exact=True).last.click()
    press(page, "Sign out")
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill("nerys@whitlock.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Nerys Whitlock")).to_be_visible()


def _is_paired_and_grouped(page: Page, cohort: Cohort) -> None:
    page.get_by_role("link", name="Coaches", exact=True).click()
    for select in every(page.get_by_role("combobox")):
        select.select_option(label="Hugo Marchbanks, Marchbanks Trust")
    page.get_by_role("button", name="Save coaches").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everyone has a coach")
    page.get_by_role("link", name="Groups", exact=True).click()
    page.get_by_role("button", name="Create groups").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everyone is in a group")


def _takes_the_register(page: Page) -> None:
    page.get_by_role("link", name="LLSE autumn 2026").click()
    page.get_by_role("link", name="Take the register").click()
    expect(page.get_by_label("Nerys Whitlock")).to_have_value("")
    page.get_by_role("button", name="Fill empty fields with the full time").click()
    expect(page.get_by_label("Nerys Whitlock")).to_have_value("240")
    page.get_by_label("Ida Muir").fill("180")
    page.get_by_role("button", name="Save the register").click()
    expect(page.get_by_text("5 of 5 attended")).to_be_visible()


def _studies_and_answers(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Study 1").first.click()
    page.get_by_role("link", name="How a trust shows its values").first.click()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("You’ve completed 1 hour of 2 hours.")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="Self-audit at the start").first.click()
    for question in every(page.get_by_role("group").filter(has=page.get_by_role("radio"))):
        question.get_by_role("radio").nth(1).check()
    page.get_by_role("textbox").fill("Strong at planning; I want to learn to stop.")
    press(page, "Submit your answers")
    page.goto("/hours/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have done 7 hours of 70 hours")


def _sees_results_and_changes(stage: Stage, cohort: Cohort) -> None:
    """One answer shows nothing; with those of the other four (by action) the facilitator sees, and changes."""
    fay = stage.enter("fay")
    fay.goto(reverse("reflect:all_results", args=[cohort.slug]))
    fay.get_by_role("link", name="Self-audit at the start").click()
    expect(fay.get_by_role("heading", level=1)).to_have_text("Fewer than five people have answered so far")
    expect(fay.get_by_text("1.1")).to_have_count(0)
    item = stage.setup.programme.item("audit-1")
    for enrolment in Enrolment.objects.filter(cohort=cohort).exclude(person__given_name="Nerys"):
        levels = {"culture": 1, "curriculum": 3, "needs": 3, "budget": 2, "change": 1}
        submit_answers(
            enrolment=enrolment,
            item=item,
            levels=levels,
            comments={"plan": ""},
            by=enrolment.person,
            at=time_now(),
        )
    fay.reload()
    expect(fay.get_by_text("These are the first 5 answers.")).to_be_visible()
    act = fay.locator("form").filter(has=fay.get_by_label("We changed")).first
    act.get_by_label("We changed").fill("Seminar 1 begins with a real disagreement between two schools.")
    act.get_by_label("Where will it change?").select_option(index=0)
    act.get_by_role("button", name="Save and show to participants").click()
    expect(fay.get_by_text("Seminar 1 begins with a real disagreement").first).to_be_visible()


def _writes_into_the_workbook(page: Page) -> None:
    page.get_by_role("link", name="Workbook", exact=True).click()
    page.get_by_role("link", name="Add an entry").click()
    page.get_by_role("radio", name="Explore").check()
    page.get_by_label("Title").fill("Who opens the door at half past eight")
    page.get_by_label("What did you do, and what happened?").fill("I stood at four doors in four schools.")
    page.get_by_label("How many minutes did it take?").fill("90")
    page.get_by_role("radio", name="Staff").check()
    page.get_by_role("radio", name="Interview").check()
    page.get_by_label("Which statement is it about?").select_option("8.6")
    page.get_by_label("What does the evidence show?").fill(
        "Three of four heads greet; one did not know that it is agreed."
    )
    page.get_by_role("button", name="Save the entry").click()
    page.get_by_role("link", name="Workbook", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 entry")
    page.goto("/hours/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have done 8 hours 30 minutes of 70 hours")


def _is_coached(hugo: Page, nerys: Page) -> None:
    hugo.goto("/")
    hugo.get_by_role("main").get_by_role("link", name="Nerys Whitlock").click()
    expect(hugo.get_by_role("heading", level=1)).to_have_text("Nerys Whitlock")
    hugo.get_by_role("link", name="Record the session").click()
    hugo.get_by_label("Which statement did you discuss?").select_option("8.6")
    hugo.get_by_role("group", name="Self-rating").get_by_role("radio").nth(2).check()
    hugo.get_by_label("Which evidence did you look at?").select_option(index=1)
    hugo.get_by_role("group", name="Your judgement").get_by_role("radio").nth(1).check()
    hugo.get_by_label("Reason for your judgement").fill(
        "One head in four did not know: the chain is on paper."
    )
    hugo.get_by_label("Shared notes").fill("We read the four interviews together.")
    hugo.get_by_label("Private notes").fill("Tired. Ask after her deputy.")
    hugo.get_by_label("What will be done next?").fill("Ask the four heads what they stopped.")
    hugo.get_by_role("group", name="Who will do it?").get_by_role("radio").first.check()
    hugo.get_by_label("When is it due?").fill("2027-09-15")
    hugo.get_by_label("What will show that it’s done?").fill("Notes of four conversations")
    hugo.get_by_role("button", name="Close the session").click()
    expect(hugo.get_by_role("heading", level=1)).to_contain_text("is closed")
    nerys.goto("/")
    nerys.get_by_role("link", name="Coaching", exact=True).click()
    expect(nerys.get_by_text("We read the four interviews together.")).to_be_visible()
    expect(nerys.get_by_text("Tired. Ask after her deputy.")).to_have_count(0)


def _meets_the_group(page: Page) -> None:
    page.get_by_role("link", name="Peer group", exact=True).click()
    page.get_by_role("link", name="Community of practice 1").first.click()
    page.get_by_label("When did you meet?").fill("2027-07-29")
    page.get_by_label("What did you learn?").fill("None of us has ever written down what would make us stop.")
    page.get_by_role("button", name="Record the meeting").click()
    expect(page.get_by_text("None of us has ever written down what would make us stop.")).to_be_visible()


def _sets_the_window(page: Page, cohort: Cohort) -> None:
    page.goto(f"/cohorts/{cohort.slug}/")
    page.get_by_role("link", name="Windows", exact=True).click()
    page.get_by_role("link", name="Set a window").click()
    expect(page.get_by_label("First day")).to_have_value("2028-04-24")
    expect(page.get_by_label("Days")).to_have_value("8")
    page.get_by_role("button", name="Set the window").click()
    expect(page.get_by_text("The window is set.")).to_be_visible()


def _writes_and_hands_in(page: Page) -> None:
    texts = answers("strong")
    page.goto("/")
    page.get_by_role("link", name="Assessment", exact=True).click()
    for tick in every(page.get_by_role("checkbox")):
        tick.check()
    page.get_by_role("button", name="Start your assessment").click()
    fields = page.get_by_role("textbox")
    for field, text in zip(every(fields), texts.values(), strict=True):
        field.fill(text)
    fields.first.focus()
    is_saved(page)
    too_many = f"{texts['q3']}\n\n{'and once more from the beginning ' * 260}"
    fields.last.fill(too_many)
    page.get_by_role("button", name="Check and submit").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("too many")
    expect(page.get_by_role("button", name="Submit your answers")).to_have_count(0)
    page.get_by_role("link", name="Go back to your answers").click()
    expect(fields.last).to_have_value(re.compile(r"once more from the beginning\s*$"))
    fields.last.fill(texts["q3"])
    page.get_by_role("button", name="Check and submit").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers before you submit")
    page.get_by_label("I confirm the declaration").check()
    page.get_by_role("button", name="Submit your answers").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Submitted")
    expect(page.get_by_text("Demonstration").first).to_be_visible()
    page.get_by_role("link", name="Check this receipt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This receipt is valid")


def _prepares_the_scripts(page: Page, cohort: Cohort) -> None:
    page.goto("/")
    page.get_by_role("link", name="Prepare").click()
    page.get_by_role("button", name="Prepare scripts").click()
    page.get_by_role("button", name="Allocate scripts").click()
    expect(page.get_by_text("Every script has two markers")).to_be_visible()


def _is_marked_twice(stage: Stage) -> None:
    passage = passage_of(answers("strong"))
    marked = 0
    for who in ("chioma", "dev", "esther"):
        window = stage.enter(who)
        if window.get_by_role("link", name="Open the next script").count():
            open_next(window)
            expect(window.get_by_text("Nerys")).to_have_count(0)
            expect(window.get_by_text("Whitlock")).to_have_count(0)
            mark(window, points=(3, 2, 3, 3, 2), passage=passage)
            expect(window.get_by_role("heading", level=1)).not_to_contain_text("Script")
            marked += 1
        stage.forget(who)
    assert marked == 2


def _is_decided_and_released(stage: Stage, grace: Page, cohort: Cohort) -> None:
    grace.goto("/")
    grace.get_by_role("link", name="Decide").first.click()
    grace.get_by_role("link", name="Decide for Nerys Whitlock").click()
    grace.get_by_role("button", name="Approve award").click()
    jonas = stage.enter("jonas")
    jonas.goto("/")
    jonas.get_by_role("link", name="See results to release").click()
    jonas.get_by_role("button", name="Release selected results").click()
    expect(jonas.get_by_role("heading", level=1)).to_have_text("No results to release")


def _reads_the_result(page: Page, file: Path) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your result is here")
    page.get_by_role("link", name="See your result").click()
    expect(page.get_by_text("Statement of result").first).to_be_visible()
    expect(page.get_by_text("Demonstration: no award was made.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download your statement (PDF)").click()
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    assert file.read_bytes() == bytes(StatementOfResult.objects.get().pdf)
    if reader := shutil.which("pdftotext"):
        text = subprocess.run([reader, file, "-"], capture_output=True, text=True, check=True).stdout
        assert "Demonstration: no award was made." in text
        assert "Nerys Whitlock" in text
