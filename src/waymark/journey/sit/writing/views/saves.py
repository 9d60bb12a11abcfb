"""The two ways in which a text is saved: the script's, one answer at a time, and the plain form's, all at once."""

from __future__ import annotations

import json
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
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing import desk_page, words
from waymark.journey.sit.writing.incoming import Text, receive
from waymark.journey.sit.writing.keeping import is_sent_from_elsewhere, is_sent_from_here
from waymark.journey.sit.writing.places import Place, find_place, list_places
from waymark.journey.sit.writing.queries import list_answers, text_of
from waymark.journey.sit.writing.reporting import note_reports
from waymark.journey.sit.writing.rules import DRAFT_CHARACTERS, may_keep
from waymark.journey.sit.writing.saving import Became, Saved, save_answer
from waymark.journey.sit.writing.views.desk import own_sitting
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
        return _answer(403, "elsewhere", words.ELSEWHERE)
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    found = find_place(code=code, question_id=question, session_key=session_key)
    if not found.signed_in:
        return _answer(401, "signed_out", words.SIGNED_OUT)
    if found.place is None and HEADER in request.headers:
        return _answer(403, "other_person", words.SOMEBODY_ELSE)
    if found.place is None:
        return _answer(404, "not_found", "There is no such answer.")
    try:
        if len(request.body) > LARGEST:
            return _answer(422, "draft_too_long", words.too_long(found.place.number))
        said = json.loads(request.body)
        text, base, client = receive(said["text"]), said["base"], said["client"]
    except RequestDataTooBig:
        return _answer(422, "draft_too_long", words.too_long(found.place.number))
    except (ValueError, TypeError, KeyError, RecursionError, RawPostDataException):
        return _answer(400, "not_understood", words.NOT_UNDERSTOOD)
    if type(base) is not int or not 0 <= base <= MOST_REVISIONS or not _is_client(client):
        return _answer(400, "not_understood", words.NOT_UNDERSTOOD)
    if not may_keep(words=text.words, characters=len(text.text)).allowed:
        return _answer(422, "draft_too_long", words.too_long(found.place.number))
    saved = save_answer(
        place=found.place,
        text=text,
        base=base,
        client=client,
        at=request.at,
        stamped_by=request.stamped_by,
        sends_again=True,
        instead=said.get("instead") is True,
    )
    note_reports(sitting_id=found.place.sitting_id, said=said, client=client, at=request.at)
    return _say(request, found.place, text, saved)


def _say(request: Request, place: Place, text: Text, saved: Saved) -> HttpResponse:
    facts: dict[str, Any] = {"rev": saved.rev}
    if saved.became is Became.SAVED:
        at = saved.at or request.at
        facts |= {"at": clock_seconds(at, zone=place.zone), "words": saved.words}
        facts |= {"replaced": words.replaced(place.number, text.replaced)}
        facts |= {"closes": closing(place.window, zone=place.zone), "pending": place.window.is_pending}
        return _answer(200, "saved", words.saved(at, zone=place.zone, now=request.at), **facts)
    if saved.became is Became.CONFLICT:
        facts |= {"text": text_of(answer_id=place.answer_id)}
        facts |= {"saved": words.saved(saved.at or request.at, zone=place.zone, now=request.at)}
    facts |= {"kept": reverse("sit:kept", kwargs={"code": place.code})}
    return _answer(409, saved.became.value, _trouble(place, saved), **facts)


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
    saved, refused = _save_all(request, list_places(sitting_id=sitting.pk))
    if refused:
        page = desk_page.of(sitting, list_answers(sitting=sitting), at=request.at, typed=refused)
        return render(request, "sit/desk.html", page, status=422)
    troubles = [(one, place) for place, one in saved if one.became is not Became.SAVED]
    for one, place in troubles:
        messages.warning(request, _trouble(place, one))
    if troubles:
        return redirect("sit:kept", code=code)
    if request.POST.get("then") == "check":
        return redirect("sit:submission", code=code)
    return redirect("sit:desk", code=code)


def _save_all(request: Request, places: list[Place]) -> tuple[list[tuple[Place, Saved]], dict[str, str]]:
    """What became of each answer; and the texts that are too long to keep, by question."""
    said = request.POST.get("client", "")
    client = said if _is_client(said) else new_code(12)
    saved, refused = [], {}
    for place in places:
        field = request.POST.get(f"text-{place.question_id}")
        if field is None:
            continue
        text = receive(field)
        if not may_keep(words=text.words, characters=len(text.text)).allowed:
            refused[place.question_id] = text.text
            continue
        base = _whole(request.POST.get(f"base-{place.question_id}", ""))
        at, by = request.at, request.stamped_by
        one = save_answer(place=place, text=text, base=base, client=client, at=at, stamped_by=by)
        saved.append((place, one))
    return saved, refused


def _send_again(request: Request, code: str) -> HttpResponse:
    """A page that holds the texts in a form of their own, to be sent again after signing in."""
    fields = [
        (name, receive(str(value)).text)
        for name, value in request.POST.items()
        if name != "csrfmiddlewaretoken"
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


def _trouble(place: Place, saved: Saved) -> str:
    """Why a text did not become the answer, and where it is."""
    if saved.became is Became.LATE:
        return words.late(saved.seconds, window=place.window, zone=place.zone)
    if saved.became is Became.SEALED:
        return words.after_handing_in()
    if saved.became is Became.BEHIND:
        return ""
    return words.conflict(place.number, at=saved.at, zone=place.zone)


def _answer(status: int, code: str, says: str, **facts: Any) -> JsonResponse:
    return JsonResponse({"code": code, "says": says, **facts}, status=status)


def _is_client(said: object) -> bool:
    return isinstance(said, str) and 4 <= len(said) <= 40 and said.isascii() and said.isalnum()


def _whole(said: str) -> int:
    """A revision as the form said it; one that never was, where it is none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
