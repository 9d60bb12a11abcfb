"""Keeps every page out of the browser's memory, except those that say they are the same for everyone.

| Answer                                                      | Cache-Control                                      |
|-------------------------------------------------------------|----------------------------------------------------|
| a page marked `same_for_everyone`, read by a visitor        | its own, or `private, no-cache`                    |
| every other page, file, redirect and error                  | `private, no-store`                                |
| a file of `/static/`                                        | WhiteNoise's                                       |

The writing page is kept offline by its service worker, in a store that signing out empties; this header does not
reach that store.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseFileResponse as StaticFile

from waymark.ground.people.access import is_same_for_everyone

NOT_KEPT = "private, no-store"
CHECKED_AGAIN = "private, no-cache"
HEADER = "Cache-Control"


class CachingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_static_file = isinstance(response, StaticFile)
        if not is_static_file and may_be_kept(request, response):
            response.headers.setdefault(HEADER, CHECKED_AGAIN)
        elif not is_static_file:
            response.headers[HEADER] = NOT_KEPT
        return response


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Only what a visitor was shown, on a page that is the same for all visitors, and that set no cookie."""
    match = request.resolver_match
    return (
        match is not None
        and is_same_for_everyone(match.func)
        and getattr(request, "person", None) is None
        and response.status_code == 200
        and not response.cookies
    )
