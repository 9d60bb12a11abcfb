"""One mechanism for every form, around every view: once, never over something newer, and never lost.

| What is sent                                   | What happens                                                       |
|------------------------------------------------|--------------------------------------------------------------------|
| the same form twice, or twenty times at once   | it is done once, and everyone is led to its result (`once.py`)     |
| a form made from an older version              | status 409: the page as it is now, with what was typed             |
| a form while someone else saves the same thing | the view is asked again, and answers with its own sentence         |
| a form after the session ended                 | kept; given back after signing in (`kept.py`)                      |
| GET to an address that only takes forms        | the page it belongs to                                             |

A save of the writing page has its own mechanism and does not come this way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.csrf import csrf_failure as djangos_csrf_failure

from waymark.ground.people.access import EVERYONE, allowed_roles, uses_fast_path
from waymark.kit.forms.token import KEPT, FormToken, read_token
from waymark.kit.forms.versions import ChangedSince
from waymark.kit.refusals import Reason, Refusal, refusal_page
from waymark.web.access import PERSON, ask_to_sign_in
from waymark.web.sending.kept import find_kept
from waymark.web.sending.once import post_once
from waymark.web.sending.pages import (
    ONLY_FORMS,
    changed_page,
    expired_page,
    is_page,
    page_above,
    with_kept_text,
)

UNIQUE_VIOLATION = "23505"
"""PostgreSQL's code."""
AT_ONCE = (
    "Someone saved the same thing at the same moment. "
    "Check what is saved now, and send yours again if you still need to."
)


class FormMiddleware:
    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        kept = _kept_form(request)
        if kept is not None and kept.person_id != request.person.pk:
            request.session[PERSON] = kept.person_id
            return redirect(request.get_full_path())
        answer = self.get_response(request)
        if answer.status_code == ONLY_FORMS and not _is_for_scripts(request):
            query = request.META.get("QUERY_STRING", "")
            return redirect(page_above(request.path) + (f"?{query}" if query else ""))
        if kept is not None and is_page(answer):
            return with_kept_text(answer, url=request.path, action=kept.action, values=kept.values)
        return answer

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if request.method != "POST" or uses_fast_path(view) or allowed_roles(view) in (None, EVERYONE):
            return None
        if getattr(view, "csrf_exempt", False):
            return None  # it reads its own body, such as a file that must stay in memory
        token = read_token(request)
        if token is not None and token.person_id != request.person.pk:
            token = None

        def act() -> HttpResponseBase:
            answer: HttpResponseBase = view(request, *args, **kwargs)
            return answer

        try:
            return _twice_if_needed(request, token, act)
        except ChangedSince as change:
            return changed_page(request, token, change) or refusal_page(request, change)
        except Refusal as refusal:
            return refusal_page(request, refusal)


def _is_for_scripts(request: Any) -> bool:
    """A person never comes to such an address, and a script wants the status rather than a page."""
    match = request.resolver_match
    return match is not None and uses_fast_path(match.func)


def _twice_if_needed(
    request: Any, token: FormToken | None, act: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Where two write the same at once, the database refuses one; asked again, its view sees the other's row."""
    try:
        return _once(request, token, act)
    except IntegrityError as error:
        if not _is_taken(error):
            raise
    try:
        return _once(request, token, act)
    except IntegrityError as error:
        if not _is_taken(error):
            raise
        raise Refusal(Reason("at_once", AT_ONCE)) from error


def _is_taken(error: IntegrityError) -> bool:
    """Whether there is such a row already. Anything else that a database refuses is a fault of ours."""
    return getattr(error.__cause__, "sqlstate", "") == UNIQUE_VIOLATION or "UNIQUE" in str(error)


def _once(request: Any, token: FormToken | None, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    return act() if token is None or request.FILES else post_once(request, token, act)


def _kept_form(request: Any) -> Any:
    key = request.GET.get(KEPT)
    if not key or request.person is None:
        return None
    kept = find_kept(account_id=request.person.account_id, key=key, at=request.at)
    may_act = {person.pk for person in request.persons}
    return kept if kept is not None and kept.person_id in may_act else None


def csrf_failure(request: Any, reason: str = "") -> HttpResponseBase:
    """The security token is old: signed out, or signed in again elsewhere. What was typed is not lost."""
    token = read_token(request)
    person = getattr(request, "person", None)
    if token is not None and person is None:
        return ask_to_sign_in(request)
    if token is not None and person is not None and token.person_id == person.pk:
        return expired_page(request, token) or djangos_csrf_failure(request, reason)
    return djangos_csrf_failure(request, reason)
