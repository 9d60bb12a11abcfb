"""Brings a desk of the demonstration into one of its states, for a picture."""

from __future__ import annotations

from playwright.sync_api import Page, expect

PATIENCE = 20_000
ANSWER = "#a2"
MORE = " And one more sentence, written on the way home."


def _type(page: Page, text: str) -> None:
    page.locator(ANSWER).press("Control+End")
    page.keyboard.insert_text(text)


def _state(page: Page, state: str) -> None:
    expect(page.locator('[data-desk="state"]')).to_contain_text(state, timeout=PATIENCE)


def offline(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    _type(page, MORE)
    _state(page, "Saved on this device")


def over(page: Page) -> None:
    if page.get_by_role("link", name="go to them").is_hidden():
        _type(page, " And so, once more, the same thing in other words." * 75)
    _state(page, "Saved at")
    page.get_by_role("link", name="go to them").click()
    page.locator('[data-part="beyond"]:not([hidden])').first.scroll_into_view_if_needed()


def conflict(page: Page) -> None:
    """The same sitting on another device, which saves first."""
    browser = page.context.browser
    assert browser
    phone = browser.new_context(storage_state=page.context.storage_state())
    other = phone.new_page()
    other.goto(page.url)
    _type(other, " Written on the phone, on the bus.")
    _state(other, "Saved at")
    phone.close()
    _type(page, MORE)
    page.get_by_role("link", name="Compare the two versions").click(timeout=PATIENCE)


def signed_out(page: Page) -> None:
    page.context.clear_cookies()
    _type(page, MORE)
    expect(page.locator('[data-desk="banner"]')).to_contain_text("You’re signed out", timeout=PATIENCE)


def versions(page: Page) -> None:
    for sentence in (" A first try.", " A second."):
        _type(page, sentence)
        page.wait_for_timeout(500)
        _state(page, "Saved at")
    page.get_by_role("link", name="Versions of question 2").click()
    page.get_by_role("link", name=", version").nth(-1).click()
