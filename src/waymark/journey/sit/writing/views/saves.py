"""The two ways in which a text is saved: the script's, one answer at a time, and the plain form's, all at once."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, fast_path, open_to_everyone
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.answer_context import (
    AnswerContext,
    find_answer_context,
    list_answer_contexts,
)
from waymark.journey.sit.writing.device import milliseconds
from waymark.journey.sit.writing.drafts import Text, receive
from waymark.journey.sit.writing.origin import is_sent_from_elsewhere, is_sent_from_here
from waymark.journey.sit.writing.page import page_context
from waymark.journey.sit.writing.queries import list_answers, text_of
from waymark.journey.sit.writing.reporting import record_reports
from waymark.journey.sit.writing.rules import DRAFT_CHARACTERS, may_keep
from waymark.journey.sit.writing.saving import SaveOutcome, SaveResult, save_answer
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.journey.sit.writing.writer import HEADER
from waymark.kit.codes import new_code
from waymark.kit.formatting import clock_seconds

MOST_REVISIONS = 2**31 - 1
LARGEST = 12 * DRAFT_CHARACTERS + 10_000
"""Bytes of a save that may be kept: JSON may say each character in twelve. A larger one is not even read."""


@csrf_exempt
@require_POST
@fast_path
def revisions(request: Request, code: str, question: str) -> HttpResponse:
    """JSON in, JSON out, never a redirect. Who asks is found together with the answer."""
    if not is_sent_from_here(request):
        return _json(403, "elsewhere", words.ELSEWHERE)
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    lookup = find_answer_context(code=code, question_id=question, session_key=session_key)
    if not lookup.signed_in:
        return _json(401, "signed_out", words.SIGNED_OUT)
    if lookup.answer is None and HEADER in request.headers:
        return _json(403, "other_person", words.SOMEBODY_ELSE)
    if lookup.answer is None:
        return _json(404, "not_found", "We can’t find this answer.")
    try:
        if len(request.body) > LARGEST:
            return _json(422, "draft_too_long", words.too_long(lookup.answer.number))
        data = json.loads(request.body)
        text, base, client = receive(data["text"]), data["base"], data["client"]
    except RequestDataTooBig:
        return _json(422, "draft_too_long", words.too_long(lookup.answer.number))
    except (ValueError, TypeError, KeyError, RecursionError, RawPostDataException):
        return _json(400, "not_understood", words.NOT_UNDERSTOOD)
    if type(base) is not int or not 0 <= base <= MOST_REVISIONS or not _is_client(client):
        return _json(400, "not_understood", words.NOT_UNDERSTOOD)
    if not may_keep(words=text.words, characters=len(text.text)).allowed:
        return _json(422, "draft_too_long", words.too_long(lookup.answer.number))
    result = save_answer(
        answer=lookup.answer,
        text=text,
        base=base,
        client=client,
        at=request.at,
        stamped_by=request.stamped_by,
        transfer_ms=request.transfer_ms,
        sends_again=True,
        instead=data.get("instead") is True,
        overtakes=data.get("overtakes") is True,
    )
    record_reports(sitting_id=lookup.answer.sitting_id, data=data, client=client, at=request.at)
    return _save_response(request, lookup.answer, text, result)


def _save_response(request: Request, answer: AnswerContext, text: Text, result: SaveResult) -> HttpResponse:
    facts: dict[str, Any] = {"rev": result.rev, "now": milliseconds(request.at)}
    if result.outcome is SaveOutcome.SAVED:
        at = result.at or request.at
        facts |= {"at": clock_seconds(at, zone=answer.zone), "words": result.words}
        facts |= {"replaced": words.replaced(answer.number, text.replaced)}
        facts |= {"closes": closing(answer.window, zone=answer.zone), "pending": answer.window.is_pending}
        return _json(200, "saved", words.saved(at, zone=answer.zone, now=request.at), **facts)
    if result.outcome is SaveOutcome.CONFLICT:
        facts |= {"text": text_of(answer_id=answer.answer_id)}
        facts |= {"saved": words.saved(result.at or request.at, zone=answer.zone, now=request.at)}
    facts |= {"kept": reverse("sit:kept", kwargs={"code": answer.code})}
    return _json(409, result.outcome.value, _trouble(answer, result, at=request.at), **facts)


@csrf_exempt
@never_cache
@open_to_everyone
def answers(request: Request, code: str) -> HttpResponseBase:
    """Every answer of the plain form. Nothing typed is ever lost to a sign-in page."""
    if request.method != "POST":
        return redirect("sit:desk", code=code)
    if is_sent_from_elsewhere(request):
        return render(request, "403_csrf.html", status=403)
    if request.person is None or not is_sent_from_here(request):
        return _send_again(request, code)
    sitting = own_sitting(request, code)
    results, too_long = _save_all(request, list_answer_contexts(sitting_id=sitting.pk))
    if too_long:
        context = page_context(sitting, list_answers(sitting=sitting), at=request.at, typed=too_long)
        return render(request, "sit/writing.html", context, status=422)
    not_saved = [(answer, result) for answer, result in results if result.outcome is not SaveOutcome.SAVED]
    for answer, result in not_saved:
        messages.warning(request, _trouble(answer, result, at=request.at))
    if not_saved:
        return redirect("sit:kept", code=code)
    if request.POST.get("then") == "check":
        return redirect("sit:submission", code=code)
    return redirect("sit:desk", code=code)


def _save_all(
    request: Request, answers: list[AnswerContext]
) -> tuple[list[tuple[AnswerContext, SaveResult]], dict[str, str]]:
    """What became of each answer; and the texts that are too long to keep, by question."""
    name = request.POST.get("client", "")
    client = name if _is_client(name) else new_code(12)
    results: list[tuple[AnswerContext, SaveResult]] = []
    too_long: dict[str, str] = {}
    for answer in answers:
        field = request.POST.get(f"text-{answer.question_id}")
        if field is None:
            continue
        text = receive(field)
        if not may_keep(words=text.words, characters=len(text.text)).allowed:
            too_long[answer.question_id] = text.text
            continue
        base = _revision_number(request.POST.get(f"base-{answer.question_id}", ""))
        result = save_answer(
            answer=answer,
            text=text,
            base=base,
            client=client,
            at=request.at,
            stamped_by=request.stamped_by,
            transfer_ms=request.transfer_ms,
        )
        results.append((answer, result))
    return results, too_long


def _send_again(request: Request, code: str) -> HttpResponse:
    """A page that holds the texts in a form of their own, to be sent again after signing in."""
    fields = [
        (name, receive(str(value)).text)
        for name, value in request.POST.items()
        if name not in {"csrfmiddlewaretoken", "form_token"}
    ]
    context = {
        "code": code,
        "texts": [
            (name, name.removeprefix("text-"), value) for name, value in fields if name.startswith("text-")
        ],
        "others": [(name, value) for name, value in fields if not name.startswith("text-")],
        "signed_out": request.person is None,
    }
    return render(request, "sit/send_again.html", context, status=401 if request.person is None else 403)


def _trouble(answer: AnswerContext, result: SaveResult, *, at: datetime) -> str:
    """Why a text did not become the answer, and where it is."""
    window, zone = answer.window, answer.zone
    if result.outcome is SaveOutcome.LATE and not is_late(window, at=at):
        return words.overtaken(window=window, zone=zone)
    if result.outcome is SaveOutcome.LATE:
        return words.late(result.seconds, window=window, zone=zone)
    if result.outcome is SaveOutcome.TOO_LATE:
        return words.too_late(result.seconds, window=window, zone=zone)
    if result.outcome is SaveOutcome.SEALED:
        return words.after_submission(window, at=at)
    if result.outcome is SaveOutcome.BEHIND:
        return ""
    return words.conflict(answer.number, at=result.at, zone=answer.zone)


def _json(status: int, code: str, sentence: str, **facts: Any) -> JsonResponse:
    return JsonResponse({"code": code, "says": sentence, **facts}, status=status)


def _is_client(name: object) -> bool:
    return isinstance(name, str) and 4 <= len(name) <= 40 and name.isascii() and name.isalnum()


def _revision_number(value: str) -> int:
    """The revision a form was made from; -1 where it is not a number."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1
