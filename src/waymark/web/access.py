"""Access control: finds the person behind every request, and closes every view that does not say who may open it.

Session, account, person, provider and roles take two statements: one for the session and one for the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from waymark.bridges.signin import actions as sign_ins
from waymark.bridges.signin import queries as signin
from waymark.ground.people import queries as people
from waymark.ground.people.access import (
    DESK_HEADER,
    EVERYONE,
    SECOND_FACTOR_OWED,
    SECOND_FACTOR_PASSED,
    allowed_roles,
    opens_before_second_factor,
)
from waymark.ground.people.roles import Role
from waymark.kit.addresses import address
from waymark.kit.arrival import Arrival, arrival_of
from waymark.web.clock import effective_time, real_now
from waymark.web.own_enrolment import find_own_enrolment
from waymark.web.sending.kept import keep_form

if TYPE_CHECKING:
    from waymark.ground.people.models import Account, Person

log = logging.getLogger("waymark.access")
PERSON, ROLE = "person", "role"
"""Keys of the session: which person of the account acts, and in which role."""


class AccessMiddleware:
    """Sets `request.at`, `person`, `roles` and `role`, and refuses views that are not open to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prepare_request(request)
        if not _authenticates_itself(request) and SESSION_KEY in request.session:
            _authenticate(request)
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        return refuse_entry(request, view)


def refuse_entry(request: Any, view: Any) -> HttpResponseBase | None:
    """The answer to a person who may not open the view; None if they may. Their role becomes one it is open to."""
    allowed = EVERYONE if _is_sign_in_page(view) else allowed_roles(view)
    if request.withheld is not None:
        if opens_before_second_factor(view):
            _admit(request, request.withheld)
        elif allowed != EVERYONE or request.path == "/":
            return ask_for_second_factor(request)
    if allowed == EVERYONE:
        return None
    if request.person is None and not _has_no_role(request):
        return ask_to_sign_in(request)
    if allowed is None or not request.roles & allowed:
        return render(request, "403.html", status=403)
    if request.role not in allowed:
        request.role = next(role for role in Role if role in request.roles & allowed)
    return find_own_enrolment(request, view)


def prepare_request(request: Any) -> None:
    """Set the time of arrival, and no person yet."""
    if request.encoding:
        request.encoding = "utf-8"  # whatever charset the form claims
    arrival = _arrival(request)
    request.at, request.stamped_by = effective_time(arrival.at), arrival.stamped_by
    request.transfer_ms = arrival.transfer // timedelta(milliseconds=1)
    request.real_at = arrival.at
    request.person, request.roles, request.role, request.persons = None, frozenset(), None, ()
    request.enrolment, request.enrolments = None, ()
    request.withheld = None


def _arrival(request: HttpRequest) -> Arrival:
    """When the request reached us, before any queue, and who stamped it."""
    arrival = arrival_of(request.META, now=real_now(), proxies=settings.TRUSTED_PROXIES)
    if arrival.ignored:
        log.warning(arrival.ignored)
    return arrival


def _authenticates_itself(request: HttpRequest) -> bool:
    """A save of the writing page finds session, account and answer in one statement of its own.

    A false claim gains nothing: such a request has no person, so only views open to everyone let it in.
    """
    return bool(request.META.get(DESK_HEADER))


def _has_no_role(request: Any) -> bool:
    """Signed in without any role. Asking them to sign in again would redirect without end."""
    if request.withheld is not None:
        return False
    return not _authenticates_itself(request) and bool(request.user.is_authenticated)


def _is_sign_in_page(view: Any) -> bool:
    return getattr(view, "__module__", "").startswith("allauth.account.")


def _authenticate(request: Any) -> None:
    roles_held = people.list_roles_of_account(account_id=int(request.session[SESSION_KEY]))
    account = roles_held[0].person.account if roles_held else None
    if account is None or not account.is_active or not _is_session_current(request, account):
        return
    request.user = account
    sign_ins.note_seen(request)
    if _owes_second_factor(request, roles_held):
        request.withheld = roles_held
    else:
        _admit(request, roles_held)


def _owes_second_factor(request: Any, roles_held: Sequence[people.HeldRole]) -> bool:
    """Whether a second factor must be set up first. The session says so too, for saves of the writing page."""
    session = request.session
    is_owed = SECOND_FACTOR_OWED in session
    roles = {row.role for row in roles_held}
    owes = signin.owes_second_factor(roles=roles, passed=SECOND_FACTOR_PASSED in session, owed=is_owed)
    if owes and not is_owed:
        session[SECOND_FACTOR_OWED] = True
    return owes


def _admit(request: Any, roles_held: Sequence[people.HeldRole]) -> None:
    """Set the person, their roles and the role they act in."""
    request.persons = tuple({row.person.pk: row.person for row in roles_held}.values())
    chosen = request.session.get(PERSON)
    person: Person = next((person for person in request.persons if person.pk == chosen), request.persons[0])
    request.person, request.roles = person, _roles_of(person, roles_held)
    chosen_role = request.session.get(ROLE)
    request.role = next((role for role in request.roles if role == chosen_role), first_role(request.roles))


def _is_session_current(request: HttpRequest, account: Account) -> bool:
    """A changed password ends every session, a changed secret key with fallbacks none.

    This is Django's own check without a second query.
    """
    held = request.session.get(HASH_SESSION_KEY, "")
    hashes = [account.get_session_auth_hash(), *account.get_session_auth_fallback_hash()]
    return any(constant_time_compare(held, own) for own in hashes)


def _roles_of(person: Person, roles_held: Iterable[people.HeldRole]) -> frozenset[Role]:
    return frozenset(row.role for row in roles_held if row.person.pk == person.pk)


def first_role(roles: frozenset[Role]) -> Role | None:
    """The role a person acts in until they choose another: the first in the order of `Role`."""
    return next((role for role in Role if role in roles), None)


def ask_to_sign_in(request: Any) -> HttpResponseBase:
    """To the sign-in page, and from there back; what was sent in a form is kept for the page it came from."""
    if not request.headers.get("x-waymark-desk"):
        kept = keep_form(request, at=request.at) if request.method == "POST" else None
        return redirect_to_login(kept or request.get_full_path(), settings.LOGIN_URL)
    sentence = "You have been signed out. Sign in again to carry on. Your text is still here."
    return JsonResponse({"code": "signed_out", "says": sentence}, status=401)


def ask_for_second_factor(request: Any) -> HttpResponseBase:
    """To the page that sets one up, and from there back; what was sent in a form is kept, as for `ask_to_sign_in`."""
    if request.headers.get("x-waymark-desk"):
        sentence = "Set up a second step to sign in before you carry on. Your text is still here."
        return JsonResponse({"code": "signed_out", "says": sentence}, status=401)
    kept = keep_form(request, at=request.at) if request.method == "POST" else None
    return redirect_to_login(kept or request.get_full_path(), address("signin_security"))
