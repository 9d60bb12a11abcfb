"""What goes wrong while people work: too much text, two tabs, two clicks, a foreign address, a session that ended,
characters that no database keeps. Each has its sentence, nothing that was typed is lost, and nothing answers with 500.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from tests.cast import PASSWORD
from tests.journeys.applying import answer_last_pages, answer_pages, pages_of
from tests.journeys.desk_windows import is_saved
from tests.journeys.stage import Stage
from waymark.ground.cohorts.actions import open_cohort
from waymark.ground.cohorts.models import Enrolment
from waymark.journey.apply.models import Application
from waymark.journey.sit.models import AlternateVersion, Answer, Sitting, Submission
from waymark.journey.sit.tests.makers import make_sitting, save

FIVE_MEGABYTES = "All work and no play. " * 240_000
PASTE = """(field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", {bubbles: true}));
}"""
"""Puts a text into a field at once, as pasting does, whatever characters it has."""


@pytest.fixture
def sitting(stage: Stage) -> Sitting:
    new_sitting: Sitting = make_sitting(stage.cast)
    return new_sitting


def at_desk(stage: Stage, sitting: Sitting, **options: object) -> Page:
    page = stage.enter("amina", **options)
    page.goto(f"/sit/{sitting.code}/")
    return page


def first(page: Page) -> Locator:
    return page.get_by_role("textbox").first


def kept(sitting: Sitting) -> str:
    return Answer.objects.get(sitting=sitting, question_id="q1").text


def saved(page: Page) -> None:
    is_saved(page)


def apply_until_reason(page: Page, cohort: str) -> Locator:
    page.goto(f"/programmes/llse-npqel/applications/{cohort}/")
    sponsor = ("Una Platt", "una@vale.example")
    pages = pages_of(
        "Idris", "Vale", "idris@vale.example", trn="", organisation="Vale Primary", sponsor=sponsor
    )
    answer_pages(page, pages)
    return page.get_by_label("Why are you applying now?")


def test_five_megabytes_at_the_desk(stage: Stage, sitting: Sitting) -> None:
    page = at_desk(stage, sitting)
    first(page).evaluate(PASTE, FIVE_MEGABYTES)
    sentence = "The answer to question 1 is too long to save"
    expect(page.locator('[data-desk="banner"]')).to_contain_text(sentence)
    assert len(first(page).input_value()) == len(FIVE_MEGABYTES)
    first(page).evaluate(PASTE, "Cut to what matters.")
    saved(page)
    assert kept(sitting) == "Cut to what matters."


def test_five_megabytes_without_a_script(stage: Stage, sitting: Sitting) -> None:
    save(sitting, "What was there before.", at=stage.cast.at)
    page = at_desk(stage, sitting, java_script_enabled=False)
    first(page).evaluate(PASTE, FIVE_MEGABYTES)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The answer to question 1 is too long to save").first).to_be_visible()
    page.wait_for_load_state()
    assert first(page).input_value().strip() == FIVE_MEGABYTES.strip()
    assert kept(sitting) == "What was there before."


def test_two_tabs_without_a_script(stage: Stage, sitting: Sitting) -> None:
    page = at_desk(stage, sitting, java_script_enabled=False)
    other = page.context.new_page()
    stage.watch(other)
    other.goto(page.url)
    first(page).fill("From the first tab.")
    page.get_by_role("button", name="Save", exact=True).click()
    first(other).fill("From the second tab.")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("Question 1 was also changed in another tab").first).to_be_visible()
    for text in ("From the first tab.", "From the second tab."):
        expect(other.get_by_text(text)).to_be_visible()
    other.get_by_role("button", name="Use this version").click()
    expect(first(other)).to_have_value("From the second tab.")
    assert kept(sitting) == "From the second tab."
    assert AlternateVersion.objects.filter(text="From the first tab.").exists()


def test_a_double_click_hands_in_once_and_applies_once(stage: Stage, sitting: Sitting) -> None:
    save(sitting, "One answer.", at=stage.cast.at)
    page = at_desk(stage, sitting)
    page.get_by_role("button", name="Check and submit").first.click()
    page.get_by_label("I confirm the declaration").check()
    page.get_by_role("button", name="Submit your answers").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Submitted: 2 words")
    assert Submission.objects.count() == 1

    coming = _open_for_applications(stage)
    visitor = stage.visitor()
    apply_until_reason(visitor, coming)
    answer_last_pages(visitor, "We have begun to grow.")
    visitor.get_by_role("button", name="Submit your application").dblclick()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Application submitted")
    assert Application.objects.count() == 1


def _open_for_applications(stage: Stage) -> str:
    """The slug of a cohort that starts next year."""
    programme = stage.cast.cohort.programme
    cohort = open_cohort(
        programme=programme, name="Coming", starts_on=date(2027, 1, 18), by=None, at=stage.cast.at
    )
    return str(cohort.slug)


def test_what_belongs_to_another_provider_is_not_there(stage: Stage, sitting: Sitting) -> None:
    finn, ben = stage.enter("finn"), stage.enter("ben")
    slug, reference = stage.cast.cohort.slug, Enrolment.objects.get(pk=stage.cast.amina.pk).reference
    foreign = (
        (finn, f"/cohorts/{slug}/"),
        (finn, f"/participants/{reference}/"),
        (finn, f"/mark/cohorts/{slug}/progress/"),
        (finn, f"/award/enrolments/{reference}/decision/"),
        (ben, f"/sit/{sitting.code}/"),
        (ben, f"/sit/{sitting.code}/receipt/"),
    )
    for page, address in foreign:
        answer = page.goto(address)
        assert answer
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
        expect(page.get_by_text("the page may belong to someone else")).to_be_visible()
        assert "Amina" not in page.content()


def test_a_session_that_ends_while_writing(stage: Stage, sitting: Sitting) -> None:
    page = at_desk(stage, sitting)
    Session.objects.all().delete()
    first(page).fill("An hour of writing.")
    page.get_by_role("button", name="Sign in here").click()
    expect(page.get_by_text("You’re signed out. Your words are saved on this device")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Use a new tab to sign in instead").click()
    other = opened.value
    other.get_by_label("Email address").fill("amina@llse.example")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("/")
    saved(page)
    assert kept(sitting) == "An hour of writing."
    first(page).fill("An hour of writing, and a minute.")
    saved(page)
    expect(page.locator('[name="base-q1"]')).to_have_value("2")
    assert kept(sitting) == "An hour of writing, and a minute."


def test_a_session_that_ends_without_a_script(stage: Stage, sitting: Sitting) -> None:
    page = at_desk(stage, sitting, java_script_enabled=False)
    Session.objects.all().delete()
    first(page).fill("An hour of writing.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re signed out. Your text is still here.")
    expect(page.get_by_label("Question 1")).to_have_value("An hour of writing.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open a new tab").click()
    other = opened.value
    other.get_by_label("Email address").fill("amina@llse.example")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("/")
    page.get_by_role("button", name="Send again").click()
    expect(first(page)).to_have_value("An hour of writing.")
    assert kept(sitting) == "An hour of writing."


def test_characters_that_cannot_be_kept(stage: Stage, sitting: Sitting) -> None:
    page = at_desk(stage, sitting)
    first(page).evaluate("(field) => (" + PASTE + ")(field, 'A\\u0000B and C\\ud800D')")
    short = page.locator('[data-answer="q1"] [data-part="replaced"]')
    expect(short).to_contain_text("Characters 2, 10 of question 1 can’t be saved and are shown as �.")
    saved(page)
    assert kept(sitting) == "A\ufffdB and C\ufffdD"
    first(page).fill("Written on, without them.")
    expect(short).to_be_hidden()
    assert kept(sitting) == "Written on, without them."

    visitor = stage.visitor()
    why = apply_until_reason(visitor, _open_for_applications(stage))
    why.evaluate("(field) => (" + PASTE + ")(field, 'We grow\\u0000 slowly.')")
    visitor.get_by_role("button", name="Continue").click()
    expect(
        visitor.get_by_text("Your text has a character that can’t be saved, after “We grow”.").first
    ).to_be_visible()
    expect(visitor.get_by_label("Why are you applying now?")).to_have_value("We grow� slowly.")
    visitor.get_by_label("Why are you applying now?").fill(FIVE_MEGABYTES[:50_000])
    visitor.get_by_role("button", name="Continue").click()
    expect(visitor.get_by_text("must be 4000 characters or fewer").first).to_be_visible()
    assert len(visitor.get_by_label("Why are you applying now?").input_value()) == 50_000
