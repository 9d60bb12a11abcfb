"""The second step of signing in, and one's own second factors."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from waymark.bridges.signin import actions, entering
from waymark.bridges.signin.models import Door, Outcome
from waymark.bridges.signin.passkeys.queries import passkeys_of
from waymark.bridges.signin.second_factor import actions as own
from waymark.bridges.signin.second_factor import forms, queries, secrets
from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sources import remember_browser, source_of
from waymark.ground.people import queries as people
from waymark.ground.people.access import Request, before_second_factor, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.kit.addresses import address
from waymark.kit.downloads import download
from waymark.kit.forms import error_lines, refusal_as_error

NEW_SECRET, NEW_CODES = "new_app_secret", "new_recovery_codes"
"""Keys of the session; both encrypted, and gone when they have been used or seen."""
View = Callable[..., HttpResponseBase]


def next_url(request: Any) -> str:
    """Where the person was going; the home page if that is elsewhere or not said."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()) else ""


def after_confirming(view: View) -> View:
    """Asks for the password again if the last time was more than ten minutes ago."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = request.person.account
        assert account is not None
        can_confirm = account.has_usable_password() or queries.has_factor(account)
        if entering.is_confirmed(request) or not can_confirm:
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else address("signin_security")
        return redirect_to_login(back, address("signin_confirmation"))

    return guarded


@open_to_everyone
def second_step(request: Request) -> HttpResponseBase:
    """After the password: a code or a passkey. The writing page’s dialog asks here too, and is answered in JSON."""
    account = entering.pending_account(request)
    if account is None:
        return redirect("account_login")
    door, where = entering.pending_facts(request)
    form = forms.SecondStep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="code"):
            factor = actions.pass_second_step(
                account=account,
                code=form.cleaned_data["code"],
                door=Door(door),
                source=source_of(request),
                at=request.at,
                now=request.real_at,
            )
            return enter_with(request, account, factor=factor, door=Door(door), where=where)
    if is_for_scripts(request) and form.errors:
        return JsonResponse({"form": {"errors": [line.text for line in error_lines(form)]}}, status=400)
    context = {"form": form, "has_passkey": bool(passkeys_of(account))}
    return render(request, "signin/second_step.html", context, status=422 if form.errors else 200)


def enter_with(request: Request, account: Any, *, factor: Factor, door: Door, where: str) -> HttpResponseBase:
    """Signed in at last."""
    entering.open_session(request, account, factor=factor)
    actions.record_attempt(
        account, door=door, outcome=Outcome.SIGNED_IN, source=source_of(request), at=request.at
    )
    to = where or "/"
    response = JsonResponse({"location": to}) if is_for_scripts(request) else redirect(to)
    remember_browser(request, response, email=account.email)
    return response


def is_for_scripts(request: Request) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


@require_safe
@open_to()
@before_second_factor
def security(request: Request) -> HttpResponse:
    """What protects one's own account."""
    account = request.person.account
    assert account is not None
    context = {
        "factors": queries.factors_of(account),
        "is_needed": queries.needs_second_factor(account),
        "may_have": queries.may_have_second_factor(account),
        "next": next_url(request),
        "owed": bool(getattr(request, "withheld", None)),
        "email": account.email,
    }
    return render(request, "signin/security.html", context)


@open_to()
@before_second_factor
@after_confirming
def app(request: Request) -> HttpResponseBase:
    """Set up an authenticator app: its secret as a picture and as text, and a first code."""
    account = request.person.account
    assert account is not None
    secret = _new_secret(request)
    form = forms.FirstCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="code"):
            codes = own.add_app(
                account=account,
                secret=secret,
                code=form.cleaned_data["code"],
                at=request.at,
                now=request.real_at,
            )
            del request.session[NEW_SECRET]
            return factor_added(request, factor=Factor.APP, codes=codes)
    text = base64.b32encode(secret).decode()
    context = {
        "form": form,
        "secret": " ".join(text[start : start + 4] for start in range(0, len(text), 4)),
        "picture": _picture(text, email=account.email, issuer=request.get_host()),
        "next": next_url(request),
        "replaces": queries.factors_of(account).app is not None,
    }
    return render(request, "signin/app.html", context, status=422 if form.errors else 200)


def _new_secret(request: Request) -> bytes:
    """The one already shown in this session, so that a code that was mistyped can be entered again."""
    held = request.session.get(NEW_SECRET)
    if held:
        return secrets.decrypt(held)
    secret = secrets.new_secret()
    request.session[NEW_SECRET] = secrets.encrypt(secret)
    return secret


def _picture(secret: str, *, email: str, issuer: str) -> str:
    """A QR code as SVG, for the app’s camera."""
    label = urlencode({"": f"{issuer}:{email}"})[1:]
    query = urlencode({"secret": secret, "issuer": issuer})
    code = segno.make(f"otpauth://totp/{label}?{query}", error="m", micro=False)
    svg: str = code.svg_inline(scale=5, border=4, svgclass="wm-qr", light="#fff")
    return svg


