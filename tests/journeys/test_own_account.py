"""People look after their own sign-in: sessions, password, email address, and another organisation’s account."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.emails import newest_email, newest_path
from tests.journeys.stage import Stage, press, sign_in
from waymark.bridges.signin.tests.organisation import running_provider, use_provider

pytestmark = pytest.mark.once("postgres")
AMINA, NEW_ADDRESS, NEW_PASSWORD = "amina@llse.example", "amina@new.example", "eleven red kites over"


def end_session_elsewhere(page: Page, elsewhere: Page) -> None:
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Where you’re signed in").click()
    expect(page.get_by_text("This session", exact=True)).to_be_visible()
    press(page, "End session")
    expect(page.get_by_text("You ended that session.")).to_be_visible()
    expect(page.get_by_text("You aren’t signed in anywhere else.")).to_be_visible()
    elsewhere.goto("/account/")
    expect(elsewhere.get_by_label("Password")).to_be_visible()


def test_a_person_ends_a_session_elsewhere(stage: Stage) -> None:
    page, elsewhere = stage.enter("amina"), stage.visitor()
    sign_in(elsewhere, AMINA)
    end_session_elsewhere(page, elsewhere)
    elsewhere.goto("/accounts/login/")
    sign_in(elsewhere, AMINA)


def test_a_person_changes_their_password_and_is_signed_out_elsewhere(stage: Stage) -> None:
    page, elsewhere = stage.enter("amina"), stage.visitor()
    sign_in(elsewhere, AMINA)
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Change your password").click()
    page.get_by_label("Current password").fill("wrong words, all of them")
    fill_new(page)
    expect(page.get_by_role("alert")).to_contain_text("Your password is incorrect")
    page.get_by_label("Current password").fill(PASSWORD)
    fill_new(page)
    expect(page.get_by_text("You changed your password.")).to_be_visible()
    assert "password" in newest_email(AMINA).subject.lower()
    elsewhere.goto("/account/")
    expect(elsewhere.get_by_label("Password")).to_be_visible()
    sign_in(elsewhere, AMINA, NEW_PASSWORD)


def fill_new(page: Page) -> None:
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Confirm your new password").fill(NEW_PASSWORD)
    press(page, "Change password")


def test_a_person_changes_their_address_the_new_one_confirms_and_the_old_one_is_told(stage: Stage) -> None:
    page = stage.enter("amina")
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Change your email address").click()
    page.get_by_label("New email address").fill(NEW_ADDRESS)
    press(page, "Email me a link")
    expect(page.get_by_text(f"We’ve emailed a link to {NEW_ADDRESS}.")).to_be_visible()
    assert newest_email(AMINA).subject == "A change to your email address at LLSE"
    page.goto(newest_path(NEW_ADDRESS))
    press(page, "Confirm this address")
    expect(page.get_by_role("heading", name="Your email address is confirmed")).to_be_visible()
    other = stage.visitor()
    sign_in(other, NEW_ADDRESS)
    expect(other.get_by_role("navigation", name="Main")).to_contain_text("My programme")


def test_a_person_signs_in_with_another_organisations_account(stage: Stage, settings: Any) -> None:
    with running_provider(f"{stage.address}/accounts/login/provider/back/") as issuer:
        use_provider(settings, issuer)
        page = stage.new_context(base_url=stage.address).new_page()
        page.goto("/accounts/login/?next=/account/")
        page.get_by_role("button", name="Continue with Our Trust").click()
        page.locator(f"a[href^='{issuer}']").click()
        page.locator("input[name=login]").fill(AMINA)
        page.locator("input[name=password]").fill("any")
        page.locator("button[type=submit]").click()
        page.locator("button[type=submit]").click()
        page.wait_for_url(f"{stage.address}/account/")
        expect(page.get_by_role("heading", name="Amina Castellane", level=1)).to_be_visible()
        page.goto("/accounts/sign-ins/")
        expect(page.get_by_text("with another organisation’s account").first).to_be_visible()
