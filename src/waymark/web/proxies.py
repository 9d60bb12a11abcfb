"""Takes out of a request what only a declared proxy may say, when someone else says it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from waymark.kit.client_address import is_from_declared_proxy

OF_PROXIES = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
)


class ProxyMiddleware:
    """First of all: the redirect to https reads X-Forwarded-Proto."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        proxies = settings.TRUSTED_PROXIES
        if proxies and not is_from_declared_proxy(request.META, proxies=proxies):
            for header in OF_PROXIES:
                request.META.pop(header, None)
        return self.get_response(request)
