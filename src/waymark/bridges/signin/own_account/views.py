"""Changing one's own password. Every other session ends; this one goes on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from waymark.bridges.signin import actions, entering
from waymark.bridges.signin.own_account import forms
from waymark.bridges.signin.second_factor.views import after_confirming
from waymark.bridges.signin.sources import source_of
from waymark.ground.people.access import Request, open_to
from waymark.kit.forms import refusal_as_error


@open_to()
def own_password(request: Request) -> HttpResponseBase:
    account = request.person.account
    assert account is not None
    return _with_password(request) if account.has_usable_password() else _first_password(request)


@after_confirming
def _first_password(request: Request) -> HttpResponseBase:
    """Of someone who has signed in at another organisation, or with a passkey, until now."""
    return _with_password(request)


def _with_password(request: Request) -> HttpResponseBase:
    account = request.person.account
    assert account is not None
    has_password = account.has_usable_password()
    form = forms.OwnPassword(request.POST or None, has_password=has_password)
    if request.method == "POST" and form.is_valid() and _knows_current(request, form):
        with refusal_as_error(form, field="password"):
            changed = actions.change_own_password(
                account=account,
                password=form.cleaned_data["password"],
                source=source_of(request),
                at=request.at,
            )
            entering.carry_on(request, changed)
            messages.success(request, "You changed your password. You’ve been signed out everywhere else.")
            return redirect("signin_security")
    context = {"form": form, "has_password": has_password}
    return render(request, "signin/own_password.html", context, status=422 if form.errors else 200)


def _knows_current(request: Request, form: forms.OwnPassword) -> bool:
    account = request.person.account
    assert account is not None
    if "current" not in form.fields:
        return True
    with refusal_as_error(form, field="current"):
        actions.confirm_password(
            account=account,
            password=form.cleaned_data["current"],
            source=source_of(request),
            at=request.at,
        )
        return True
    return False
