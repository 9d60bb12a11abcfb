"""From an enquiry to the start of an application: a visitor asks, is answered, checks for a scholarship, goes on."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.emails import newest_email
from tests.journeys.stage import Stage
from waymark.ground.cohorts.actions import open_cohort
from waymark.journey.enquire import actions as enquire
from waymark.journey.enquire.models import Enquiry
from waymark.journey.enquire.rules import Funding

OLA = "ola@school.example"


def test_an_enquiry_is_answered_and_leads_to_an_application(stage: Stage) -> None:
    cast, page = stage.cast, stage.visitor()
    cohort = open_cohort(
        programme=cast.cohort.programme,
        name="Spring 2027",
        starts_on=cast.at.date().replace(year=2027, month=4, day=26),
        by=cast.grace,
        at=cast.at,
    )
    listed = enquire.upload_settings_list(
        name="list.csv", data=b"PP50 School URN\n100001\n", by=cast.grace, at=cast.at
    )
    enquire.use_settings_list(settings_list=listed, by=cast.grace, at=cast.at)
    enquire.set_cohort_funding(cohort=cohort, funding=Funding.CAPPED, by=cast.grace, at=cast.at)
    _asks(page)
    _is_answered(stage)
    _checks_for_a_scholarship_and_goes_on(page)


def _asks(page: Page) -> None:
    page.goto("/programmes/llse-npqel/")
    expect(page.get_by_role("img", name="The route through the programme")).to_be_visible()
    page.get_by_role("link", name="Ask a question").first.click()
    page.get_by_role("button", name="Send your question").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Your name").fill("Ola Whitmore")
    page.get_by_label("Your email address").fill(OLA)
    page.get_by_role("textbox", name="Your question").fill("Can I start in April?")
    page.get_by_role("button", name="Send your question").click()
    expect(page.get_by_role("heading", name="We have your question")).to_be_visible()
    assert "within 48 hours" in newest_email(OLA).text


def _is_answered(stage: Stage) -> None:
    grace = stage.enter("grace")
    grace.get_by_role("link", name="Enquiries", exact=True).click()
    expect(grace.get_by_text("left")).to_be_visible()
    grace.get_by_role("link", name="Ola Whitmore").click()
    grace.get_by_label("Your answer").fill("Yes, in Spring 2027.")
    grace.get_by_role("button", name="Send your answer").click()
    expect(grace.get_by_text("This enquiry has been answered.")).to_be_visible()
    assert "Yes, in Spring 2027." in newest_email(OLA).text
    assert Enquiry.objects.get().state == "answered"


def _checks_for_a_scholarship_and_goes_on(page: Page) -> None:
    page.goto("/programmes/llse-npqel/")
    page.get_by_role("link", name="Can I get a scholarship?").click()
    page.get_by_label("What is its URN or UKPRN?").fill("URN 100001")
    for question, answer in (
        ("Do you work in a state-funded", "Yes"),
        ("Has DfE funded this NPQ", "No"),
        ("Do you have a role", "Yes"),
    ):
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="You can probably get a scholarship")).to_be_visible()
    expect(page.get_by_text("This is a guess.")).to_be_visible()
    page.get_by_role("link", name="Apply for Spring 2027").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/applications/" in page.url
