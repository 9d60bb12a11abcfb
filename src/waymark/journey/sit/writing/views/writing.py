"""The page where a participant writes: the case beside the answers."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from waymark.ground.people.access import Request, open_to, open_to_everyone, same_for_everyone
from waymark.ground.people.roles import Role
from waymark.journey.sit.writing.device import milliseconds
from waymark.journey.sit.writing.models import Sitting
from waymark.journey.sit.writing.own_sitting import get_sitting_for
from waymark.journey.sit.writing.page import page_context
from waymark.journey.sit.writing.queries import count_alternate_versions, list_answers
from waymark.journey.sit.writing.writer import HEADER, device_keys_of, keys_of

WORKER = (Path(__file__).parents[2] / "static/sit/worker.js").read_bytes()


def own_sitting(request: Request, code: str) -> Sitting:
    """The person's own, or 404."""
    sitting = get_sitting_for(for_=request.person, code=code)
    if sitting is None:
        raise Http404
    return sitting


@open_to(Role.PARTICIPANT)
@never_cache
def writing(request: Request, code: str) -> HttpResponse:
    sitting = own_sitting(request, code)
    if hasattr(sitting, "submission"):
        return redirect("sit:receipt", code=code)
    answers = list_answers(sitting=sitting)
    beside = count_alternate_versions(sitting=sitting) if sitting.beside else {}
    context = page_context(sitting, answers, beside=beside, at=request.at)
    response = render(request, "sit/writing.html", context)
    response[HEADER] = keys_of(request.person.account_id)[0]
    return response


@open_to()
@never_cache
@require_GET
def device_keys(request: Request) -> JsonResponse:
    """The keys under which this person's words are encrypted on a device; never part of a page that is kept there."""
    assert request.person.account_id
    return JsonResponse({"keys": device_keys_of(request.person.account_id)})


@open_to_everyone
@never_cache
def server_time(request: Request) -> JsonResponse:
    """When this request arrived, in whole milliseconds since 1970: the writing page’s clock before a close."""
    return JsonResponse({"now": milliseconds(request.at)})


@same_for_everyone
def worker(request: Request) -> HttpResponse:
    """The service worker that opens the writing page offline; its URL is beside the pages it may answer for."""
    return HttpResponse(WORKER, content_type="text/javascript", headers={"cache-control": "no-cache"})
