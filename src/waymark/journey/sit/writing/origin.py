"""A form full of writing whose sender cannot be trusted yet: was it really sent from this page?

Django's token is renewed at each sign-in. Who signs in again in another tab, with an hour of writing in this one,
would lose it to an error page. So this check takes either the token, or the browser's own word that the form was
sent from this very site (Sec-Fetch-Site, or an Origin that is ours), which a page cannot forge.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return HttpResponse(reason, status=403)


def is_sent_from_here(request: HttpRequest) -> bool:
    """Whether a form may act: a valid token, or proof of the same origin."""
    if _is_same_origin(request):
        return True
    check = _Check(_nothing)
    check.process_request(request)
    return check.process_view(request, _nothing, (), {}) is None


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def is_sent_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser itself says that another site sent the form."""
    site = request.headers.get("sec-fetch-site", "")
    return site in ("cross-site", "same-site") or bool(
        request.headers.get("origin") and not _is_our_origin(request)
    )


def _is_same_origin(request: HttpRequest) -> bool:
    if is_sent_from_elsewhere(request):
        return False
    return request.headers.get("sec-fetch-site") == "same-origin" or _is_our_origin(request)


def _is_our_origin(request: HttpRequest) -> bool:
    return request.headers.get("origin", "") == f"{request.scheme}://{request.get_host()}"
