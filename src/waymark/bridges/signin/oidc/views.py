"""Signing in at another organisation: there with a state and a nonce, and back with a code."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from waymark.bridges.signin import actions as sign_ins
from waymark.bridges.signin import entering
from waymark.bridges.signin.models import Door, Outcome
from waymark.bridges.signin.oidc import provider, rules
from waymark.bridges.signin.oidc.provider import ProviderDown
from waymark.bridges.signin.second_factor import queries as second_factors
from waymark.bridges.signin.second_factor.views import next_url
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sources import remember_browser, source_of
from waymark.ground.people.access import Request, open_to_everyone

log = logging.getLogger("waymark.signin")
PENDING = "oidc_pending"
"""Key of the session: state, nonce and verifier of the sign-in that has begun."""


@require_POST
@never_cache
@open_to_everyone
def begin(request: Request) -> HttpResponseBase:
    """To the provider's own page."""
    _require_provider()
    pending = {name: provider.new_secret() for name in ("state", "nonce", "verifier")}
    try:
        to = provider.address_to_sign_in(redirect_uri=_back(request), **pending)
    except ProviderDown as problem:
        log.warning("The identity provider cannot be used: %s", problem)
        return _failed(request)
    request.session[PENDING] = {**pending, "next": next_url(request), "at": request.real_at.timestamp()}
    return render(request, "signin/oidc_leave.html", {"to": to, "provider": settings.OIDC_NAME})


@require_safe
@never_cache
@open_to_everyone
def come_back(request: Request) -> HttpResponseBase:
    """Back with a code. An account is found by a verified address alone; one is made for an invited person only."""
    _require_provider()
    pending = request.session.pop(PENDING, None) or {}
    state = request.GET.get("state", "")
    if not pending or not constant_time_compare(state, pending["state"]) or not _is_fresh(request, pending):
        return _failed(request)
    try:
        claims = provider.claims_for(
            request.GET.get("code", ""), verifier=pending["verifier"], redirect_uri=_back(request)
        )
    except ProviderDown as problem:
        log.warning("The identity provider's answer cannot be used: %s", problem)
        return _failed(request)
    problem_with = rules.problem_of(
        claims,
        issuer=settings.OIDC_ISSUER,
        client_id=settings.OIDC_CLIENT_ID,
        nonce=pending["nonce"],
        now=request.real_at.timestamp(),
    )
    if problem_with:
        log.warning("The identity provider's answer was refused: %s", problem_with)
        return _failed(request)
    return _enter(request, claims, where=pending["next"])


def _enter(request: Request, claims: Any, *, where: str) -> HttpResponseBase:
    email = rules.email_of(claims)
    account = sign_ins.account_of_verified_address(email=email, at=request.at) if email else None
    if account is None or not account.is_active:
        return _failed(request, unknown=True)
    is_factor = rules.has_factor(
        claims,
        counts=settings.OIDC_FACTOR_COUNTS,
        amr=settings.OIDC_FACTOR_AMR,
        acr=settings.OIDC_FACTOR_ACR,
    )
    factor = Factor.PROVIDER if is_factor else None
    if factor is None and second_factors.has_factor(account):
        entering.begin_second_step(request, account, door=Door.PROVIDER, next_url=where)
        return redirect("signin_second_step")
    entering.open_session(request, account, factor=factor)
    sign_ins.record_attempt(
        account, door=Door.PROVIDER, outcome=Outcome.SIGNED_IN, source=source_of(request), at=request.at
    )
    response = redirect(where or "/")
    remember_browser(request, response, email=account.email)
    return response


def _is_fresh(request: Request, pending: Any) -> bool:
    return bool(0 <= request.real_at.timestamp() - pending["at"] <= 600)


def _back(request: Request) -> str:
    return request.build_absolute_uri("/accounts/login/provider/back/")


def _failed(request: Request, *, unknown: bool = False) -> HttpResponse:
    context = {"unknown": unknown, "provider": settings.OIDC_NAME}
    return render(request, "signin/oidc_failed.html", context, status=422)


def _require_provider() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404
