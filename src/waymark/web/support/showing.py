"""A page as someone else sees it: asked for in their name, and everything it would write is taken back.

The lead's request is copied with the person in it, so that the lead's session stays the lead's. Whatever the page
writes while it is made, such as that something was seen, is rolled back. Links lead on to the pages that can be shown
this way; any other becomes the reason why its page is not shown, so that no code of a sitting or a script is told.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve

from waymark.ground.people import queries as people
from waymark.kit.addresses import address
from waymark.web.access import first_role
from waymark.web.own_enrolment import find_own_enrolment
from waymark.web.sending.pages import is_page
from waymark.web.support.pages import is_outside, reason_closed

if TYPE_CHECKING:
    from waymark.ground.people.access import Request
    from waymark.web.support.models import SupportAccess

CLOSED = "closed"
"""In the query of an address: why a page is not shown."""
LINK = re.compile(r'(?P<attribute> (?:href|action|formaction)=")(?P<url>/[^"]*)"')


def prefix_of(access: SupportAccess) -> str:
    """What stands before the address of a page that is shown as the person sees it."""
    return address("web:support_page", str(access.person_id), str(access.pk), "/").removesuffix("/")


def match_of(page: str) -> ResolverMatch:
    """404 for an address that is none."""
    try:
        return resolve(page)
    except Resolver404:
        raise Http404 from None


def show(request: Request, access: SupportAccess, *, page: str, match: ResolverMatch) -> HttpResponseBase:
    """The answer of the page, read only. The caller has asked whether it may be shown."""
    inner = _as_person(request, access, page=page, match=match)
    with transaction.atomic():
        first = find_own_enrolment(inner, match.func)
        answer: Any = first or match.func(inner, *match.args, **match.kwargs)
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer.headers["Location"].startswith("/"):
        return redirect(_leads_to(answer.headers["Location"], prefix=prefix_of(access), roles=inner.roles))
    if not is_page(answer):
        raise Http404
    return _with_links(answer, prefix=prefix_of(access), roles=inner.roles)


def _as_person(request: Request, access: SupportAccess, *, page: str, match: ResolverMatch) -> Any:
    inner: Any = copy(request)
    person = access.person
    inner.path = inner.path_info = page
    inner.resolver_match = match
    inner.session = SessionStore()
    inner.person, inner.persons = person, (person,)
    inner.roles = people.held_roles_of(person)
    allowed = getattr(match.func, "open_to", None)
    fitting = inner.roles & allowed if isinstance(allowed, frozenset) else inner.roles
    inner.role = first_role(fitting)
    inner.enrolment, inner.enrolments = None, ()
    inner.seen_through = access
    return inner


def _with_links(answer: Any, *, prefix: str, roles: frozenset[Any]) -> HttpResponse:
    def lead_on(link: re.Match[str]) -> str:
        url = _leads_to(link["url"].replace("&amp;", "&"), prefix=prefix, roles=roles)
        return f'{link["attribute"]}{url.replace("&", "&amp;")}"'

    response: HttpResponse = answer
    response.content = LINK.sub(lead_on, response.content.decode()).encode()
    return response


def _leads_to(url: str, *, prefix: str, roles: frozenset[Any]) -> str:
    """Where a link of a page leads while someone looks at it."""
    parts = urlsplit(url)
    if url.startswith(f"{prefix.rpartition('/')[0]}/"):
        return url  # the way to stop
    try:
        match = resolve(parts.path)
    except Resolver404:
        return url
    name = match.view_name
    if is_outside(name, match.func):
        return url
    reason = reason_closed(name, match.func, roles=roles)
    return f"{prefix}/?{CLOSED}={reason}" if reason else f"{prefix}{url}"
