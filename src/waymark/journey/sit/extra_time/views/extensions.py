"""More time for oneself: asking, everything asked and decided, and the file that came with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.extra_time.actions import ask_for_time, why_not_ask
from waymark.journey.sit.extra_time.evidence import LARGEST, evidence_of
from waymark.journey.sit.extra_time.forms import AskForm
from waymark.journey.sit.extra_time.lines import of_participant
from waymark.journey.sit.extra_time.queries import get_evidence_for
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import current_window_of
from waymark.journey.sit.word_import.upload import InMemoryUploadHandler
from waymark.journey.sit.writing.keeping import is_sent_from_here
from waymark.kit.downloads import download
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@csrf_exempt
@never_cache
@open_to(Role.PARTICIPANT)
def extensions(request: Request) -> HttpResponse:
    """GET: what was asked and decided, and the close that counts. POST: asks.

    The form is checked by `is_sent_from_here`, after it was said that its file stays in memory.
    """
    upload = keep_in_memory(request)
    if request.method == "POST" and not is_sent_from_here(request):
        return render(request, "403_csrf.html", status=403)
    enrolment = cohorts.current_enrolment_of(person=request.person)
    window = current_window_of(enrolment=enrolment, at=request.at) if enrolment else None
    if enrolment is None or window is None:
        return render(request, "sit/extensions.html", {"enrolment": enrolment})
    form = AskForm(window=window)
    if request.method == "POST":
        form = sent(request, upload, window=window)
        if ask(request, form, upload, window=window, enrolment=enrolment):
            messages.success(request, "Your request is made. It stands below until it is decided.")
            return redirect("sit:extensions")
    return render(
        request,
        "sit/extensions.html",
        of_participant(enrolment, window, at=request.at)
        | form_or_why_not(form, window=window, enrolment=enrolment, request=request)
        | {"enrolment": enrolment},
        status=422 if form.errors else 200,
    )


def keep_in_memory(request: Request) -> InMemoryUploadHandler:
    """Before anything of the form is read: its file never reaches a disk."""
    upload = InMemoryUploadHandler(request, max_bytes=LARGEST)
    request.upload_handlers = [upload]
    return upload


def sent(request: Request, upload: InMemoryUploadHandler, *, window: SittingWindow) -> AskForm:
    """The form as it came; empty where it is too large for the web server, and nothing of it was read."""
    try:
        return AskForm(request.POST, request.FILES, window=window)
    except RequestDataTooBig:
        upload.is_too_large = True
        return AskForm({}, window=window)


def ask(
    request: Request,
    form: AskForm,
    upload: InMemoryUploadHandler,
    *,
    window: SittingWindow,
    enrolment: Enrolment,
) -> bool:
    """Whether it was asked; if not, the form says why."""
    if upload.is_too_large and not form.data:
        form.errors.clear()
        form.say_of_file(too_big=True)
        return False
    came = request.FILES.get("file")
    file = evidence_of(name=came.name or "", data=came.read()) if came and not upload.is_too_large else None
    if came and file is None and (upload.is_too_large or came.size):
        form.say_of_file(too_big=upload.is_too_large)
    if not form.is_valid():
        return False
    try:
        ask_for_time(window=window, enrolment=enrolment, by=request.person, at=request.at, **form.said(file))
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason.says)
        return False
    return True


def form_or_why_not(
    form: AskForm, *, window: SittingWindow, enrolment: Enrolment, request: Request
) -> dict[str, Any]:
    """The form where something may be asked, or was just typed; else every reason why not."""
    reasons = why_not_ask(window=window, enrolment=enrolment, at=request.at)
    return {"form": form if form.is_bound or not reasons else None, "why_not": reasons}


@never_cache
@open_to(Role.PARTICIPANT, Role.LEAD)
def evidence(request: Request, extension: int) -> HttpResponse:
    """The file as it came, saved and never shown."""
    found = get_evidence_for(for_=request.person, role=request.role, extension_id=extension)
    if found is None:
        raise Http404
    return download(bytes(found.data), name=found.name, kind=found.content_type)
