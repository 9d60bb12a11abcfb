"""Reads a request for more time, with its file, from an HTTP request: for the participant's and the lead's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig

from waymark.journey.sit.extra_time.actions import reasons_against_request, request_extension
from waymark.journey.sit.extra_time.evidence import MAX_BYTES, evidence_file
from waymark.journey.sit.extra_time.forms import ExtensionRequestForm
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.word_import.upload import InMemoryUploadHandler
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.access import Request


def keep_in_memory(request: Request) -> InMemoryUploadHandler:
    """Must be called before the form is read, so that its file never reaches a disk."""
    upload = InMemoryUploadHandler(request, max_bytes=MAX_BYTES)
    request.upload_handlers = [upload]
    return upload


def submitted_form(
    request: Request, upload: InMemoryUploadHandler, *, window: SittingWindow
) -> ExtensionRequestForm:
    """The form as it was sent; empty if it was too large for the web server, which then read nothing of it."""
    try:
        return ExtensionRequestForm(request.POST, request.FILES, window=window)
    except RequestDataTooBig:
        upload.is_too_large = True
        return ExtensionRequestForm({}, window=window)


def save_request(
    request: Request,
    form: ExtensionRequestForm,
    upload: InMemoryUploadHandler,
    *,
    window: SittingWindow,
    enrolment: Enrolment,
) -> bool:
    """Whether the extension was requested; if not, the form has the errors."""
    if upload.is_too_large and not form.data:
        form.errors.clear()
        form.add_file_error(is_too_large=True)
        return False
    uploaded = request.FILES.get("file")
    file = None
    if uploaded and not upload.is_too_large:
        file = evidence_file(name=uploaded.name or "", data=uploaded.read())
    if uploaded and file is None and (upload.is_too_large or uploaded.size):
        form.add_file_error(is_too_large=upload.is_too_large)
    if not form.is_valid():
        return False
    with refusal_as_error(form):
        request_extension(
            window=window,
            enrolment=enrolment,
            by=request.person,
            at=request.at,
            **form.request_fields(file),
        )
        return True
    return False


def form_or_reasons(
    form: ExtensionRequestForm, *, window: SittingWindow, enrolment: Enrolment, request: Request
) -> dict[str, Any]:
    """The form, if more time can be requested or was just requested; otherwise every reason why it cannot."""
    reasons = reasons_against_request(window=window, enrolment=enrolment, at=request.at)
    return {"form": form if form.is_bound or not reasons else None, "reasons": reasons}
