"""The database cannot be reached, is full, or is held by somebody: nothing was saved, and that is what is said.

Status 503 with Retry-After, never 500: the sender is to keep what was sent and send it again. The desk is told in JSON.
"""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults

TRY_AGAIN = {"Retry-After": "5"}
SAYS = "Not saved on the server just now. Your text is kept on this device, and is sent again by itself."


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django calls this for whatever no view caught, while it is being handled."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return defaults.server_error(request)
    if request.headers.get("x-waymark-desk"):
        return JsonResponse({"code": "unreachable", "says": SAYS}, status=503, headers=TRY_AGAIN)
    return HttpResponse(render_to_string("503.html"), status=503, headers=TRY_AGAIN)
