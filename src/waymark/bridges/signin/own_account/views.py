"""Changing one's own password, which ends every other session, and one's own email address."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from waymark.bridges.signin import actions, entering, words
from waymark.bridges.signin.own_account import forms
from waymark.bridges.signin.second_factor.views import after_confirming
from waymark.bridges.signin.sources import source_of
from waymark.ground.people import actions as people
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


@open_to()
@after_confirming
def own_email(request: Request) -> HttpResponseBase:
    """Email a link to a new address. The answer is the same where someone else has it: no one learns who is known."""
    person = request.person
    form = forms.OwnEmail(request.POST or None, present=person.email)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        with suppress(people.CannotCorrect):
            people.request_email_change(
                person=person,
                email=email,
                reason=words.OWN_EMAIL,
                site=request.build_absolute_uri("/").rstrip("/"),
                by=person,
                at=request.at,
            )
        sentence = f"We’ve emailed a link to {email}. Until you use it, your email address stays as it is."
        messages.success(request, sentence)
        return redirect("signin_security")
    context = {"form": form, "present": person.email}
    return render(request, "signin/own_email.html", context, status=422 if form.errors else 200)
