"""More time, for participants: requesting it, every request and decision, and the evidence file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.extra_time.forms import ExtensionRequestForm
from waymark.journey.sit.extra_time.lines import time_of_participant
from waymark.journey.sit.extra_time.queries import get_evidence_for
from waymark.journey.sit.extra_time.requests import (
    form_or_reasons,
    keep_in_memory,
    save_request,
    submitted_form,
)
from waymark.journey.sit.windows.queries import current_window_of
from waymark.journey.sit.writing.origin import is_sent_from_here
from waymark.kit.downloads import download


@csrf_exempt
@never_cache
@open_to(Role.PARTICIPANT)
@about_own_enrolment
def extensions(request: Request) -> HttpResponse:
    """GET: requests, decisions and the current close. POST: requests more time.

    `is_sent_from_here` checks the request once it is settled that its file stays in memory.
    """
    upload = keep_in_memory(request)
    if request.method == "POST" and not is_sent_from_here(request):
        return render(request, "403_csrf.html", status=403)
    enrolment = cohorts.own_enrolment(request)
    window = current_window_of(enrolment=enrolment, at=request.at) if enrolment else None
    if enrolment is None or window is None:
        return render(request, "sit/extensions.html", {"enrolment": enrolment})
    form = ExtensionRequestForm(window=window)
    if request.method == "POST":
        form = submitted_form(request, upload, window=window)
        if save_request(request, form, upload, window=window, enrolment=enrolment):
            messages.success(request, "You’ve requested more time. You’ll see the decision here.")
            return redirect("sit:extensions")
    context = (
        {"enrolment": enrolment}
        | time_of_participant(enrolment, window, at=request.at)
        | form_or_reasons(form, window=window, enrolment=enrolment, request=request)
    )
    return render(request, "sit/extensions.html", context, status=422 if form.errors else 200)


@never_cache
@open_to(Role.PARTICIPANT, Role.LEAD, Role.BOARD)
def evidence(request: Request, extension: int) -> HttpResponse:
    """The file as it was sent, as a download that a browser never displays."""
    file = get_evidence_for(for_=request.person, role=request.role, extension_id=extension)
    if file is None:
        raise Http404
    return download(bytes(file.data), name=file.name, kind=file.content_type)
