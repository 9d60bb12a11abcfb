"""A lead makes a pack for an inspector, who opens it by link; the lead ends the link and sends a new one."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.emails import newest_path
from tests.journeys.stage import Stage, press

ADDRESS = "robin@ofsted.example"


def test_an_inspector_reads_a_pack_until_its_link_is_ended_and_renewed(stage: Stage) -> None:
    lead = stage.enter("grace")
    lead.goto("/improve/")
    lead.get_by_role("link", name="Packs for inspectors").click()
    lead.get_by_role("link", name="Make a pack").click()
    lead.get_by_label("Name of the inspector").fill("Robin Hale")
    lead.get_by_label("Organisation").fill("Ofsted")
    lead.get_by_label("Email address of the inspector").fill(ADDRESS)
    lead.get_by_label("Sections").select_option("All sections")
    lead.get_by_label("First day").fill("2025-04-28")
    lead.get_by_label("Last day").fill("2026-10-22")
    press(lead, "Show the pack")
    expect(lead.get_by_role("heading", name="Check the pack for Robin Hale")).to_be_visible()
    expect(lead.get_by_role("heading", name="Quality of marking")).to_be_visible()
    press(lead, "Make the pack and email the link")
    expect(lead.get_by_text("No one has opened it yet.")).to_be_visible()
    own = lead.url

    guest, first = stage.visitor(), newest_path(ADDRESS)
    guest.goto(first)
    expect(guest.get_by_role("heading", name="Calendar, and what was held")).to_have_count(0)
    press(guest, "Open the pack")
    expect(guest.get_by_role("heading", name="Calendar, and what was held")).to_be_visible()
    expect(guest.get_by_text(stage.cast.amina.reference)).to_be_visible()
    expect(guest.get_by_text("Castellane")).to_have_count(0)
    with guest.expect_download() as download:
        guest.get_by_role("button", name="Download as a ZIP file").click()
    assert download.value.suggested_filename == "inspection-pack.zip"

    lead.goto(own)
    expect(lead.get_by_text("Opened on")).to_be_visible()
    expect(lead.get_by_text("Downloaded on")).to_be_visible()
    press(lead, "End the link now")
    guest.goto(first)
    expect(guest.get_by_role("heading", name="This link has been ended")).to_be_visible()
    press(lead, "Send a new link")
    guest.goto(newest_path(ADDRESS))
    press(guest, "Open the pack")
    expect(guest.get_by_role("heading", name="Quality of marking")).to_be_visible()
