"""For the sponsor, by link and without an account; and for the participant, what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.journey.apply.applications.actions import ask_sponsor
from waymark.journey.apply.applications.links import find_link_of
from waymark.journey.apply.applications.models import ApplicationLink
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.sponsors import queries
from waymark.journey.apply.sponsors.actions import endorse
from waymark.journey.apply.sponsors.forms import EndorsementForm
from waymark.kit.client_address import client_address
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.journey.apply.applications.models import Application
    from waymark.journey.apply.sponsors.models import Endorsement


def _context(application: Application) -> dict[str, object]:
    cohort = application.cohort
    return {
        "application": application,
        "cohort": cohort,
        "host": cohort.provider,
        "foot_text": f"Need help? Email {cohort.provider.enquiries_email}.",
    }


@open_to_everyone
def application_sponsor(request: Request, token: str) -> HttpResponse:
    """Who applies, and the sponsor's answer. Opening the page changes nothing; it may be opened by two people."""
    link = find_link_of(token=token, purpose=ApplicationLink.Purpose.SPONSOR)
    if link is None or link.application is None:
        return render(request, "apply/link_over.html", {"kind": "sponsor"}, status=410)
    application = link.application
    context = _context(application)
    if application.decision is not None:
        return render(request, "apply/sponsor_over.html", context)
    if link.expires_at <= request.at:
        return render(request, "apply/sponsor_expired.html", context)
    current = queries.newest_endorsement(application=application)
    months = queries.months_of(application.cohort)
    form = EndorsementForm(
        request.POST if request.method == "POST" else None, months=months, initial=_initial(current)
    )
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            endorse(
                application=application,
                endorses=form.cleaned_data["endorses"] == "yes",
                comment=form.cleaned_data["comment"],
                cover=form.cleaned_data["cover"],
                hours_by_month=form.hours_by_month,
                at=request.at,
            )
            return redirect("apply:application_sponsor_thanks", token)
    context |= {"form": form, "current": current}
    status = 422 if request.method == "POST" else 200
    return render(request, "apply/sponsor.html", context, status=status)


def _initial(current: Endorsement | None) -> dict[str, object]:
    if current is None:
        return {}
    hours = {f"hours_{row.month:%Y_%m}": row.hours for row in current.protected_time.all()}
    answer = "yes" if current.endorses else "no"
    return {"endorses": answer, "comment": current.comment, "cover": current.cover, **hours}


@open_to_everyone
def application_sponsor_thanks(request: Request, token: str) -> HttpResponse:
    link = find_link_of(token=token, purpose=ApplicationLink.Purpose.SPONSOR)
    if link is None or link.application is None:
        return render(request, "apply/link_over.html", {"kind": "sponsor"}, status=410)
    return render(request, "apply/sponsor_thanks.html", _context(link.application) | {"token": token})


@require_POST
@open_to_everyone
def application_sponsor_renewal(request: Request, token: str) -> HttpResponse:
    """Send a new link to the sponsor's address."""
    link = find_link_of(token=token, purpose=ApplicationLink.Purpose.SPONSOR)
    if link is None or link.application is None:
        raise Http404
    was_sent = ask_sponsor(
        application=link.application,
        site=site_of(request),
        client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
        at=request.at,
    )
    context = _context(link.application) | {"was_sent": was_sent}
    return render(request, "apply/link_renewed.html", context)


@open_to(Role.PARTICIPANT)
def protected_time(request: Request) -> HttpResponse:
    """The hours and the cover that the participant's sponsor agreed."""
    endorsements = queries.list_own_protected_time(for_=request.person)
    return render(request, "apply/protected_time.html", {"endorsements": endorsements})
