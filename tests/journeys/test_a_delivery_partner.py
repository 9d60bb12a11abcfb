"""A lead lets someone of a delivery partner in, who sees attendance and hours until the enrolment leaves."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.emails import newest_path
from tests.journeys.stage import Stage, press
from waymark.journey.learn.actions import take_register
from waymark.journey.learn.queries import list_sessions

ADDRESS = "ingrid@winchester.example"


def test_a_delivery_partner_sees_attendance_and_hours_of_its_people_alone(stage: Stage) -> None:
    cast = stage.cast
    session = next(row for row in list_sessions(cohort=cast.cohort) if row.item.counts)
    take_register(calendar_item=session.calendar_item, minutes={cast.amina.pk: 61}, by=cast.fay, at=cast.at)
    lead = stage.enter("grace")
    lead.goto("/staff/")
    lead.get_by_role("link", name=re.compile("People at delivery partners")).click()
    lead.get_by_label("Given name").fill("Ingrid")
    lead.get_by_label("Family name").fill("Solberg")
    lead.get_by_label("Email address").fill(ADDRESS)
    lead.get_by_label("Delivery partner").select_option("University of Winchester")
    press(lead, "Invite")
    expect(lead.get_by_text("You’ve invited Ingrid Solberg")).to_be_visible()

    guest = stage.visitor()
    guest.goto(newest_path(ADDRESS))
    guest.get_by_label("Password").fill(PASSWORD)
    press(guest, "Accept invitation and sign in")
    expect(guest.get_by_text("You have no participants at the moment.")).to_be_visible()

    _record_partner(stage, "University of Winchester")
    expect(lead.get_by_text("1 person at University of Winchester can see")).to_be_visible()
    guest.goto("/")
    expect(guest.get_by_text("1 h 1 m of")).to_be_visible()
    expect(guest.get_by_text("Ben Oyelaran")).to_have_count(0)
    guest.get_by_role("link", name="Amina Castellane").click()
    expect(guest.get_by_text("1 hour 1 minute of")).to_be_visible()
    expect(guest.get_by_text(cast.amina.person.email)).to_have_count(0)
    own = guest.url

    _record_partner(stage, "")
    expect(lead.get_by_text("You’ve recorded that they don’t have a delivery partner.")).to_be_visible()
    guest.goto(own)
    expect(guest.get_by_text("1 hour 1 minute of")).to_have_count(0)
    guest.goto("/")
    expect(guest.get_by_text("You have no participants at the moment.")).to_be_visible()


def _record_partner(stage: Stage, name: str) -> None:
    lead, cast = stage.enter("grace"), stage.cast
    lead.goto(f"/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/partner/")
    lead.get_by_label("Name of the delivery partner").fill(name)
    press(lead, "Save the delivery partner")
