"""Refusals: what a person asked for cannot be done, for reasons shown on a page with status 422.

Actions raise a subclass of `Refusal`; one middleware turns it into a page. Everything else that is
raised is a bug and goes to the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True)
class Reason:
    """One reason: a code for the audit log and tests, a sentence for people."""

    code: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def reasons_for[Code: StrEnum](
    codes: Iterable[Code], sentences: Mapping[Code, str], **facts: object
) -> tuple[Reason, ...]:
    """A reason for each code, with its sentence; `facts` fill the sentence's {places}."""
    return tuple(Reason(code.value, sentences[code].format(**facts)) for code in codes)


class Refusal(Exception):
    """Raised by an action that cannot be done; holds every reason with its sentence."""

    status = 422

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(" ".join(reason.sentence for reason in reasons))
        self.reasons = reasons

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)


class RefusalMiddleware:
    """Shows a refusal that no view caught as a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return refusal_page(request, problem) if isinstance(problem, Refusal) else None


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Every reason, and a link back to the page before."""
    back = request.headers.get("referer", "")
    here = request.build_absolute_uri("/")
    reasons = [reason.sentence for reason in refusal.reasons]
    context = {"reasons": reasons, "back_url": back if back.startswith(here) else "/"}
    return render(request, "kit/refusal.html", context, status=refusal.status)
