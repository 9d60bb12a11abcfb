"""Ben sits down at the computer at which Amina wrote: he sees and sends nothing of hers, and she finds it again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.desk_windows import ON_DEVICE, banner, is_saved, state, text_of, wait_for
from waymark.journey.sit.models import AlternateVersion
from waymark.journey.sit.tests.makers import make_sitting, make_window
from waymark.journey.sit.writing.writer import keys_of

pytestmark = pytest.mark.once("postgres")

SECRET = "What only Amina may read."


@pytest.fixture
def window(cast, live_server):
    return make_window(cast)


@pytest.fixture
def sitting(cast, window):
    return make_sitting(cast, window=window)


@pytest.fixture
def other(cast, window):
    return make_sitting(cast, "ben", window=window)


def assert_nothing_can_be_read(amina, page) -> None:
    """No key is left, and no word of hers stands in the browser's store."""
    assert not amina.stored(page, "keys")
    assert SECRET not in repr(amina.stored(page))
    assert SECRET not in page.evaluate("JSON.stringify(localStorage)")


def pages_kept(page) -> list[str]:
    return page.evaluate("caches.keys()")


def test_the_next_person_at_the_same_computer(at_the_desk, cast, sitting, other) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    amina.line.cut()
    desk.locator("#a1").fill(SECRET)
    amina.wait_until_kept(desk, SECRET)
    expect(state(desk)).to_have_text(ON_DEVICE)
    amina.leave(desk)
    amina.line.mend()
    amina.sent.clear()

    amina.context.clear_cookies()
    page = amina.context.new_page()
    page.goto(f"{amina.address}/accounts/login/")
    wait_for(page, lambda: not pages_kept(page), "A page of Amina's desk is still on this device.")
    sign_in_as(page, amina.address, "ben@llse.example")
    answer = page.goto(amina.url)
    assert answer
    assert answer.status == 404
    page.goto(f"{amina.address}/sit/{other.code}/")
    page.locator("#a1").fill("Ben's own.")
    is_saved(page)
    assert SECRET not in page.content()
    assert all(other.code in request.url for request in amina.sent)
    assert text_of(sitting) == ""
    page.goto(f"{amina.address}/accounts/logout/")
    page.wait_for_load_state("networkidle")
    expect(page.locator('[data-desk="unsent"]')).to_be_hidden()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(f"{amina.address}/")
    assert not [row for row in amina.stored(page) if row["sitting"] == other.code]
    assert_nothing_can_be_read(amina, page)
    amina.line.cut()
    with pytest.raises(Exception, match="ERR_"):
        page.goto(amina.url)
    amina.line.mend()
    page.close()

    page = amina.context.new_page()
    sign_in_as(page, amina.address, "amina@llse.example")
    page.goto(amina.url)
    expect(page.locator("#a1")).to_have_value(SECRET)
    is_saved(page)
    assert text_of(sitting) == SECRET
    assert not AlternateVersion.objects.exists()


