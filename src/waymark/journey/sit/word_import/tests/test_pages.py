"""The pages of a Word import: the text is shown first, then saved like any other; a bad file changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from waymark.journey.sit.models import AlternateVersion, Answer, Revision
from waymark.journey.sit.tests.makers import make_sitting, save, words
from waymark.journey.sit.word_import.importing import MAX_BYTES
from waymark.journey.sit.word_import.tests.docx_files import paragraph, word_file, word_file_of
from waymark.journey.sit.word_import.tests.hostile_docx import CORPUS
from waymark.journey.sit.word_import.words import REASONS

CLOSES = datetime(2026, 10, 27, 0, 0, tzinfo=UTC)


def url(sitting):
    return reverse("sit:word_file", args=[sitting.code])


def upload(browser, sitting, data, *, question="q1", name="answers.docx", **headers):
    data_sent = {"file": SimpleUploadedFile(name, data)}
    return browser.post(
        url(sitting), data_sent | ({"question": question} if question else {}), headers=headers
    )


def fields_of(response):
    """What the form on the checking page would send."""
    fields = {"client": response.context["client"]}
    for preview in response.context["previews"]:
        answer = preview.question.answer
        fields |= {f"text-{answer.question_id}": preview.text.text, f"base-{answer.question_id}": answer.rev}
    return fields


def text_of(sitting, question="q1"):
    return Answer.objects.get(sitting=sitting, question_id=question).text


@pytest.fixture
def sitting(cast):
    return make_sitting(cast)


def test_text_is_shown_beside_the_answer_and_saved_only_when_used(cast, sitting):
    save(sitting, "What stood there before.", at=cast.at)
    browser = cast.browser("amina")
    assert "Question 1: Title of question 1" in browser.get(url(sitting)).content.decode()
    response = upload(browser, sitting, word_file_of("## Plan\n\nSay **why**.\n\n- one\n- two"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "What stood there before." in page
    assert "- one<br>- two" in page
    assert "5 words of 1,500 in total" in page
    assert text_of(sitting) == "What stood there before."
    saved = browser.post(reverse("sit:answers", args=[sitting.code]), fields_of(response))
    assert saved.headers["location"] == reverse("sit:desk", args=[sitting.code])
    assert text_of(sitting) == "## Plan\n\nSay **why**.\n\n- one\n- two"
    assert Revision.objects.filter(answer__sitting=sitting).count() == 2


def test_file_is_split_by_its_headings(cast, sitting):
    browser = cast.browser("amina")
    text = "Amina\n\n## Question 2\n\nSecond answer.\n\n## Title of question 1\n\nFirst answer."
    response = upload(browser, sitting, word_file_of(text), question="by-headings")
    assert "1 word comes before the first heading" in response.content.decode()
    browser.post(reverse("sit:answers", args=[sitting.code]), fields_of(response))
    assert [text_of(sitting, question) for question in ("q1", "q2", "q3")] == [
        "First answer.",
        "Second answer.",
        "",
    ]


def test_file_without_headings_cannot_be_split(cast, sitting):
    response = upload(cast.browser("amina"), sitting, word_file_of("No heading."), question="by-headings")
    assert response.status_code == 422
    assert "None of the file’s headings names a question" in response.content.decode()


def test_answer_changed_meanwhile_is_kept_and_so_is_the_imported_text(cast, sitting):
    browser = cast.browser("amina")
    response = upload(browser, sitting, word_file_of("From the file."))
    save(sitting, "From another tab.", at=cast.at)
    browser.post(reverse("sit:answers", args=[sitting.code]), fields_of(response))
    assert text_of(sitting) == "From another tab."
    assert AlternateVersion.objects.get().text == "From the file."


def test_text_over_the_maximum_may_be_used_with_a_warning(cast, sitting):
    page = upload(cast.browser("amina"), sitting, word_file_of(words(1_600))).content.decode()
    assert "You have 100 words too many" in page
    assert "Use this text" in page


def test_text_longer_than_a_draft_may_be_cannot_be_used(cast, sitting):
    page = upload(cast.browser("amina"), sitting, word_file_of(words(5_001))).content.decode()
    assert "too long to save" in page
    assert "Use this text" not in page


def test_markup_in_a_file_stays_text(cast, sitting):
    data = word_file(paragraph("&lt;script&gt;alert(1)&lt;/script&gt;"))
    page = upload(cast.browser("amina"), sitting, data).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "name", ["a billion laughs", "macros", "half a file", "html with the name of a docx"]
)
def test_bad_file_is_refused_with_its_sentence(cast, sitting, name):
    data, code = CORPUS[name]()
    response = upload(cast.browser("amina"), sitting, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("<title>Error: ") == 1
    assert REASONS[code].split("“")[0] in page
    assert text_of(sitting) == ""


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"question": "q1"}, "no_file"), ({}, "no_question"), ({"question": "q9"}, "no_file")],
)
def test_incomplete_form_shows_errors(cast, sitting, fields, code):
    response = cast.browser("amina").post(url(sitting), fields)
    assert response.status_code == 422
    assert REASONS[code] in response.content.decode()


def test_too_large_file_is_refused_and_never_written_to_disk(cast, sitting, monkeypatch):
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", None)
    response = upload(cast.browser("amina"), sitting, bytes(MAX_BYTES + 1))
    assert response.status_code == 422
    assert "must be 5 MB or smaller" in response.content.decode()
    assert upload(cast.browser("amina"), sitting, bytes(MAX_BYTES)).status_code == 422


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".docx", "‮xcod.exe", "../../a.docx", "CON.docx", "a.docx.exe", ""]
)
def test_file_name_is_ignored(cast, sitting, name):
    response = upload(cast.browser("amina"), sitting, word_file_of("Read."), name=name or "noname")
    assert response.status_code == 200


def test_only_the_writer_may_import_and_only_from_this_site(cast, sitting):
    good = word_file_of("Read.")
    assert upload(cast.browser("ben"), sitting, good).status_code == 404
    assert upload(cast.browser("grace"), sitting, good).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.browser("amina").cookies
    assert upload(strict, sitting, good).status_code == 403
    assert upload(strict, sitting, good, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert upload(strict, sitting, good, **{"sec-fetch-site": "same-origin"}).status_code == 200


def test_import_after_the_close_redirects_to_the_answers(cast, sitting):
    save(sitting, "Written in time.", at=cast.at)
    cast.set_time(CLOSES)
    response = upload(cast.browser("amina"), sitting, word_file_of("Late."))
    assert response.headers["location"] == reverse("sit:desk", args=[sitting.code])
    assert text_of(sitting) == "Written in time."
