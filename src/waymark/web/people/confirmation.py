"""The page behind the link that confirms a new email address. Looking at it uses nothing up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.people import actions, queries
from waymark.ground.people.access import Request, open_to_everyone
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import EmailChange


@open_to_everyone
def email_confirmation(request: Request, token: str) -> HttpResponse:
    """A button; pressing it confirms the address. Who has no account yet goes on to create a password."""
    change = queries.find_open_email_change(token=token, at=request.at)
    if change is None:
        return _over(request, token)
    if request.method != "POST":
        return _page(request, "web/people/email_confirmation.html", _context(change))
    try:
        _, invitation = actions.confirm_email_change(token=token, site=_site(request), at=request.at)
    except Refusal as refusal:
        reasons = [reason.sentence for reason in refusal.reasons]
        return _page(request, "web/people/email_refused.html", {"reasons": reasons}, status=422)
    if invitation is not None:
        return redirect(queries.invitation_address(invitation, site=""))
    return _page(request, "web/people/email_confirmed.html", _context(change))


@require_POST
@open_to_everyone
def email_confirmation_renewal(request: Request, token: str) -> HttpResponse:
    """Send a new link to the same address in place of one that has expired."""
    if actions.renew_email_change(token=token, site=_site(request), at=request.at):
        return _page(request, "web/people/email_link_sent.html", {})
    return _over(request, token)


def _context(change: EmailChange) -> dict[str, object]:
    return {"change": change, "host": change.person.provider}


def _over(request: Request, token: str) -> HttpResponse:
    change = queries.find_email_change(token=token)
    waits = change is not None and not (change.confirmed_at or change.withdrawn_at)
    context: dict[str, object] = {
        "can_renew": waits and change is not None and change.expires_at <= request.at,
        "confirmed": change is not None and change.confirmed_at is not None,
        "enquiries": change.person.provider.enquiries_email if change else "",
    }
    if change is not None:
        context["host"] = change.person.provider
    return _page(request, "web/people/email_over.html", context, status=404)


def _page(request: Request, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Its address acts for a person, so it is not sent along as the referrer."""
    response = render(request, template, context, status=status)
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _site(request: Request) -> str:
    return request.build_absolute_uri("/").rstrip("/")
