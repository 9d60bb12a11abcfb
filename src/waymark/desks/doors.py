"""The door: every request comes through here. The clock is read, the person is found, and a view that
does not say who may enter lets nobody in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from waymark.desks.clock import time_now
from waymark.ground.people import queries as people
from waymark.ground.people.doors import EVERYONE, who_may_enter
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role

PERSON, ROLE = "person", "role"
"""Keys of the session: which person of the account acts, and in which role."""


class TheDoor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entering: Any = request
        entering.at = time_now()
        entering.person, entering.roles, entering.role = None, frozenset(), None
        if request.user.is_authenticated:
            _recognise(entering)
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        who = EVERYONE if _is_signing_in(view) else who_may_enter(view)
        if who == EVERYONE:
            return None
        if request.person is None:
            return _ask_to_sign_in(request)
        if who is None or not request.roles & who:
            return render(request, "403.html", status=403)
        if request.role not in who:
            request.role = next(role for role in Role if role in request.roles & who)
        return None


def _is_signing_in(view: Any) -> bool:
    return getattr(view, "__module__", "").startswith(
        ("allauth.", "whitenoise.", "django.contrib.staticfiles")
    )


def _recognise(request: Any) -> None:
    persons = people.list_persons_of(account_id=request.user.pk)
    chosen = request.session.get(PERSON)
    person: Person | None = next(
        (one for one in persons if one.pk == chosen), persons[0] if persons else None
    )
    if person is None:
        return
    request.person, request.roles = person, people.roles_of(person)
    request.persons = persons
    said = request.session.get(ROLE)
    request.role = next((role for role in request.roles if role == said), None) or first_role(request.roles)


def first_role(roles: frozenset[Role]) -> Role | None:
    """The role a person acts in until they say otherwise: the first of the list that they hold."""
    return next((role for role in Role if role in roles), None)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.accepts("text/html") and not request.headers.get("x-waymark-desk"):
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    says = "You are signed out. Sign in again; your text is still here."
    return JsonResponse({"code": "signed_out", "says": says}, status=401)
