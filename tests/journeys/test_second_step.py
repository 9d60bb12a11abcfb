"""The second step in a real browser: an app’s codes, and passkeys on Chromium’s own virtual device."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.stage import Stage, press, sign_in
from waymark.bridges.signin.models import AuthenticatorApp, Passkey
from waymark.bridges.signin.tests.second_steps import Phone, account_of

pytestmark = pytest.mark.once("postgres")
GRACE = "grace@llse.example"


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Phone:
    """As in production: staff must have a second step."""
    settings.STAFF_NEED_SECOND_FACTOR = True
    return Phone(monkeypatch)


def with_device(page: Page) -> None:
    """A device with a fingerprint reader, built into this browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter_password(page: Page, email: str = GRACE, *, site: str = "") -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    press(page, "Sign out")


def test_a_lead_sets_up_an_app_and_signs_in_with_it(stage: Stage, phone: Phone) -> None:
    page = stage.visitor()
    enter_password(page)
    expect(page.locator("h1")).to_have_text("Security")
    expect(page.get_by_text("Set up a second step to carry on")).to_be_visible()
    page.goto("/audit-log/")
    expect(page.locator("h1")).to_have_text("Security")
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    phone.scan(page.content())
    page.get_by_label("Code from your app").fill(phone.code())
    press(page, "Finish setting up")
    codes = page.locator(".wm-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these codes").click()
    assert codes[0] in download.value.path().read_text()
    press(page, "I’ve saved my codes")
    expect(page.locator("h1")).to_have_text("Audit log")

    sign_out(page)
    phone.wait(seconds=30)
    enter_password(page)
    expect(page.locator("h1")).to_have_text("Enter a code")
    page.get_by_label("Code").fill("000000")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text("That code isn’t right")
    page.get_by_label("Code").fill(phone.code())
    press(page, "Sign in")
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("Audit log")

    sign_out(page)
    enter_password(page)
    page.get_by_label("Code").fill(codes[0])
    press(page, "Sign in")
    page.goto("/accounts/security/")
    expect(page.get_by_text("You have 9 codes left.")).to_be_visible()


def test_the_second_step_needs_no_javascript(stage: Stage, phone: Phone) -> None:
    page = stage.visitor(java_script_enabled=False)
    enter_password(page)
    page.get_by_role("link", name="Set up an authenticator app").click()
    phone.scan(page.content())
    page.get_by_label("Code from your app").fill(phone.code())
    press(page, "Finish setting up")
    press(page, "I’ve saved my codes")
    phone.wait(seconds=30)
    other = stage.visitor(java_script_enabled=False)
    enter_password(other)
    expect(other.get_by_role("button", name="Use a passkey instead")).to_have_count(0)
    other.get_by_label("Code").fill(phone.code())
    press(other, "Sign in")
    expect(other.get_by_role("navigation", name="Main")).to_contain_text("Audit log")


def test_a_passkey_is_added_used_and_removed(stage: Stage, phone: Phone) -> None:
    page = stage.visitor()
    with_device(page)
    enter_password(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name for this passkey").fill("My laptop")
    press(page, "Add passkey")
    expect(page.locator("h1")).to_have_text("Save your recovery codes")
    press(page, "I’ve saved my codes")
    page.goto("/accounts/security/")
    expect(page.get_by_text("My laptop", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Remove")).to_have_count(0)

    sign_out(page)
    enter_password(page)
    press(page, "Use a passkey instead")
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("Audit log")

    sign_out(page)
    page.goto("/accounts/login/?next=/audit-log/")
    press(page, "Use a passkey")
    expect(page.locator("h1")).to_have_text("Audit log")
    assert Passkey.objects.get().last_used_at is not None

    page.goto("/accounts/security/passkeys/new/")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("It may have one for this account already")
    page.goto("/accounts/security/app/")
    phone.scan(page.content())
    page.get_by_label("Code from your app").fill(phone.code())
    press(page, "Finish setting up")
    page.get_by_role("link", name="Remove passkey My laptop").click()
    press(page, "Remove passkey")
    expect(page.get_by_text("You removed a passkey.")).to_be_visible()
    assert not Passkey.objects.exists()

    sign_out(page)
    page.goto("/accounts/login/")
    press(page, "Use a passkey")
    expect(page.locator("h1")).to_have_text("That passkey didn’t work")


def test_someone_who_lost_everything_is_let_in_by_a_lead(stage: Stage, phone: Phone) -> None:
    phone.set_up(account_of(stage.cast, "fay"))
    phone.set_up(account_of(stage.cast, "grace"))
    page = stage.visitor()
    enter_password(page)
    page.get_by_label("Code").fill(phone.code())
    press(page, "Sign in")
    page.goto(f"/accounts/people/{stage.cast.fay.pk}/second-step/")
    press(page, "Reset second step")
    expect(page.get_by_role("alert")).to_contain_text("Enter a reason")
    page.get_by_label("Reason").fill("She lost her phone and rang me.")
    press(page, "Reset second step")
    expect(page.get_by_text("You reset the second step of Fay Abernethy")).to_be_visible()
    assert AuthenticatorApp.objects.count() == 1
    fay = stage.visitor()
    enter_password(fay, "fay@llse.example")
    expect(fay.get_by_text("Set up a second step to carry on")).to_be_visible()


def test_participants_sign_in_as_before(stage: Stage, phone: Phone) -> None:
    page = stage.visitor()
    sign_in(page, "amina@llse.example")
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("My programme")
