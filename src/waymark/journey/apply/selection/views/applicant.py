"""For the applicant, by link: where the application stands, the offer, and withdrawing. Opening changes nothing."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to_everyone
from waymark.journey.apply.applications.links import find_link_of
from waymark.journey.apply.applications.models import Application, ApplicationLink
from waymark.journey.apply.corrections.queries import list_changes
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.selection import actions, queries, words
from waymark.journey.apply.selection.forms import AnswerForm, WithdrawalForm
from waymark.journey.apply.selection.rules import State
from waymark.journey.apply.sponsors.queries import newest_endorsement
from waymark.kit.client_address import client_address
from waymark.kit.forms import refusal_as_error


def _find(token: str) -> ApplicationLink | None:
    link = find_link_of(token=token, purpose=ApplicationLink.Purpose.STATUS)
    return link if link and link.application else None


def open_application(request: Request, token: str) -> Application:
    """By a link that has not expired."""
    link = _find(token)
    if link is None or link.application is None or link.expires_at <= request.at:
        raise Http404
    return link.application


def _context(application: Application) -> dict[str, object]:
    provider = application.cohort.provider
    return {
        "application": application,
        "cohort": application.cohort,
        "host": provider,
        "foot_text": f"Need help? Email {provider.enquiries_email}.",
    }


@open_to_everyone
def application_status(request: Request, token: str) -> HttpResponse:
    link = _find(token)
    if link is None or link.application is None:
        return render(request, "apply/link_over.html", {"kind": "status"}, status=410)
    application = link.application
    context = _context(application)
    if link.expires_at <= request.at:
        return render(request, "apply/sponsor_expired.html", context)
    state, offer = queries.state_of(application=application, at=request.at), None
    if state in (State.OFFERED, State.OFFER_EXPIRED):
        offer = queries.newest_offer(application=application)
    endorsement = newest_endorsement(application=application)
    context |= {
        "token": token,
        "state": state.value,
        "sentence": words.FOR_APPLICANT[state],
        "until": queries.last_day_of(offer, cohort=application.cohort) if offer else None,
        "has_asked": bool(offer) and hasattr(offer, "request"),
        "position": queries.position_of(application=application, at=request.at),
        "sponsor_answered": endorsement is not None,
        "can_withdraw": application.decision is None,
        "changes": list_changes(application=application),
    }
    return render(request, "apply/application_status.html", context)


@require_POST
@open_to_everyone
def application_status_renewal(request: Request, token: str) -> HttpResponse:
    link = _find(token)
    if link is None or link.application is None:
        raise Http404
    was_sent = actions.send_status_link(
        application=link.application,
        email=link.email,
        site=site_of(request),
        client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
        at=request.at,
    )
    return render(request, "apply/link_renewed.html", _context(link.application) | {"was_sent": was_sent})


@open_to_everyone
def application_answer(request: Request, token: str) -> HttpResponse:
    """Accept or decline the offer."""
    application = open_application(request, token)
    if queries.state_of(application=application, at=request.at) is not State.OFFERED:
        return redirect("apply:application_status", token)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            accepts = form.cleaned_data["answer"] == "yes"
            actions.answer_offer(
                application=application, accepts=accepts, site=site_of(request), at=request.at
            )
            return redirect("apply:application_status", token)
    context = _context(application) | {"form": form, "token": token}
    return render(request, "apply/offer.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@open_to_everyone
def application_new_offer(request: Request, token: str) -> HttpResponse:
    actions.ask_for_new_offer(application=open_application(request, token), at=request.at)
    return redirect("apply:application_status", token)


@open_to_everyone
def application_withdrawal(request: Request, token: str) -> HttpResponse:
    application = open_application(request, token)
    if application.decision is not None:
        return redirect("apply:application_status", token)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            actions.withdraw_application(
                application=application, why=form.cleaned_data["why"], by=None, at=request.at
            )
            return redirect("apply:application_status", token)
    context = _context(application) | {"form": form, "token": token}
    return render(
        request, "apply/application_withdrawal.html", context, status=422 if request.method == "POST" else 200
    )
