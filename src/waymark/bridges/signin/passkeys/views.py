"""Adding and removing one's passkeys, and signing in with one. The script asks for options, then sends a form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from waymark.bridges.signin import actions as sign_ins
from waymark.bridges.signin import entering
from waymark.bridges.signin.models import Door, Outcome
from waymark.bridges.signin.passkeys import actions, ceremony, forms, queries
from waymark.bridges.signin.passkeys.ceremony import NotProved
from waymark.bridges.signin.passkeys.models import Passkey
from waymark.bridges.signin.second_factor import words
from waymark.bridges.signin.second_factor.views import (
    after_confirming,
    enter_with,
    factor_added,
    is_for_scripts,
    next_url,
)
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sources import source_of
from waymark.ground.people.access import Request, before_second_factor, open_to, open_to_everyone
from waymark.kit.forms import refusal_as_error
from waymark.kit.refusals import Reason

HANDLE = "passkey_handle"
"""Key of the session: under which handle a passkey is being added."""


@open_to()
@before_second_factor
@after_confirming
def new_passkey(request: Request) -> HttpResponseBase:
    """Add a passkey of this device or of a password manager."""
    account = request.person.account
    assert account is not None
    form = forms.NewPasskey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            codes = actions.add_passkey(
                account=account,
                credential=_added(request),
                handle=request.session.pop(HANDLE, ""),
                name=form.cleaned_data["name"] or source_of(request).browser or "Passkey",
                at=request.at,
            )
            return factor_added(request, factor=Factor.PASSKEY, codes=codes)
    context = {"form": form, "next": next_url(request), "is_possible": ceremony.is_possible(request)}
    return render(request, "signin/new_passkey.html", context, status=422 if form.errors else 200)


def _added(request: Request) -> ceremony.NewCredential:
    try:
        return ceremony.added(request, request.POST.get("credential", ""))
    except NotProved as problem:
        raise actions.CannotUsePasskey(Reason("not_proved", words.PASSKEY_NOT_ADDED)) from problem


@require_safe
@never_cache
@open_to()
@before_second_factor
@after_confirming
def new_passkey_options(request: Request) -> HttpResponseBase:
    account = request.person.account
    assert account is not None
    handle = request.session[HANDLE] = queries.handle_of(account)
    return JsonResponse(
        ceremony.options_to_add(
            request,
            handle=handle,
            email=account.email,
            name=request.person.name,
            existing=[passkey.credential for passkey in queries.passkeys_of(account)],
        )
    )


@open_to()
def passkey_removal(request: Request, passkey_id: int) -> HttpResponseBase:
    """Asks first: whoever removes it here may still have it on the device."""
    account = request.person.account
    assert account is not None
    passkey = next((own for own in queries.passkeys_of(account) if own.pk == passkey_id), None)
    if passkey is None:
        raise Http404
    return _removal(request, passkey)


@after_confirming
def _removal(request: Request, passkey: Passkey) -> HttpResponseBase:
    if request.method != "POST":
        return render(request, "signin/passkey_removal.html", {"passkey": passkey})
    actions.remove_passkey(account=passkey.account, passkey_id=passkey.pk, at=request.at)
    messages.success(request, "You removed a passkey.")
    return redirect("signin_security")


@require_safe
@never_cache
@open_to_everyone
def options(request: Request) -> HttpResponseBase:
    """After a password, for that account’s passkeys; else for any that the device finds, unlocked by its owner."""
    account = entering.pending_account(request)
    own = [passkey.credential for passkey in queries.passkeys_of(account)] if account else []
    return JsonResponse(ceremony.options_to_use(request, credentials=own, must_verify=account is None))


@require_POST
@open_to_everyone
def sign_in(request: Request) -> HttpResponseBase:
    """Sign in with a passkey, alone or after the password. Nothing in the answer tells which passkeys exist."""
    pending = entering.pending_account(request)
    try:
        passkey = _proved(request, pending)
    except (NotProved, actions.CannotUsePasskey):
        return _failed(request)
    account = passkey.account
    if not account.is_active:
        sign_ins.record_attempt(
            account, door=Door.PASSKEY, outcome=Outcome.CLOSED, source=source_of(request), at=request.at
        )
        return _failed(request)
    where = entering.pending_facts(request)[1] if pending else ""
    return enter_with(
        request, account, factor=Factor.PASSKEY, door=Door.PASSKEY, where=where or next_url(request)
    )


def _proved(request: Request, pending: Any) -> Passkey:
    """The passkey whose device has just answered; after a password, one of that account."""
    answer = request.POST.get("credential", "")
    credential_id, handle = ceremony.credential_named(answer)
    passkey = queries.find_passkey(credential_id=credential_id, handle=handle)
    if passkey is None or (pending is not None and passkey.account_id != pending.pk):
        request.session.pop(ceremony.CHALLENGE, None)
        raise NotProved("We know no such passkey.")
    sign_count = ceremony.used(request, answer, credential=passkey.credential)
    actions.note_used(passkey=passkey, sign_count=sign_count, at=request.at)
    return passkey


def _failed(request: Request) -> HttpResponseBase:
    if is_for_scripts(request):
        return JsonResponse({"form": {"errors": [words.PASSKEY_FAILED]}}, status=400)
    return render(request, "signin/passkey_failed.html", status=422)
