"""Amina names Mary, who keeps her calendar: Mary creates a password, accepts, and sees dates and nothing else.

Her link has run out when she first opens it, and she has a new one sent from that page. Amina ends it, and Mary sees no
dates any more.
"""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.stage import Stage, press
from waymark.ground.people.models import Email, Invitation
from waymark.ground.people.queries import text_to_send

MARY = "mary@school.example"


def newest_link() -> str:
    email = Email.objects.filter(to=MARY, kind="people.invitation").latest("id")
    return next(word for word in text_to_send(email).split() if "/invitations/" in word)


def test_an_assistant_sees_the_calendar_and_nothing_else(stage: Stage) -> None:
    amina = stage.enter("amina")
    amina.goto("/account/")
    amina.get_by_role("link", name="Your assistants").click()
    press(amina, "Email them")
    expect(amina.get_by_role("link", name="Enter their name")).to_be_visible()
    amina.get_by_label("Their name").fill("Mary Ellwood")
    amina.get_by_label("Their email address").fill(MARY)
    press(amina, "Email them")
    expect(amina.get_by_text(f"We’ve emailed {MARY}.")).to_be_visible()
    expect(amina.get_by_role("heading", name="Mary Ellwood")).to_be_visible()

    invitation = Invitation.objects.get(person__email=MARY)
    late = stage.cast.at + timedelta(days=15)
    stage.move_time(late.replace(tzinfo=None), seen_by=amina)
    mary = stage.visitor()
    mary.goto(newest_link())
    mary.get_by_role("button").first.click()
    expect(mary.get_by_role("heading", level=1)).to_be_visible()
    assert Invitation.objects.filter(person=invitation.person).count() == 2
    mary.goto(newest_link())
    mary.get_by_label("Password", exact=True).fill(PASSWORD)
    press(mary, "Accept invitation and sign in")
    expect(mary.get_by_text("Amina Castellane has asked you to be their assistant.")).to_be_visible()
    press(mary, "Accept for Amina Castellane")
    mary.get_by_role("link", name="Calendar of Amina Castellane").click()
    expect(mary.get_by_role("heading", name="Calendar of Amina Castellane")).to_be_visible()
    mary.goto("/route/")
    expect(mary.get_by_role("heading", name="You don’t have access to this page")).to_be_visible()

    amina.goto("/my/assistants/")
    expect(amina.get_by_text("Since")).to_be_visible()
    press(amina, "End access for Mary Ellwood")
    expect(amina.get_by_text("Mary Ellwood can’t see your calendar any more.")).to_be_visible()
    mary.goto("/")
    expect(mary.get_by_text("You don’t assist anyone.")).to_be_visible()
