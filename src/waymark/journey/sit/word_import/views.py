"""Imports a Word file into answers: select the file, check the text, then save it like any other text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from waymark.ground.papers import queries as papers
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.word_import.forms import BY_HEADINGS, WordFileForm
from waymark.journey.sit.word_import.importing import MAX_BYTES, ImportedText, import_word_file, refusal
from waymark.journey.sit.word_import.plain_text import to_plain_text
from waymark.journey.sit.word_import.splitting import split_by_questions
from waymark.journey.sit.word_import.upload import InMemoryUploadHandler
from waymark.journey.sit.word_import.words import REASONS, describe_unplaced
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import Text, receive
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.journey.sit.writing.origin import is_sent_from_here
from waymark.journey.sit.writing.queries import list_answers
from waymark.journey.sit.writing.rules import may_keep, may_save
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit.codes import new_code
from waymark.kit.forms import refusal_as_error


@dataclass(frozen=True)
class QuestionAnswer:
    """A question with its current answer."""

    number: int
    title: str
    answer: Answer


@dataclass(frozen=True)
class ImportPreview:
    """The text of the file for one question, to compare with the current answer."""

    question: QuestionAnswer
    text: Text
    error: str


@csrf_exempt
@never_cache
@open_to(Role.PARTICIPANT)
def word_file(request: Request, code: str) -> HttpResponse:
    """GET: the form. POST: the text of the file, to check; nothing is saved here, and the file never is.

    `is_sent_from_here` checks the request once the upload handler is set: the usual CSRF check would have written the
    file to a disk first.
    """
    upload = InMemoryUploadHandler(request, max_bytes=MAX_BYTES)
    request.upload_handlers = [upload]
    if request.method == "POST" and not is_sent_from_here(request):
        return render(request, "403_csrf.html", status=403)
    sitting = own_sitting(request, code)
    if getattr(sitting, "submission", None) is not None:
        return redirect("sit:receipt", code=code)
    if not _may_save(sitting, request):
        return redirect("sit:desk", code=code)
    questions = _questions(sitting)
    if request.method == "POST":
        return _import(request, sitting, upload, questions)
    initial = {"question": request.GET.get("question", "")}
    return _show_form(request, sitting, WordFileForm(initial=initial, questions=_choices(questions)))


def _import(
    request: Request, sitting: Sitting, upload: InMemoryUploadHandler, questions: list[QuestionAnswer]
) -> HttpResponse:
    form = _submitted_form(request, upload, questions)
    if upload.is_too_large:
        form.errors.pop("file", None)
        form.add_error("file", REASONS["too_big"])
    if form.is_valid():
        with refusal_as_error(form, field="file"):
            imported = import_word_file(form.cleaned_data["file"].read())
            previews, unplaced = _previews(imported, form.cleaned_data["question"], questions)
            return _show_text(request, sitting, questions, previews, imported, unplaced=unplaced)
    return _show_form(request, sitting, form, status=422)


def _submitted_form(
    request: Request, upload: InMemoryUploadHandler, questions: list[QuestionAnswer]
) -> WordFileForm:
    """The form as it was sent. If it was too large for the web server, nothing of it was read."""
    try:
        return WordFileForm(request.POST, request.FILES, questions=_choices(questions))
    except RequestDataTooBig:
        upload.is_too_large = True
        return WordFileForm({"question": BY_HEADINGS}, questions=_choices(questions))


def _may_save(sitting: Sitting, request: Request) -> bool:
    places = list_answer_contexts(sitting_id=sitting.pk)
    return all(may_save(place.window, sealed=place.sealed, at=request.at).allowed for place in places)


def _questions(sitting: Sitting) -> list[QuestionAnswer]:
    body = papers.body_of_locked(fingerprint=sitting.window.paper.lock.fingerprint)
    answers = list_answers(sitting=sitting)
    return [
        QuestionAnswer(number, body.question(answer.question_id).title, answer)
        for number, answer in enumerate(answers, start=1)
    ]


def _choices(questions: list[QuestionAnswer]) -> list[tuple[str, str]]:
    return [
        (question.answer.question_id, f"Question {question.number}: {question.title}")
        for question in questions
    ]


def _show_form(request: Request, sitting: Sitting, form: WordFileForm, *, status: int = 200) -> HttpResponse:
    return render(request, "sit/word_file.html", {"sitting": sitting, "form": form}, status=status)


def _previews(
    imported: ImportedText, question_id: str, questions: list[QuestionAnswer]
) -> tuple[list[ImportPreview], str]:
    """The text for each question, and a sentence about text that belongs to none."""
    if question_id != BY_HEADINGS:
        chosen = next(question for question in questions if question.answer.question_id == question_id)
        return [_preview(chosen, to_plain_text(imported.blocks))], ""
    split = split_by_questions(imported.blocks, titles=[question.title for question in questions])
    texts = {number: to_plain_text(part) for number, part in split.parts.items() if part}
    if not texts:
        raise refusal("no_heading")
    before = receive(to_plain_text(split.before))
    unplaced = describe_unplaced(before.text, before.words) if before.words else ""
    return [_preview(questions[number - 1], text) for number, text in texts.items()], unplaced


def _preview(question: QuestionAnswer, plain_text: str) -> ImportPreview:
    text = receive(plain_text)
    fits = may_keep(words=text.words, characters=len(text.text)).allowed
    return ImportPreview(question, text, "" if fits else words.too_long(question.number))


def _show_text(
    request: Request,
    sitting: Sitting,
    questions: list[QuestionAnswer],
    previews: list[ImportPreview],
    imported: ImportedText,
    *,
    unplaced: str,
) -> HttpResponse:
    imported_words = {preview.question.answer.pk: preview.text.words for preview in previews}
    total = sum(imported_words.get(question.answer.pk, question.answer.words) for question in questions)
    max_words = sitting.window.max_words
    context: dict[str, Any] = {
        "sitting": sitting,
        "previews": previews,
        "may_use": not any(preview.error for preview in previews),
        "changes": imported.changes,
        "unplaced": unplaced,
        "total": total,
        "is_over": total > max_words,
        "over": words.over(total, max_words),
        "client": new_code(12),
    }
    return render(request, "sit/word_file_check.html", context)
