"""Pasting: what Word and its like put on the clipboard becomes plain text, says what was left out, and runs nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request, expect

from tests.cast import Cast
from tests.journeys.pasted import ATTACKS, CORPUS
from waymark.journey.sit.models import Answer
from waymark.journey.sit.tests.makers import make_sitting

pytestmark = pytest.mark.once("postgres")

CLEAN = """async (htmls) => {
  const { cleanHtml } = await import('/static/sit/paste.js');
  return htmls.map(cleanHtml);
}"""
CLEAN_LATER = f"(htmls) => {{ ({CLEAN})(htmls).then((cleaned) => {{ window.cleaned = cleaned; }}); }}"
"""The page waits for none of it, so that a text which takes it for ever fails the test and does not hang it."""
PICTURE_FAILS = """() => new Promise((resolve) => {
  const picture = new Image();
  picture.onerror = resolve;
  picture.src = 'data:image/png;base64,AAAA';
})"""
"""A handler of our own, behind every handler that pasted pictures could have left."""
SAY = """async (dropped) => {
  const { sayDropped } = await import('/static/sit/paste.js');
  return sayDropped(dropped);
}"""
FIELD = """async () => {
  const { attachPaste } = await import('/static/sit/paste.js');
  const area = document.createElement('textarea');
  area.id = 'area';
  document.querySelector('main').replaceChildren(area);
  window.sentences = [];
  window.inputs = 0;
  area.addEventListener('input', () => { window.inputs += 1; });
  attachPaste(area, (sentence) => window.sentences.push(sentence));
}"""
COPY = """async ([html, plain]) => {
  const item = {};
  if (html) item['text/html'] = new Blob([html], { type: 'text/html' });
  item['text/plain'] = new Blob([plain], { type: 'text/plain' });
  await navigator.clipboard.write([new ClipboardItem(item)]);
}"""


@pytest.fixture
def plain_page(page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/sit/receipts/")
    return page


@pytest.fixture
def field(plain_page: Page) -> Page:
    """A field with the handler on it, on a page that may use the clipboard."""
    plain_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    plain_page.evaluate(FIELD)
    plain_page.locator("#area").focus()
    return plain_page


def paste(page: Page, html: str, plain: str, *, keys: str = "Control+V") -> None:
    page.evaluate(COPY, [html, plain])
    page.keyboard.press(keys)


@pytest.mark.parametrize("name", CORPUS)
def test_what_a_program_copies_becomes_plain_text(plain_page: Page, name: str) -> None:
    html, text, dropped = CORPUS[name]
    assert plain_page.evaluate(CLEAN, [html]) == [{"text": text, "dropped": dropped}]


def test_nothing_in_it_runs_and_nothing_is_fetched(plain_page: Page) -> None:
    requests: list[Request] = []
    plain_page.evaluate("() => import('/static/sit/paste.js')")
    plain_page.on("request", lambda request: requests.append(request))
    plain_page.evaluate(CLEAN_LATER, list(ATTACKS))
    plain_page.wait_for_function("window.cleaned")
    cleaned = plain_page.evaluate("window.cleaned")
    plain_page.evaluate(PICTURE_FAILS)
    assert plain_page.evaluate("window.pwned") is None
    assert not [request.url for request in requests]
    assert cleaned[-2]["text"] == "<script>window.pwned = 1</script>"
    assert cleaned[-1]["text"].endswith("deep")


@pytest.mark.parametrize(
    ("dropped", "sentence"),
    [
        ({"pictures": 2, "tables": 1}, "Pasted as plain text: 2 pictures and a table layout were left out."),
        ({"pictures": 1}, "Pasted as plain text: a picture was left out."),
        ({"looks": 1}, "Pasted as plain text: other formatting was left out."),
        ({"numbers": 3}, "List numbers are now typed, and each counts as a word."),
        ({}, ""),
    ],
)
def test_what_was_left_out_is_said(plain_page: Page, dropped: dict[str, int], sentence: str) -> None:
    assert plain_page.evaluate(SAY, dropped) == sentence


def test_a_real_paste_is_text_can_be_undone_and_is_announced_once(field: Page) -> None:
    field.keyboard.type("Before after")
    for _ in "after":
        field.keyboard.press("ArrowLeft")
    html = "<p>one <b>two</b></p><ul><li>three</li></ul><table><tr><td>x</td></tr></table>"
    before = field.evaluate("window.inputs")
    paste(field, html, "one two\nthree\nx")
    area = field.locator("#area")
    expect(area).to_have_value("Before one **two**\n\n- three\n\nxafter")
    assert field.evaluate("window.sentences") == ["Pasted as plain text: a table layout was left out."]
    assert field.evaluate("window.inputs") > before
    field.keyboard.press("Control+Z")
    expect(area).to_have_value("Before after")


@pytest.mark.parametrize(
    ("stood", "html", "text"),
    [
        ("So far.", "<h2>A plan</h2><p>First.</p>", "So far.\n\n## A plan\n\nFirst."),
        ("So far.", "<ul><li>one</li><li>two</li></ul>", "So far.\n- one\n- two"),
        ("So far.", "<ol><li>one</li><li>two</li></ol>", "So far.\n1. one\n2. two"),
        ("", "<h2>A plan</h2>", "## A plan"),
        ("The target for ", "<p>12. Then</p>", "The target for 12. Then"),
        ("A ", "<p>word</p>", "A word"),
    ],
)
def test_a_heading_or_a_list_pasted_behind_words_begins_a_line(
    field: Page, stood: str, html: str, text: str
) -> None:
    field.keyboard.type(stood)
    paste(field, html, "plain")
    expect(field.locator("#area")).to_have_value(text)


def test_pasting_plainly_stays_plain_and_a_page_without_html_too(field: Page) -> None:
    paste(field, "<p>one <b>two</b></p>", "one two", keys="Control+Shift+V")
    expect(field.locator("#area")).to_have_value("one two")
    paste(field, "", " and three")
    expect(field.locator("#area")).to_have_value("one two and three")
    assert field.evaluate("window.sentences") == []


def test_words_from_the_middle_of_a_line_keep_their_spaces(field: Page) -> None:
    field.keyboard.type("a")
    paste(field, "<span> b </span>", " b ")
    field.keyboard.type("c")
    expect(field.locator("#area")).to_have_value("a b c")


def test_a_long_paste_is_text_too(field: Page) -> None:
    html = "".join(f"<p>Paragraph {number} of many, <b>bold</b> too.</p>" for number in range(300))
    paste(field, html, "x")
    expect(field.locator("#area")).to_have_value(
        "\n\n".join(f"Paragraph {number} of many, **bold** too." for number in range(300))
    )


def test_at_the_desk_a_paste_is_saved_and_says_what_was_left_out(page: Page, cast: Cast, live_server) -> None:
    sitting = make_sitting(cast)
    key = cast.browser("amina").cookies["waymark"].value
    page.context.add_cookies([{"name": "waymark", "value": key, "url": live_server.url}])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/sit/{sitting.code}/")
    page.locator("#a1").focus()
    paste(
        page,
        "<h2>Plan</h2><p>Say <b>why</b>.</p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
        "Plan",
    )
    expect(page.get_by_text("Pasted as plain text: a picture was left out.")).to_be_visible()
    expect(page.locator('[data-desk="state"]')).to_contain_text("Saved")
    assert Answer.objects.get(sitting=sitting, question_id="q1").text == "## Plan\n\nSay **why**."
