"""The door: every request comes through here. The moment of its arrival is read, the person is found, and a view that
does not say who may enter lets nobody in.

Session, account, person, provider and roles take two statements: the session's own, and one for the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from waymark.ground.people import queries as people
from waymark.ground.people.access import DESK_HEADER, EVERYONE, allowed_roles
from waymark.ground.people.roles import Role
from waymark.kit.arrival import StampedBy, arrival_of
from waymark.web.clock import real_now, told

if TYPE_CHECKING:
    from waymark.ground.people.models import Account, Person

log = logging.getLogger("waymark.door")
PERSON, ROLE = "person", "role"
"""Keys of the session: which person of the account acts, and in which role."""


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        enter(request)
        if not _finds_out_itself(request) and SESSION_KEY in request.session:
            _recognise(request)
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        who = EVERYONE if _is_signing_in(view) else allowed_roles(view)
        if who == EVERYONE:
            return None
        if request.person is None and not _has_no_role(request):
            return _ask_to_sign_in(request)
        if who is None or not request.roles & who:
            return render(request, "403.html", status=403)
        if request.role not in who:
            request.role = next(role for role in Role if role in request.roles & who)
        return None


def enter(request: Any) -> None:
    """Its moment is known from here on; nobody is known yet."""
    if request.encoding:
        request.encoding = "utf-8"  # whatever a form says that it is written in
    request.at, request.stamped_by = _arrival(request)
    request.person, request.roles, request.role, request.persons = None, frozenset(), None, ()


def _arrival(request: HttpRequest) -> tuple[datetime, StampedBy]:
    """When the request reached us, whatever it waited for since; and who says so."""
    arrival = arrival_of(request.META, now=real_now(), proxies=settings.TRUSTED_PROXIES)
    if arrival.ignored:
        log.warning(arrival.ignored)
    return told(arrival.at), arrival.stamped_by


def _finds_out_itself(request: HttpRequest) -> bool:
    """The desk's own save finds session, account and answer in one statement of its own, to answer a rush.

    Who says so falsely is nobody here, and is let in nowhere but where everyone is.
    """
    return bool(request.META.get(DESK_HEADER))


def _has_no_role(request: HttpRequest) -> bool:
    """Signed in, and nobody here any more: asked to sign in, they would be sent to and fro without end."""
    return not _finds_out_itself(request) and request.user.is_authenticated


def _is_signing_in(view: Any) -> bool:
    return getattr(view, "__module__", "").startswith("allauth.account.")


def _recognise(request: Any) -> None:
    held = people.list_roles_of_account(account_id=int(request.session[SESSION_KEY]))
    account = held[0].person.account if held else None
    if account is None or not account.is_active or not _same_secret(request, account):
        return
    request.user = account
    request.persons = tuple({one.person.pk: one.person for one in held}.values())
    chosen = request.session.get(PERSON)
    person: Person = next((one for one in request.persons if one.pk == chosen), request.persons[0])
    request.person, request.roles = person, _roles_of(person, held)
    said = request.session.get(ROLE)
    request.role = next((role for role in request.roles if role == said), first_role(request.roles))


def _same_secret(request: HttpRequest, account: Account) -> bool:
    """A password that has changed since ends every session; Django's own check, without a second query."""
    return constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())


def _roles_of(person: Person, held: Iterable[people.Held]) -> frozenset[Role]:
    return frozenset(one.role for one in held if one.person.pk == person.pk)


def first_role(roles: frozenset[Role]) -> Role | None:
    """The role a person acts in until they say otherwise: the first of the list that they hold."""
    return next((role for role in Role if role in roles), None)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if not request.headers.get("x-waymark-desk"):
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    says = "You are signed out. Sign in again; your text is still here."
    return JsonResponse({"code": "signed_out", "says": says}, status=401)
