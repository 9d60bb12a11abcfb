"""A fee is agreed and an instalment paid; the assessment waits for the rest, until the lead lets her carry on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage, press
from waymark.journey.sit.tests.makers import make_window

pytestmark = pytest.mark.once("postgres")
TWO_PARTS = "£499.00 of the fee is overdue from you."


def test_a_fee_is_agreed_paid_in_part_waited_for_and_waived(stage: Stage) -> None:
    cast = stage.cast
    make_window(cast)
    lead = stage.enter("grace")
    fees = f"/pay/enrolments/{cast.amina.reference}/"

    lead.goto("/settings/provider/")
    lead.get_by_role("link", name="Rules about fees").click()
    lead.get_by_label("The rules you select below, for all programmes").check()
    lead.get_by_label("before their written assessment").check()
    press(lead, "Save")
    expect(lead.get_by_text("You’ve changed the rules about fees.")).to_be_visible()

    lead.goto(fees)
    lead.get_by_role("link", name="Enter the fee and who pays").click()
    lead.get_by_label("Fee in pounds, without VAT").fill("4,099")
    lead.get_by_label("VAT (%)").fill("20")
    lead.get_by_label("Payer 1", exact=True).select_option("school")
    lead.get_by_label("Name of payer 1").fill("Oak School")
    lead.get_by_label("Amount for payer 1").fill("3,920.80")
    lead.get_by_label("Purchase order of payer 1").fill("PO-77")
    lead.get_by_label("Payer 1: first instalment due on").fill("2026-10-01")
    lead.get_by_text("Payer 2", exact=True).first.click()
    lead.get_by_label("Payer 2", exact=True).select_option("person")
    lead.get_by_label("Monthly instalments for payer 2").fill("2")
    lead.get_by_label("Payer 2: first instalment due on").fill("2026-09-01")
    press(lead, "Save the fee")
    expect(lead.get_by_text("Waiting for payment")).to_be_visible()

    lead.get_by_label("Who paid?").select_option("person")
    lead.get_by_label("Amount in pounds").fill("499")
    lead.get_by_label("Date received").fill("2026-10-20")
    press(lead, "Record payment")
    expect(lead.get_by_text("You’ve recorded a payment of £499.00.")).to_be_visible()
    with lead.expect_download() as download:
        lead.get_by_role("link", name="Download the fee statement (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    amina = stage.enter("amina")
    amina.goto("/sit/")
    expect(amina.get_by_text("Your fee must be paid up to date before you can start.")).to_be_visible()
    expect(amina.get_by_text(TWO_PARTS)).to_be_visible()
    expect(amina.get_by_text("npq@llse.example").first).to_be_visible()
    amina.get_by_role("link", name="See your fee and what is due").click()
    her_own_page(amina)

    lead.goto(fees)
    lead.get_by_role("link", name="Let them carry on without payment").click()
    press(lead, "Let them carry on")
    expect(lead.get_by_role("alert")).to_contain_text("Enter a reason")
    lead.get_by_label("Reason").fill("Her school is taking over the fee.")
    press(lead, "Let them carry on")
    expect(lead.get_by_text("They can carry on without payment.")).to_be_visible()

    amina.goto("/sit/")
    expect(amina.get_by_text("You have met the programme’s requirements.")).to_be_visible()
    amina.goto("/pay/own/")
    expect(
        amina.get_by_text("Your programme team has agreed that you can carry on without payment.")
    ).to_be_visible()


def her_own_page(page: Page) -> None:
    """What she pays in full, what her school pays in part, and her own statement."""
    expect(page.get_by_role("heading", name="Your fee", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="You pay £998.00")).to_be_visible()
    expect(page.get_by_role("heading", name="School: £3,920.80")).to_be_visible()
    expect(page.get_by_text("Oak School")).to_have_count(0)
    expect(page.get_by_text("PO-77")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download your fee statement (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