def factor_added(request: Request, *, factor: Factor, codes: list[str]) -> HttpResponseBase:
    """This session has passed with it. First recovery codes are shown before anything else."""
    entering.pass_second_factor(request, factor)
    to = next_url(request)
    if codes:
        _show_later(request, codes)
        query = f"?{urlencode({'next': to})}" if to else ""
        return redirect(address("signin_recovery_codes") + query)
    messages.success(request, "You added a second step.")
    return redirect(to or "signin_security")


@require_POST
@open_to()
@after_confirming
def app_removal(request: Request) -> HttpResponseBase:
    account = request.person.account
    assert account is not None
    own.remove_app(account=account, at=request.at)
    messages.success(request, "You removed your authenticator app.")
    return redirect("signin_security")


@open_to()
def recovery_codes(request: Request) -> HttpResponseBase:
    """New recovery codes, until the person says that they are saved."""
    if request.method == "POST":
        request.session.pop(NEW_CODES, None)
        return redirect(next_url(request) or "signin_security")
    codes = _codes_to_show(request)
    if not codes:
        return redirect("signin_security")
    return render(request, "signin/recovery_codes.html", {"codes": codes, "next": next_url(request)})


@require_safe
@open_to()
def recovery_codes_file(request: Request) -> HttpResponseBase:
    codes = _codes_to_show(request)
    if not codes:
        raise Http404
    text = (
        f"Recovery codes for Waymark ({request.get_host()}). Each works once.\n\n" + "\n".join(codes) + "\n"
    )
    return download(text.encode(), name="waymark-recovery-codes.txt", kind="text/plain; charset=utf-8")


@require_POST
@open_to()
@after_confirming
def new_recovery_codes(request: Request) -> HttpResponseBase:
    account = request.person.account
    assert account is not None
    if queries.has_factor(account):
        _show_later(request, own.new_recovery_codes(account=account, at=request.at))
    return redirect("signin_recovery_codes")


def _show_later(request: Request, codes: list[str]) -> None:
    request.session[NEW_CODES] = secrets.encrypt(" ".join(codes).encode())


def _codes_to_show(request: Request) -> list[str]:
    held = request.session.get(NEW_CODES)
    return secrets.decrypt(held).decode().split() if held else []


@open_to()
@before_second_factor
def confirmation(request: Request) -> HttpResponseBase:
    """The password again, or a code, before something sensitive is changed."""
    account = request.person.account
    assert account is not None
    by_password = account.has_usable_password()
    form_of = forms.Confirmation if by_password else forms.SecondStep
    form = form_of(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="password" if by_password else "code"):
            _confirm(request, form.cleaned_data)
            entering.confirm(request)
            return redirect(next_url(request) or "signin_security")
    context = {"form": form, "next": next_url(request), "by_password": by_password}
    return render(request, "signin/confirmation.html", context, status=422 if form.errors else 200)


def _confirm(request: Request, values: dict[str, str]) -> None:
    account, source = request.person.account, source_of(request)
    assert account is not None
    if "password" in values:
        actions.confirm_password(account=account, password=values["password"], source=source, at=request.at)
        return
    actions.pass_second_step(
        account=account,
        code=values["code"],
        door=Door.CONFIRMATION,
        source=source,
        at=request.at,
        now=request.real_at,
    )


@open_to(Role.LEAD)
def second_factor_of(request: Request, person_id: int) -> HttpResponseBase:
    """A lead resets the second step of someone who has lost theirs."""
    person = people.get_person_for(for_=request.person, person_id=person_id)
    if person is None:
        raise Http404
    form = forms.Reset(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            own.reset_by_lead(
                person=person, reason=form.cleaned_data["reason"], by=request.person, at=request.at
            )
            messages.success(request, f"You reset the second step of {person.name}. We’ve emailed them.")
            return redirect(request.path)
    has_factor = person.account is not None and queries.has_factor(person.account)
    context = {"form": form, "about": person, "has_factor": has_factor}
    return render(request, "signin/second_factor_of.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
def provider_rules(request: Request) -> HttpResponseBase:
    """What the provider says about a second step for participants."""
    provider = request.person.provider
    initial = {
        "participants": queries.setting_of(provider).value,
        "invited": queries.lets_invited_in(provider),
    }
    oidc = settings.OIDC_NAME if settings.OIDC_ISSUER else ""
    form = forms.ProviderRules(request.POST or None, initial=initial, oidc=oidc)
    if request.method == "POST" and form.is_valid():
        participants = ForParticipants(form.cleaned_data["participants"])
        invited = form.cleaned_data.get("invited")
        own.set_rules(
            participants=participants, invited_may_use_oidc=invited, by=request.person, at=request.at
        )
        messages.success(request, "You changed the rules for signing in.")
        return redirect("signin_rules")
    context = {"form": form, "form_version": initial}
    return render(request, "signin/rules.html", context, status=422 if form.errors else 200)
