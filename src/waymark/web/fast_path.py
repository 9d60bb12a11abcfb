"""A fast path for saves: past the middleware that a page needs and a save does not.

Two hundred saves arrive in a second before a close. Sessions, messages, forms and their middleware would cost as much
as the save itself. So a view that authenticates its own requests and answers in JSON is called from here: after the
security headers and the check of the host name, with the time of arrival read as for every request.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from waymark.ground.people.access import DESK_HEADER, uses_fast_path
from waymark.web.access import prepare_request

CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'"


class FastPathMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = _match(request)
        if match is None:
            return self.get_response(request)
        request.get_host()  # refuses a host name that is not ours
        prepare_request(request)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        response["Content-Length"] = str(len(response.content))
        response["Content-Security-Policy"] = CONTENT_POLICY
        return response


def _match(request: HttpRequest) -> ResolverMatch | None:
    if request.method != "POST" or DESK_HEADER not in request.META:
        return None
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match if uses_fast_path(match.func) else None
