"""Amina rings: she can't find a session. Grace looks at what Amina sees, and Amina sees that she did.

Grace gives a reason, reads Amina's home and programme, is stopped at the workbook and at a form, and stops. Amina has
an email, a notice while it lasts, and the list on her account page.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.stage import Stage, press
from waymark.ground.people.models import Email

REASON = "You rang about a session that you can’t find."


def test_a_lead_sees_what_a_participant_sees_and_she_knows(stage: Stage) -> None:
    amina, grace = stage.enter("amina"), stage.enter("grace")
    expect(amina.get_by_text("can look at your pages")).to_have_count(0)

    grace.goto("/people/")
    grace.get_by_role("link", name="Amina Castellane").first.click()
    grace.get_by_role("link", name="See what Amina sees").click()
    press(grace, "Open their pages")
    expect(grace.get_by_role("link", name="Enter why you need to see their pages")).to_be_visible()
    grace.get_by_label("Why do you need to see them?").fill(REASON)
    press(grace, "Open their pages")
    banner = grace.get_by_text("You’re looking at Amina Castellane’s pages.")
    expect(banner).to_be_visible()
    grace.get_by_role("link", name="My programme", exact=True).click()
    expect(banner).to_be_visible()
    expect(grace.get_by_role("heading", level=1)).to_be_visible()

    grace.get_by_role("link", name="Workbook", exact=True).click()
    expect(grace.get_by_text("You can’t see this page as Amina Castellane:")).to_be_visible()
    expect(banner).to_be_visible()

    amina.goto("/")
    expect(amina.get_by_text("Grace Penhaligon (LLSE) can look at your pages until")).to_be_visible()
    expect(amina.get_by_text(REASON)).to_be_visible()

    press(grace, "Stop looking")
    expect(grace.get_by_text("You’ve stopped looking at Amina Castellane’s pages.")).to_be_visible()
    amina.reload()
    expect(amina.get_by_role("heading", name="Now").first).to_be_visible()
    expect(amina.get_by_text("can look at your pages")).to_have_count(0)
    amina.goto("/account/")
    expect(amina.get_by_role("heading", name="Who has looked at your pages")).to_be_visible()
    expect(amina.get_by_text("Opened: Home, My programme")).to_be_visible()
    email = Email.objects.get(kind="web.support_opened")
    assert email.to == "amina@llse.example"
    assert REASON in email.text
