"""Grace changes the words of the invitation: a placeholder that isn’t there is refused, a preview shows them, a test
comes to her, and Nell, who is invited afterwards, reads them in the demonstration’s emails and follows the link.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage
from waymark.bridges.mail import jobs
from waymark.ground.people import actions as people
from waymark.ground.people.roles import Role

TEXT = "Hello,\n\nWelcome to {programme}. Choose your password here:\n\n{link}\n\nQuestions? {enquiries}"


def test_a_lead_changes_the_words_of_the_invitation(stage: Stage) -> None:
    grace = stage.enter("grace")
    _changes_the_words(grace)
    jobs.run(at=stage.cast.at)
    _reads(grace, stage.cast.people["grace"].email, "Test: Welcome to National Professional Qualification")
    nell = people.add_person(
        provider=stage.cast.llse, given_name="Nell", family_name="Ash", email="nell@fen.example", by=None,
        at=stage.cast.at, roles=(Role.COACH,),
    )  # fmt: skip
    people.invite(person=nell, site=stage.address, by=stage.cast.people["grace"], at=stage.cast.at)
    jobs.run(at=stage.cast.at)
    visitor = stage.visitor()
    _reads(visitor, "nell@fen.example", "Welcome to LLSE")
    visitor.get_by_role("link", name=f"{stage.address}/accounts/invitations/").click()
    expect(visitor.get_by_label("Password").first).to_be_visible()
    grace.goto("/messages/?person=nell")
    grace.get_by_role("link", name="Welcome to LLSE").click()
    expect(grace.get_by_text("Choose your password here:")).to_be_visible()
    expect(grace.get_by_text("/accounts/invitations/")).to_have_count(0)


def _changes_the_words(page: Page) -> None:
    page.get_by_role("link", name="Emails", exact=True).first.click()
    page.get_by_role("link", name="Change what is sent").click()
    page.get_by_role("link", name="Invitation", exact=True).click()
    page.get_by_label("Subject").fill("Welcome to {program}")
    page.get_by_label("Text").fill(TEXT)
    page.get_by_role("button", name="Save this text").click()
    expect(page.get_by_text("Remove or correct {program}").first).to_be_visible()
    page.get_by_label("Subject").fill("Welcome to {programme}")
    page.get_by_role("button", name="Show preview").click()
    expect(page.get_by_role("heading", name="Preview of what you’ve typed")).to_be_visible()
    page.get_by_role("button", name="Send a test to yourself").click()
    expect(page.get_by_text("We’re sending a test to")).to_be_visible()
    page.get_by_role("button", name="Save this text").click()
    expect(page.get_by_text("You’ve changed this email.")).to_be_visible()


def _reads(page: Page, to: str, subject: str) -> None:
    page.goto(f"/demonstration/emails/?to={to}")
    page.get_by_role("link", name=subject).first.click()
    expect(page.get_by_text(to).first).to_be_visible()
