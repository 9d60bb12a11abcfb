"""Allauth's settings in code: no open sign-up, and the second step. Invitations are in `actions.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.bridges.signin import entering
from waymark.bridges.signin.models import Door
from waymark.bridges.signin.second_factor import queries

if TYPE_CHECKING:
    from waymark.ground.people.models import Account


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are created by invitation only."""
        return False

    def pre_login(self, request: HttpRequest, user: Account, **facts: Any) -> HttpResponse | None:
        """The password was right. With a second factor, its page comes before anyone is signed in."""
        response: HttpResponse | None = super().pre_login(request, user, **facts)
        if response is not None or not queries.has_factor(user):
            return response
        next_url = facts.get("redirect_url") or ""
        entering.begin_second_step(request, user, door=Door.SIGN_IN, next_url=next_url)
        return redirect("signin_second_step")

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        entering.note_opened(request, user, factor=None)
