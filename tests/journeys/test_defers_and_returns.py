"""Amina defers and returns a year later on a new version: Grace asks, Jonas approves, and Amina reads what it means. A
year later Grace records her return to a cohort on a newer version of the programme. Her old enrolment stays as it was.
"""

from __future__ import annotations

from datetime import date, datetime

from playwright.sync_api import expect

from tests.journeys.stage import Stage, press
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.programmes.models import PublishedProgramme

A_YEAR_LATER = datetime(2027, 9, 6, 9, 0)


def test_someone_defers_and_returns_a_year_later_on_a_new_version(stage: Stage) -> None:
    cast = stage.cast
    grace, jonas, amina = stage.enter("grace"), stage.enter("jonas"), stage.enter("amina")
    grace.goto(f"/participants/{cast.amina.reference}/")
    grace.get_by_role("link", name="Enrolment: on the programme").click()
    grace.get_by_role("link", name="Defer", exact=True).click()
    grace.get_by_role("radio", name="The programme", exact=True).check()
    grace.get_by_role("radio", name="Parental leave").check()
    grace.get_by_label("First day of the deferral").fill("2026-10-22")
    grace.get_by_label("Review date").fill("2027-06-01")
    grace.get_by_label("Expected return").fill("2027-09-06")
    press(grace, "Ask for the deferral")
    expect(grace.get_by_text("Another lead or a board member decides it.").first).to_be_visible()

    jonas.goto("/")
    jonas.get_by_role("link", name="Deferral of Amina Castellane to decide").click()
    jonas.get_by_role("radio", name="Approve the deferral").check()
    press(jonas, "Send your decision")
    expect(jonas.get_by_text("You’ve approved the deferral.")).to_be_visible()

    amina.goto("/")
    expect(amina.get_by_role("heading", name="You have deferred this programme")).to_be_visible()
    expect(amina.get_by_text("We expect you back on Monday 6 September 2027")).to_be_visible()

    later = _cohort_on_a_newer_version(stage)
    stage.move_time(A_YEAR_LATER, seen_by=grace)
    grace.goto(f"/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/")
    grace.get_by_role("link", name="Record their return").click()
    grace.get_by_role("radio", name="Autumn 2027, version 2 of the programme").check()
    press(grace, "Record the return")
    expect(grace.get_by_text("Amina Castellane is back, in Autumn 2027.")).to_be_visible()

    amina.goto("/")
    expect(amina.get_by_text("Autumn 2027").first).to_be_visible()
    amina.goto(f"/?enrolment={cast.amina.reference}")
    expect(amina.get_by_text("You carry on in Autumn 2027.")).to_be_visible()
    there = Enrolment.objects.get(cohort=later, person=cast.amina.person)
    assert there.cohort.programme.version == 2


def _cohort_on_a_newer_version(stage: Stage) -> Cohort:
    cast = stage.cast
    first = cast.cohort.programme
    second = PublishedProgramme.objects.create(
        provider=cast.llse, slug=first.slug, version=2, title=first.title, pack_id=first.pack_id, at=cast.at
    )
    return cohorts.open_cohort(
        programme=second, name="Autumn 2027", starts_on=date(2027, 9, 6), by=cast.grace, at=cast.at
    )
