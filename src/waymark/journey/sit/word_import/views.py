"""Brings a Word file to the desk: choose, look at what was read, then save it as any text is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from waymark.ground.papers import queries as papers
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit import queries, rules, words
from waymark.journey.sit.models import Answer, Sitting
from waymark.journey.sit.word_import.bringing import LARGEST, Brought, CannotBring, bring, refusal
from waymark.journey.sit.word_import.forms import SHARED_OUT, WordFileForm
from waymark.journey.sit.word_import.plain import as_text
from waymark.journey.sit.word_import.splitting import share_out
from waymark.journey.sit.word_import.upload import InMemoryUpTo
from waymark.journey.sit.word_import.words import not_placed
from waymark.journey.sit.writing.incoming import Text, receive
from waymark.journey.sit.writing.keeping import is_sent_from_here
from waymark.journey.sit.writing.places import list_places
from waymark.journey.sit.writing.views.desk import own_sitting
from waymark.kit.codes import new_code


@dataclass(frozen=True)
class Own:
    """A question with the answer that stands."""

    number: int
    title: str
    answer: Answer


@dataclass(frozen=True)
class Offered:
    """A text read from the file, beside the answer that stands."""

    own: Own
    text: Text
    error: str


@csrf_exempt
@never_cache
@open_to(Role.PARTICIPANT)
def word_file(request: Request, code: str) -> HttpResponse:
    """GET: the form. POST: what the file says, for checking; nothing is saved here, and the file never is.

    The form is checked by `is_sent_from_here`, after it was said where its file may go: the usual check would
    have read it to a disk before.
    """
    upload = InMemoryUpTo(request, most=LARGEST)
    request.upload_handlers = [upload]
    if request.method == "POST" and not is_sent_from_here(request):
        return render(request, "403_csrf.html", status=403)
    sitting = own_sitting(request, code)
    if hasattr(sitting, "submission") and sitting.submission is not None:
        return redirect("sit:receipt", code=code)
    if not _takes_texts(sitting, request):
        return redirect("sit:desk", code=code)
    own = _own(sitting)
    if request.method != "POST":
        asked = {"question": request.GET.get("question", "")}
        return _ask(request, sitting, WordFileForm(initial=asked, questions=_choices(own)))
    form = _sent(request, upload, own)
    if upload.too_big:
        form.errors.pop("file", None)
        form.add_error("file", _says(refusal("too_big")))
    if not form.is_valid():
        return _ask(request, sitting, form, status=422)
    try:
        brought = bring(form.cleaned_data["file"].read())
        offered, unplaced = _offer(brought, form.cleaned_data["question"], own)
    except CannotBring as problem:
        form.add_error("file", _says(problem))
        return _ask(request, sitting, form, status=422)
    return _show(request, sitting, own, offered, brought, unplaced=unplaced)


def _sent(request: Request, upload: InMemoryUpTo, own: list[Own]) -> WordFileForm:
    """The form as it came; of one that is too large for the web server nothing was read."""
    try:
        return WordFileForm(request.POST, request.FILES, questions=_choices(own))
    except RequestDataTooBig:
        upload.too_big = True
        return WordFileForm({"question": SHARED_OUT}, questions=_choices(own))


def _takes_texts(sitting: Sitting, request: Request) -> bool:
    places = list_places(sitting_id=sitting.pk)
    return all(rules.may_save(one.window, sealed=one.sealed, at=request.at).allowed for one in places)


def _own(sitting: Sitting) -> list[Own]:
    body = papers.body_of_locked(fingerprint=sitting.window.paper.lock.fingerprint)
    answers = queries.list_answers(sitting=sitting)
    return [
        Own(number, body.question(answer.question_id).title, answer)
        for number, answer in enumerate(answers, start=1)
    ]


def _choices(own: list[Own]) -> list[tuple[str, str]]:
    return [(one.answer.question_id, f"Question {one.number}: {one.title}") for one in own]


def _ask(request: Request, sitting: Sitting, form: WordFileForm, *, status: int = 200) -> HttpResponse:
    return render(request, "sit/word_file.html", {"sitting": sitting, "form": form}, status=status)


def _offer(brought: Brought, question: str, own: list[Own]) -> tuple[list[Offered], str]:
    """The texts by question, and a sentence on what belongs to none."""
    if question != SHARED_OUT:
        chosen = next(one for one in own if one.answer.question_id == question)
        return [_offered(chosen, as_text(brought.blocks))], ""
    shares = share_out(brought.blocks, titles=[one.title for one in own])
    texts = {number: as_text(part) for number, part in shares.parts.items() if part}
    if not texts:
        raise refusal("no_heading")
    before = receive(as_text(shares.before))
    unplaced = not_placed(before.text, before.words) if before.words else ""
    return [_offered(own[number - 1], text) for number, text in texts.items()], unplaced


def _offered(own: Own, said: str) -> Offered:
    text = receive(said)
    fits = rules.may_keep(words=text.words, characters=len(text.text)).allowed
    return Offered(own, text, "" if fits else words.too_long(own.number))


def _show(
    request: Request,
    sitting: Sitting,
    own: list[Own],
    offered: list[Offered],
    brought: Brought,
    *,
    unplaced: str,
) -> HttpResponse:
    new = {one.own.answer.pk: one.text.words for one in offered}
    total = sum(new.get(one.answer.pk, one.answer.words) for one in own)
    most = sitting.window.max_words
    context: dict[str, Any] = {
        "sitting": sitting,
        "offered": offered,
        "may_use": not any(one.error for one in offered),
        "said": brought.said,
        "unplaced": unplaced,
        "total": total,
        "is_over": total > most,
        "over": words.over(total, most),
        "client": new_code(12),
    }
    return render(request, "sit/word_file_check.html", context)


def _says(problem: CannotBring) -> str:
    return " ".join(reason.says for reason in problem.reasons)
