"""What Firefox and Safari do otherwise, played in Chromium with that taken away: no goodbye of a closed tab, no whole
list of what a page fetched, no fields that grow by themselves, no printed text beyond a field's box.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk_windows import NO_GOODBYE, READY, banner, is_saved, wait_for
from waymark.journey.sit.tests.makers import make_sitting

pytestmark = pytest.mark.once("postgres")

OPEN_TWICE = "Your assessment is open in another tab too."
NO_LIST = "performance.getEntriesByType = () => [];"
NO_GROWTH = """const supports = CSS.supports.bind(CSS);
CSS.supports = (...asked) => asked[0] !== "field-sizing" && supports(...asked);
const sheet = new CSSStyleSheet();
sheet.replaceSync("textarea { field-sizing: fixed !important; }");
document.adoptedStyleSheets = [sheet];"""
LOCKS = (
    "async () => (await navigator.locks.query()).held.filter(({ name }) => name.startsWith('desk ')).length"
)
LISTED = """() => document.querySelector('[data-desk="form"]').dataset.files.split(" ").toSorted()"""
FETCHED = """() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
  .filter((path) => path.startsWith("/static/")).toSorted()"""
KEPT = """async () => {
  const [name] = await caches.keys();
  const kept = name ? await (await caches.open(name)).keys() : [];
  return kept.map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith("/static/")).toSorted();
}"""
HIDDEN = "(area) => area.scrollHeight - area.clientHeight"
PRINTED = """() => {
  dispatchEvent(new Event("beforeprint"));
  return [...document.querySelectorAll("textarea")].map((area) => {
    const copy = area.nextElementSibling;
    return [copy.innerText, copy.scrollHeight - copy.clientHeight, getComputedStyle(area).display];
  });
}"""
LONG = "\n".join(f"Line {number} of an answer that is longer than its box." for number in range(60))


@pytest.fixture
def sitting(cast, live_server):
    return make_sitting(cast)


def test_a_tab_closed_without_a_goodbye_is_gone(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    first = amina.open_ready()
    second = amina.context.new_page()
    second.add_init_script(NO_GOODBYE)
    second.goto(amina.url)
    expect(banner(first)).to_contain_text(OPEN_TWICE)
    expect(banner(second)).to_contain_text(OPEN_TWICE)
    second.close()
    expect(banner(first)).to_be_hidden()


def test_of_two_other_tabs_one_stays_known(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    first, second = amina.open_ready(), amina.open()
    third = amina.context.new_page()
    third.add_init_script(NO_GOODBYE)
    third.goto(amina.url)
    expect(banner(third)).to_contain_text(OPEN_TWICE)
    third.close()
    wait_for(first, lambda: first.evaluate(LOCKS) == 2, "The closed tab is still there.")
    expect(banner(first)).to_contain_text(OPEN_TWICE)
    second.close()
    expect(banner(first)).to_be_hidden()


def test_the_server_lists_all_that_the_page_fetches(at_the_desk, sitting) -> None:
    desk = at_the_desk("amina", sitting).open_ready()
    listed = desk.evaluate(LISTED)
    assert any(path.endswith("source-serif-4-latin-wght-normal.woff2") for path in listed)
    assert set(desk.evaluate(FETCHED)) - set(listed) == set()


def test_the_device_keeps_all_files_whatever_the_browser_lists(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.open_ready()
    wait_for(desk, lambda: desk.evaluate(KEPT) == desk.evaluate(LISTED), "Not all files are kept.")
    again = amina.context.new_page()
    again.add_init_script(NO_LIST)
    again.goto(amina.url)
    wait_for(again, lambda: again.evaluate(READY), "The second visit did not get ready.")
    assert again.evaluate(KEPT) == again.evaluate(LISTED)


def test_answers_grow_where_fields_do_not(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.context.new_page()
    desk.add_init_script(NO_GROWTH)
    desk.goto(amina.url)
    answer = desk.locator("#a1")
    low = answer.bounding_box()["height"]
    answer.fill(LONG)
    assert answer.evaluate(HIDDEN) <= 0
    assert answer.bounding_box()["height"] > low + 500
    answer.press_sequentially("\nAnd on.")
    assert answer.evaluate(HIDDEN) <= 0
    is_saved(desk)

    desk.reload()
    wait_for(desk, lambda: answer.evaluate(HIDDEN) <= 0, "An answer that came with the page is cut.")
    desk.set_viewport_size({"width": 390, "height": 700})
    wait_for(desk, lambda: answer.evaluate(HIDDEN) <= 0, "On a narrow page the answer is cut.")
    other = amina.open()
    expect(banner(desk)).to_contain_text(OPEN_TWICE)
    other.locator("#a1").fill(LONG + LONG)
    expect(answer).to_have_value(LONG + LONG)
    assert answer.evaluate(HIDDEN) <= 0


def test_the_line_one_types_in_stays_in_sight_where_fields_do_not_grow(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.context.new_page()
    desk.add_init_script(NO_GROWTH)
    desk.goto(amina.url)
    desk.set_viewport_size({"width": 1280, "height": 720})
    answer = desk.locator("#a1")
    answer.focus()
    for _ in range(40):
        answer.press("Enter")
    below = answer.evaluate("(area) => area.getBoundingClientRect().bottom - innerHeight")
    assert below < 40


def test_all_of_an_answer_is_printed(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    desk = amina.context.new_page()
    desk.add_init_script(NO_GROWTH)
    desk.goto(amina.url)
    desk.locator("#a1").fill(LONG)
    desk.emulate_media(media="print")
    text, cut, field = desk.evaluate(PRINTED)[0]
    assert (text, field) == (LONG, "none")
    assert cut <= 0
    desk.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(desk.locator(".wm-copy")).to_have_count(0)
    assert answer_is_shown(desk)


def answer_is_shown(desk: Page) -> bool:
    return bool(desk.locator("#a1").evaluate("(area) => getComputedStyle(area).display !== 'none'"))


def test_all_that_is_typed_into_any_form_is_printed(stage) -> None:
    grace = stage.enter("grace")
    grace.goto("/improve/issues/new/")
    area = grace.get_by_role("textbox").last
    area.fill(LONG)
    grace.emulate_media(media="print")
    printed = grace.evaluate(PRINTED)
    assert [LONG, 0, "none"] in printed
