"""Amina is withdrawn while she writes: every word is kept, and after the undo she writes on."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.desk_windows import is_saved, text_of
from tests.journeys.stage import press
from tests.journeys.test_the_desk import sign_in
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.rules import DeclarationType
from waymark.journey.sit.models import AlternateVersion
from waymark.journey.sit.tests.makers import make_sitting

WRITTEN = "Three things matter most."


def test_someone_is_withdrawn_in_the_middle_of_writing_and_writes_on_after_the_undo(
    page: Page, new_context: Any, cast: Any, live_server: Any
) -> None:
    sitting = make_sitting(cast)
    cohorts.record_declaration(
        enrolment=cast.amina,
        kind=DeclarationType.STARTED,
        declared_on=date(2026, 10, 1),
        by=cast.grace,
        at=cast.at,
    )
    amina = new_context().new_page()
    amina.set_default_timeout(PATIENCE)
    sign_in(amina, cast, live_server)
    desk = f"{live_server.url}/sit/{sitting.code}/"
    amina.goto(desk)
    amina.locator("#a1").press_sequentially(WRITTEN)
    is_saved(amina)

    sign_in(page, cast, live_server, "grace")
    enrolment = f"{live_server.url}/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/"
    page.goto(enrolment)
    page.get_by_role("link", name="Withdraw", exact=True).click()
    expect(page.get_by_text("Amina Castellane is writing their assessment")).to_be_visible()
    page.get_by_role("radio", name="Change in career").check()
    press(page, "Withdraw from the programme")
    expect(page.get_by_role("heading", name="Amina Castellane: withdrawn")).to_be_visible()

    amina.locator("#a1").press_sequentially(" And a fourth.")
    expect(amina.get_by_text("so this assessment is closed to you").first).to_be_visible()
    assert text_of(sitting) == WRITTEN
    assert AlternateVersion.objects.filter(text__startswith=WRITTEN).exists()
    amina.goto(desk)
    expect(amina.locator('[data-desk="closed"]')).to_contain_text("Everything you saved is kept.")
    expect(amina.locator("#a1")).to_have_value(WRITTEN)
    expect(amina.locator("#a1")).not_to_be_editable()

    page.goto(enrolment)
    press(page, "Undo withdrawn")
    expect(page.get_by_role("heading", name="Amina Castellane: on the programme")).to_be_visible()
    amina.goto(desk)
    expect(amina.locator("#a1")).to_be_editable()
    amina.locator("#a2").press_sequentially("On we go.")
    is_saved(amina)
    assert text_of(sitting, "q2") == "On we go."
