"""Accepting an invitation, and the demonstration's list of people to be."""

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
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_everyone
def invitation(request: Request, token: str) -> HttpResponse:
    """Choose a password and come in."""
    found = queries.find_open_invitation(token=token, at=request.at)
    if found is None:
        return render(request, "signin/invitation_over.html", status=404)
    form = forms.Password(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = people.accept_invitation(
                token=token, password=form.cleaned_data["password"], at=request.at
            )
        except Refusal as refusal:
            form.add_error("password", str(refusal))
        else:
            _enter(request, account)
            return redirect("/")
    status = 422 if form.errors else 200
    return render(request, "signin/invitation.html", {"form": form, "person": found.person}, status=status)


@open_to_everyone
def demonstration(request: Request) -> HttpResponse:
    """The people one can be, each with what to try. Only a demonstration has this door."""
    _only_in_a_demonstration()
    return render(request, "signin/demonstration.html", {"groups": guides.list_groups()})


@require_POST
@open_to_everyone
def demonstration_session(request: Request, person_id: int) -> HttpResponse:
    """Be that person."""
    _only_in_a_demonstration()
    guide = guides.find_guide(person_id=person_id)
    if guide is None or guide.person.account is None:
        raise Http404
    _enter(request, guide.person.account)
    request.session["person"] = guide.person.pk
    return redirect("/")


def _enter(request: HttpRequest, account: Account) -> None:
    login(request, account, backend=BACKEND)


def _only_in_a_demonstration() -> None:
    if not settings.DEMO_DOOR:
        raise Http404
