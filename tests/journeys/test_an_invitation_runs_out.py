"""A misread name is corrected, an invitation runs out, and the participant lets herself back in."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.emails import newest_path
from tests.journeys.stage import Stage, press
from waymark.ground.cohorts.actions import enrol
from waymark.ground.people import actions as people
from waymark.ground.people.models import Person

ADDRESS = "jose.nunez@school.example"


def test_a_misread_name_is_corrected_and_an_expired_invitation_is_renewed(stage: Stage) -> None:
    cast = stage.cast
    person = people.add_person(
        provider=cast.llse, given_name="JosŽ", family_name="Nœ–ez", email=ADDRESS, by=None, at=cast.at
    )
    enrol(cohort=cast.cohort, person=person, by=None, at=cast.at)
    people.invite(person=person, site="", by=cast.grace, at=cast.at - timedelta(days=15))
    expired = newest_path(ADDRESS)

    lead = stage.enter("grace")
    lead.goto("/people/")
    lead.get_by_label("Search").fill("jose.nunez")
    press(lead, "Show people")
    lead.get_by_role("link", name="JosŽ Nœ–ez").click()
    expect(lead.get_by_text("expired on")).to_be_visible()
    lead.get_by_role("link", name="Change name").click()
    lead.get_by_label("Given name").fill("José")
    lead.get_by_label("Family name").fill("Núñez")
    lead.get_by_label("Reason for the change").fill("The file was read in the wrong encoding")
    press(lead, "Save the change")
    expect(lead.get_by_role("heading", name="José Núñez", level=1)).to_be_visible()
    expect(lead.get_by_text("Reason: The file was read in the wrong encoding")).to_be_visible()
    lead.goto("/people/?search=nunez")
    expect(lead.get_by_role("link", name="José Núñez")).to_be_visible()

    guest = stage.visitor()
    guest.goto(expired)
    press(guest, "Email me a new invitation")
    guest.goto(newest_path(ADDRESS))
    guest.get_by_label("Password").fill(PASSWORD)
    press(guest, "Accept invitation and sign in")
    expect(guest.get_by_text("José Núñez").first).to_be_visible()
    assert Person.objects.get(pk=person.pk).account is not None
