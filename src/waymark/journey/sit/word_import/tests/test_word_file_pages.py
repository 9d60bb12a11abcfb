"""From a Word file to the desk: shown first, then an ordinary save; a bad file gets a sentence and changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from waymark.journey.sit.models import Answer, KeptBeside, Revision
from waymark.journey.sit.tests.makers import make_sitting, save, words
from waymark.journey.sit.word_import.bringing import LARGEST
from waymark.journey.sit.word_import.tests.docx_files import paragraph, word_file, word_file_of
from waymark.journey.sit.word_import.tests.hostile_docx import CORPUS
from waymark.journey.sit.word_import.words import REFUSED

CLOSES = datetime(2026, 10, 27, 0, 0, tzinfo=UTC)


def url(sitting):
    return reverse("sit:word_file", args=[sitting.code])


def bring(browser, sitting, data, *, question="q1", name="answers.docx", **headers):
    sent = {"file": SimpleUploadedFile(name, data)}
    return browser.post(url(sitting), sent | ({"question": question} if question else {}), headers=headers)


def fields_of(answer):
    """What the form of the checking page would send."""
    said = {"client": answer.context["client"]}
    for one in answer.context["offered"]:
        stands = one.own.answer
        said |= {f"text-{stands.question_id}": one.text.text, f"base-{stands.question_id}": stands.rev}
    return said


def text_of(sitting, question="q1"):
    return Answer.objects.get(sitting=sitting, question_id=question).text


@pytest.fixture
def sitting(cast):
    return make_sitting(cast)


def test_the_text_is_shown_beside_what_stands_and_saved_only_then(cast, sitting):
    save(sitting, "What stood there before.", at=cast.at)
    browser = cast.browser("amina")
    assert "Question 1: Title of question 1" in browser.get(url(sitting)).content.decode()
    answer = bring(browser, sitting, word_file_of("## Plan\n\nSay **why**.\n\n- one\n- two"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "What stood there before." in page
    assert "- one<br>- two" in page
    assert "5 of 1,500" not in page
    assert text_of(sitting) == "What stood there before."
    saved = browser.post(reverse("sit:answers", args=[sitting.code]), fields_of(answer))
    assert saved.headers["location"] == reverse("sit:desk", args=[sitting.code])
    assert text_of(sitting) == "## Plan\n\nSay **why**.\n\n- one\n- two"
    assert Revision.objects.filter(answer__sitting=sitting).count() == 2


def test_a_file_is_shared_out_by_its_headings(cast, sitting):
    browser = cast.browser("amina")
    text = "Amina\n\n## Question 2\n\nSecond answer.\n\n## Title of question 1\n\nFirst answer."
    answer = bring(browser, sitting, word_file_of(text), question="by-headings")
    assert "1 word stands before the first heading" in answer.content.decode()
    browser.post(reverse("sit:answers", args=[sitting.code]), fields_of(answer))
    assert [text_of(sitting, one) for one in ("q1", "q2", "q3")] == ["First answer.", "Second answer.", ""]


def test_without_headings_it_cannot_be_shared_out(cast, sitting):
    answer = bring(cast.browser("amina"), sitting, word_file_of("No heading."), question="by-headings")
    assert answer.status_code == 422
    assert "No heading of this file names a question" in answer.content.decode()


def test_an_answer_changed_meanwhile_is_kept_and_so_is_the_file(cast, sitting):
    browser = cast.browser("amina")
    answer = bring(browser, sitting, word_file_of("From the file."))
    save(sitting, "From another tab.", at=cast.at)
    browser.post(reverse("sit:answers", args=[sitting.code]), fields_of(answer))
    assert text_of(sitting) == "From another tab."
    assert KeptBeside.objects.get().text == "From the file."


def test_over_the_maximum_it_may_be_used_and_the_page_says_by_how_much(cast, sitting):
    page = bring(cast.browser("amina"), sitting, word_file_of(words(1_600))).content.decode()
    assert "You have 100 words too many" in page
    assert "Use this text" in page


def test_more_than_a_draft_holds_cannot_be_used(cast, sitting):
    page = bring(cast.browser("amina"), sitting, word_file_of(words(5_001))).content.decode()
    assert "too long to keep" in page
    assert "Use this text" not in page


def test_markup_in_a_file_stays_text(cast, sitting):
    data = word_file(paragraph("&lt;script&gt;alert(1)&lt;/script&gt;"))
    page = bring(cast.browser("amina"), sitting, data).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "name", ["a billion laughs", "macros", "half a file", "html with the name of a docx"]
)
def test_a_bad_file_gets_its_sentence(cast, sitting, name):
    data, code = CORPUS[name]()
    answer = bring(cast.browser("amina"), sitting, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("<title>Error: ") == 1
    assert REFUSED[code].split("“")[0] in page
    assert text_of(sitting) == ""


@pytest.mark.parametrize(
    ("sent", "code"), [({"question": "q1"}, "no_file"), ({}, "no_question"), ({"question": "q9"}, "no_file")]
)
def test_a_form_that_is_not_filled_in(cast, sitting, sent, code):
    answer = cast.browser("amina").post(url(sitting), sent)
    assert answer.status_code == 422
    assert REFUSED[code] in answer.content.decode()


def test_a_file_that_is_too_large_is_read_to_its_end_and_never_kept(cast, sitting, monkeypatch):
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", None)
    answer = bring(cast.browser("amina"), sitting, bytes(LARGEST + 1))
    assert answer.status_code == 422
    assert "larger than 5 MB" in answer.content.decode()
    assert bring(cast.browser("amina"), sitting, bytes(LARGEST)).status_code == 422


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".docx", "‮xcod.exe", "../../a.docx", "CON.docx", "a.docx.exe", ""]
)
def test_the_name_of_a_file_means_nothing(cast, sitting, name):
    answer = bring(cast.browser("amina"), sitting, word_file_of("Read."), name=name or "noname")
    assert answer.status_code == 200


def test_only_the_writer_comes_in_and_only_from_here(cast, sitting):
    good = word_file_of("Read.")
    assert bring(cast.browser("ben"), sitting, good).status_code == 404
    assert bring(cast.browser("grace"), sitting, good).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.browser("amina").cookies
    assert bring(strict, sitting, good).status_code == 403
    assert bring(strict, sitting, good, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert bring(strict, sitting, good, **{"sec-fetch-site": "same-origin"}).status_code == 200


def test_after_the_close_the_way_leads_back_to_the_desk(cast, sitting):
    save(sitting, "Written in time.", at=cast.at)
    cast.set_time(CLOSES)
    answer = bring(cast.browser("amina"), sitting, word_file_of("Late."))
    assert answer.headers["location"] == reverse("sit:desk", args=[sitting.code])
    assert text_of(sitting) == "Written in time."
