"""The short way in: past what a page needs and a save does not.

Two hundred saves arrive in a second before a close. Sessions, messages, forms and their middleware would cost as much
as the save itself. So a view that finds out by itself who asks, from where, and answers in JSON, is called from here:
after the security headers and the check of the site's name, with the moment of arrival read as at the door.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from waymark.ground.people.access import DESK_HEADER, uses_fast_path
from waymark.web.access import enter

NOTHING_RUNS_HERE = "default-src 'none'; frame-ancestors 'none'"


class FastPathMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = _short_way(request)
        if found is None:
            return self.get_response(request)
        request.get_host()  # a name that is not ours is refused, as everywhere
        enter(request)
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        answer["Content-Length"] = str(len(answer.content))
        answer["Content-Security-Policy"] = NOTHING_RUNS_HERE
        return answer


def _short_way(request: HttpRequest) -> ResolverMatch | None:
    if request.method != "POST" or DESK_HEADER not in request.META:
        return None
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    return found if uses_fast_path(found.func) else None
