"""Amina imports a Word file: she checks its text and uses it, and her earlier answer stays among her versions."""

from __future__ import annotations

import io

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.desk_windows import is_saved
from waymark.journey.sit.models import Answer
from waymark.journey.sit.tests.makers import make_sitting, save
from waymark.journey.sit.word_import.tests.docx_files import word_file_of

pytestmark = pytest.mark.once("sqlite")

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def file_of(data: bytes, name: str = "My answers.docx") -> dict[str, object]:
    return {"name": name, "mimeType": KIND, "buffer": data}


def report() -> bytes:
    document = docx.Document()
    document.add_heading("Question 1", 1)
    document.add_paragraph("Reading is behind in Year 4.")
    for text in ("One school knows why", "Two do not"):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("Question 2", 1)
    document.add_paragraph().add_run("Start with the trust.").bold = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "£1,200"
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


@pytest.fixture
def desk(page: Page, cast: Cast, live_server) -> Page:
    sitting = make_sitting(cast)
    save(sitting, "An early draft.", at=cast.at)
    key = cast.browser("amina").cookies["waymark"].value
    page.context.add_cookies([{"name": "waymark", "value": key, "url": live_server.url}])
    page.goto(f"{live_server.url}/sit/{sitting.code}/")
    return page


def test_one_file_is_imported_for_two_questions(desk: Page) -> None:
    desk.get_by_role("link", name="Import a Word file").click()
    desk.get_by_label("Several questions").check()
    desk.get_by_label("Word file").set_input_files(file_of(report()))
    desk.get_by_role("button", name="Continue").click()
    expect(desk.get_by_role("heading", name="Check the text from your Word file")).to_be_visible()
    expect(desk.get_by_text("1 table was converted to lines, with | between the cells.")).to_be_visible()
    expect(desk.get_by_text("An early draft.")).to_be_visible()
    desk.get_by_role("button", name="Use this text").click()
    expect(desk.locator("#a1")).to_have_value(
        "Reading is behind in Year 4.\n\n- One school knows why\n- Two do not"
    )
    expect(desk.locator("#a2")).to_have_value("**Start with the trust.**\n\nCost | £1,200")
    desk.get_by_role("link", name="Versions of question 1").click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    assert Answer.objects.get(question_id="q1").rev == 2


def test_file_that_is_not_a_word_file_is_refused_and_another_imported(desk: Page) -> None:
    address, desk = desk.url, desk.context.new_page()  # a refusal is written to the console, which is watched
    desk.goto(address)
    desk.get_by_role("link", name="Import a Word file").click()
    desk.get_by_label("Question 3").check()
    desk.get_by_label("Word file").set_input_files(file_of(b"<html></html>"))
    with desk.expect_response(lambda response: response.status == 422):
        desk.get_by_role("button", name="Continue").click()
    expect(desk.get_by_role("alert")).to_contain_text("The file must be a Word document")
    expect(desk.get_by_label("Question 3")).to_be_checked()
    desk.get_by_label("Word file").set_input_files(file_of(word_file_of("Now it is.")))
    desk.get_by_role("button", name="Continue").click()
    desk.get_by_role("button", name="Use this text").click()
    expect(desk.locator("#a3")).to_have_value("Now it is.")


def test_earlier_typing_does_not_overwrite_the_imported_text(desk: Page) -> None:
    desk.clock.install()
    desk.reload()
    desk.locator("#a1").fill("Typed at the desk.")
    is_saved(desk)
    desk.get_by_role("link", name="Import a Word file").click()
    desk.get_by_label("Question 1").check()
    desk.get_by_label("Word file").set_input_files(file_of(word_file_of("From the file.")))
    desk.get_by_role("button", name="Continue").click()
    expect(desk.get_by_text("Typed at the desk.")).to_be_visible()
    desk.get_by_role("button", name="Use this text").click()
    expect(desk.locator("#a1")).to_have_value("From the file.")
    desk.clock.fast_forward(60_000)
    expect(desk.locator("#a1")).to_have_value("From the file.")
    assert Answer.objects.get(question_id="q1").text == "From the file."
    desk.locator("#a1").fill("From the file. And more.")
    desk.locator("#a1").blur()
    is_saved(desk)
    assert Answer.objects.get(question_id="q1").text == "From the file. And more."
