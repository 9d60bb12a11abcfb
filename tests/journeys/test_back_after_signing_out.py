"""Grace signs out, and Back in the same window shows nothing of what she was reading."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage

pytestmark = pytest.mark.once("sqlite")


def sign_out(page: Page) -> None:
    page.get_by_role("link", name="Sign out").first.click()
    page.get_by_role("link", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_back_shows_the_sign_in_page(stage: Stage) -> None:
    page = stage.enter("grace")
    page.goto("/audit-log/")
    expect(page.get_by_role("heading", name="Audit log")).to_be_visible()
    sign_out(page)
    while "audit-log" not in page.url:
        page.go_back()
        expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
        expect(page.get_by_text("Grace Penhaligon")).to_have_count(0)
        if "/login/" in page.url and "audit-log" in page.url:
            break
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Person added")).to_have_count(0)


def test_a_page_from_the_browsers_memory_is_loaded_again(stage: Stage) -> None:
    """A browser that keeps pages against the header says so when it gives one back."""
    page = stage.enter("grace")
    page.goto("/audit-log/")
    page.context.clear_cookies()
    with page.expect_navigation():
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
