"""Accepting an invitation, and the demonstration's list of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.bridges.signin import forms
from waymark.bridges.signin import queries as guides
from waymark.ground.people import actions as people
from waymark.ground.people import queries
from waymark.ground.people.access import Request, open_to_everyone
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.ground.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_everyone
def invitation(request: Request, token: str) -> HttpResponse:
    """Choose a password and sign in."""
    open_invitation = queries.find_open_invitation(token=token, at=request.at)
    if open_invitation is None:
        return render(request, "signin/invitation_over.html", status=404)
    form = forms.Password(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="password"):
            account = people.accept_invitation(
                token=token, password=form.cleaned_data["password"], at=request.at
            )
            _sign_in(request, account)
            return redirect("/")
    context = {"form": form, "person": open_invitation.person}
    return render(request, "signin/invitation.html", context, status=422 if form.errors else 200)


@open_to_everyone
def demonstration(request: Request) -> HttpResponse:
    """The people a visitor can be, each with something to try; only in a demonstration."""
    _require_demonstration()
    return render(request, "signin/demonstration.html", {"groups": guides.list_groups()})


@require_POST
@open_to_everyone
def demonstration_session(request: Request, person_id: int) -> HttpResponse:
    """Sign in as that person."""
    _require_demonstration()
    guide = guides.find_guide(person_id=person_id)
    if guide is None or guide.person.account is None:
        raise Http404
    _sign_in(request, guide.person.account)
    request.session["person"] = guide.person.pk
    return redirect("/")


def _sign_in(request: HttpRequest, account: Account) -> None:
    login(request, account, backend=BACKEND)


def _require_demonstration() -> None:
    if not settings.DEMO_DOOR:
        raise Http404
