"""Every version of an answer: listed by day, compared, and brought back as a new one."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.history import chain
from waymark.journey.sit.history.differences import compare
from waymark.journey.sit.history.stretches import by_day
from waymark.journey.sit.history.words import RESTORED
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.journey.sit.writing.queries import list_answers
from waymark.journey.sit.writing.saving import SaveOutcome, save_answer
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit.clock import local_day
from waymark.kit.codes import new_code
from waymark.kit.formatting import long_moment
from waymark.kit.words import count_words


def _own_answer(sitting: Sitting, question: str) -> tuple[int, Answer]:
    """The question's number and its answer, or 404."""
    for number, answer in enumerate(list_answers(sitting=sitting), start=1):
        if answer.question_id == question:
            return number, answer
    raise Http404


def _text_at(answer: Answer, rev: int) -> str:
    try:
        return chain.text_at(answer_id=answer.pk, rev=rev)
    except LookupError as problem:
        raise Http404 from problem


@open_to(Role.PARTICIPANT)
@never_cache
def versions(request: Request, code: str, question: str) -> HttpResponse:
    """One line for each stretch of writing; with `?day=2026-10-22`, every version of that day."""
    sitting = own_sitting(request, code)
    number, answer = _own_answer(sitting, question)
    rows, zone = chain.list_versions(answer_id=answer.pk), sitting.window.zone
    chosen = _day_of(request.GET.get("day", ""))
    if chosen:
        rows = [row for row in rows if local_day(row.at, zone=zone) == chosen]
    context = {
        "sitting": sitting,
        "number": number,
        "answer": answer,
        "chosen": chosen,
        "many": len(rows),
        "days": by_day(rows, zone=zone, **({"pause": timedelta()} if chosen else {})),
    }
    return render(request, "sit/versions.html", context)


@open_to(Role.PARTICIPANT)
@never_cache
def version(request: Request, code: str, question: str, rev: int) -> HttpResponse:
    """A version, whole, with what has changed from it to the text now; or to the revision of `?to=`."""
    sitting = own_sitting(request, code)
    number, answer = _own_answer(sitting, question)
    typed_rev = request.GET.get("to", "")
    to = (
        int(typed_rev)
        if typed_rev.isascii() and typed_rev.isdecimal() and len(typed_rev) < 10
        else answer.rev
    )
    text, later = _text_at(answer, rev), answer.text if to == answer.rev else _text_at(answer, to)
    saved = next((row for row in chain.list_versions(answer_id=answer.pk) if row.rev == rev), None)
    context = {
        "sitting": sitting,
        "number": number,
        "answer": answer,
        "rev": rev,
        "to": to,
        "moment": long_moment(saved.at, zone=sitting.window.zone) if saved else "",
        "words": count_words(text),
        "parts": compare(text, later),
        "is_now": rev == answer.rev,
        "may_restore": rev != answer.rev and not answer.sealed,
    }
    return render(request, "sit/versions_one.html", context)


@require_POST
@open_to(Role.PARTICIPANT)
def version_choice(request: Request, code: str, question: str, rev: int) -> HttpResponse:
    """That version becomes the answer again, as a new one: nothing after it is lost."""
    sitting = own_sitting(request, code)
    _, answer = _own_answer(sitting, question)
    text, base = Text(_text_at(answer, rev)), request.POST.get("base", "")
    if not base.isascii() or not base.isdecimal() or len(base) > 9 or int(base) != answer.rev:
        messages.warning(request, words.CHOICE_TOO_LATE)
        return redirect("sit:version", code=code, question=question, rev=rev)
    contexts = list_answer_contexts(sitting_id=sitting.pk)
    current = next(context for context in contexts if context.answer_id == answer.pk)
    result = save_answer(answer=current, text=text, base=answer.rev, client=new_code(12), at=request.at)
    if result.outcome is SaveOutcome.SAVED:
        messages.success(request, RESTORED)
        return redirect("sit:desk", code=code)
    messages.warning(request, words.CHOICE_TOO_LATE)
    return redirect("sit:kept", code=code)


def _day_of(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
