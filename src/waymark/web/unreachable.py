"""Answers 503 when the database can't be reached, is full or is locked, so that nothing was saved.

Status 503 with Retry-After, never 500: the browser keeps what was sent and sends it again. The writing page gets JSON.
"""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults

TRY_AGAIN = {"Retry-After": "5"}
NOT_SAVED = (
    "We can’t save to the server right now. "
    "Your text is saved on this device and we’ll send it again automatically."
)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django calls this for an exception that no view caught."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return defaults.server_error(request)
    answer: HttpResponse
    if request.headers.get("x-waymark-desk"):
        answer = JsonResponse({"code": "unreachable", "says": NOT_SAVED}, status=503, headers=TRY_AGAIN)
    else:
        answer = HttpResponse(render_to_string("503.html"), status=503, headers=TRY_AGAIN)
    answer["Content-Length"] = str(len(answer.content))  # the fast path has no middleware that adds it
    return answer