def sign_in_as(page, address: str, email: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")


def test_a_tab_left_open_hides_its_words_from_the_next_person(at_the_desk, cast, sitting, other) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.locator("#a1").fill("Seen by Amina.")
    is_saved(desk)
    amina.is_signed_in_by(cast.browser("ben").cookies["waymark"].value)
    desk.locator("#a1").fill(SECRET)
    expect(banner(desk)).to_contain_text("Someone else is now signed in on this device.")
    expect(desk.locator("#a1")).to_be_hidden()
    expect(state(desk)).to_have_text("Someone else is signed in")
    assert text_of(sitting) == "Seen by Amina."
    assert not AlternateVersion.objects.exists()
    amina.is_signed_in_by(cast.browser("amina").cookies["waymark"].value)
    desk.evaluate("window.dispatchEvent(new Event('online'))")
    expect(desk.locator("#a1")).to_be_visible()
    is_saved(desk)
    assert text_of(sitting) == SECRET


def test_signing_out_sends_what_is_left_or_says_what_is_not(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.route("**/revisions/", lambda route: route.abort())
    desk.locator("#a1").fill("Three words here.")
    amina.wait_until_kept(desk, "Three words here.")
    desk.goto("about:blank")
    page = amina.context.new_page()
    page.route("**/revisions/", lambda route: route.abort())
    page.goto(f"{amina.address}/accounts/logout/")
    note = page.locator('[data-desk="unsent"]')
    expect(note).to_contain_text("Some of your answers on this device haven’t reached us yet.")
    expect(note).to_contain_text("Question 1: 3 words")
    expect(page.get_by_role("button", name="Sign out and leave them on this device")).to_be_visible()
    page.get_by_role("link", name="Stay").click()
    page.unroute("**/revisions/")
    page.goto(f"{amina.address}/accounts/logout/")
    wait_for(page, lambda: text_of(sitting) == "Three words here.", "It was not sent before signing out.")
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{amina.address}/")
    assert not amina.stored(page)
    assert not amina.stored(page, "keys")
    assert not pages_kept(page)


def test_signed_out_with_words_kept_here_they_come_back_with_their_writer(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.route("**/revisions/", lambda route: route.abort())
    desk.locator("#a1").fill(SECRET)
    amina.wait_until_kept(desk, SECRET)
    desk.goto("about:blank")
    page = amina.context.new_page()
    page.route("**/revisions/", lambda route: route.abort())
    page.goto(f"{amina.address}/accounts/logout/")
    page.get_by_role("button", name="Sign out and leave them on this device").click()
    page.wait_for_url(f"{amina.address}/")
    assert len(amina.stored(page)) == 1
    assert_nothing_can_be_read(amina, page)
    assert not pages_kept(page)
    page.unroute("**/revisions/")
    sign_in_as(page, amina.address, "amina@llse.example")
    page.goto(amina.url)
    is_saved(page)
    assert text_of(sitting) == SECRET


def test_unsent_words_are_encrypted_on_the_device_while_their_writer_is_signed_in(
    at_the_desk, sitting
) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    amina.line.cut()
    desk.locator("#a1").fill(SECRET)
    amina.wait_until_kept(desk, SECRET)
    (row,) = [row for row in amina.stored(desk) if row["waiting"]]
    assert "text" not in row
    assert SECRET not in repr(row)
    assert amina.stored(desk, "keys") == ["a key"]


def test_words_of_an_earlier_release_are_encrypted_and_sent(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.evaluate(
        """async ([writer, sitting, text]) => {
          const { ask } = await import("/static/sit/store.js");
          const row = { writer, sitting, question: "q1", number: 1, client: "EARLIERTAB", waiting: true, at: 1,
            base: 0, closes: 9e15, url: document.querySelector("[data-answer]").dataset.url, text };
          await ask("copies", "readwrite", (store) => store.put(row));
        }""",
        [keys_of(sitting.enrolment.person.account_id)[0], sitting.code, SECRET],
    )
    desk.reload()
    expect(desk.locator("#a1")).to_have_value(SECRET)
    is_saved(desk)
    assert text_of(sitting) == SECRET
    assert SECRET not in repr(amina.stored(desk))


def test_signing_out_in_one_window_empties_the_others_at_once(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    desk.locator("#a1").fill(SECRET)
    is_saved(desk)
    home = amina.open(f"{amina.address}/")
    expect(home.locator("body")).to_contain_text("Amina")
    receipt = amina.open(f"{amina.url}kept/")
    page = amina.open(f"{amina.address}/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{amina.address}/")
    for window in (desk, home, receipt):
        window.wait_for_url(f"{amina.address}/")
        expect(window.locator("body")).not_to_contain_text("Amina")
        assert SECRET not in window.content()


def test_a_window_that_missed_the_message_asks_when_someone_returns_to_it(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    home = amina.open(f"{amina.address}/")
    expect(home.locator("body")).to_contain_text("Amina")
    amina.context.clear_cookies()
    home.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(home.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    expect(home.locator("body")).not_to_contain_text("Amina")


def test_what_was_typed_just_before_is_kept_for_its_writer(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    page = amina.open(f"{amina.address}/accounts/logout/")
    page.wait_for_load_state("networkidle")
    desk.route("**/revisions/", lambda route: route.abort())
    desk.locator("#a1").fill(SECRET)
    page.get_by_role("button", name="Sign out").click()
    desk.wait_for_url(f"{amina.address}/")
    page.wait_for_url(f"{amina.address}/")
    assert_nothing_can_be_read(amina, page)
    desk.close()
    sign_in_as(page, amina.address, "amina@llse.example")
    page.goto(amina.url)
    expect(page.locator("#a1")).to_have_value(SECRET)
    is_saved(page)
    assert text_of(sitting) == SECRET
