"""For the sponsor, by link and without an account; and for the participant, what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.sponsors import queries
from waymark.journey.apply.sponsors.actions import Answer
from waymark.journey.apply.sponsors.forms import EndorsementForm
from waymark.journey.apply.sponsors.requests import SponsorRequest, find_request
from waymark.kit.client_address import client_address
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.journey.apply.sponsors.models import Endorsement


@open_to_everyone
def application_sponsor(request: Request, token: str) -> HttpResponse:
    """Who asks for support, and the sponsor's answer. Opening it changes nothing; it may be opened by two people."""
    asked = find_request(token=token, at=request.at)
    if asked is None:
        return render(request, "apply/link_over.html", {"kind": "sponsor"}, status=410)
    context = _context(asked)
    if asked.is_over:
        return render(request, "apply/sponsor_over.html", context)
    if asked.link.expires_at <= request.at:
        return render(request, "apply/sponsor_expired.html", context)
    current = asked.current
    form = EndorsementForm(
        request.POST if request.method == "POST" else None,
        months=asked.months,
        about_application=asked.application is not None,
        initial=_initial(current),
    )
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            answer = Answer(
                endorses=form.cleaned_data["endorses"] == "yes",
                comment=form.cleaned_data["comment"],
                cover=form.cleaned_data["cover"],
                hours=form.hours_by_month,
            )
            asked.answer(answer, at=request.at)
            return redirect("apply:application_sponsor_thanks", token)
    context |= {"form": form, "current": current}
    status = 422 if request.method == "POST" else 200
    return render(request, "apply/sponsor.html", context, status=status)


def _context(asked: SponsorRequest) -> dict[str, object]:
    cohort = asked.cohort
    return {
        "asked": asked,
        "cohort": cohort,
        "host": cohort.provider,
        "foot_text": f"Need help? Email {cohort.provider.enquiries_email}.",
    }


def _initial(current: Endorsement | None) -> dict[str, object]:
    if current is None:
        return {}
    hours = {f"hours_{row.month:%Y_%m}": row.hours for row in current.protected_time.all()}
    answer = "yes" if current.endorses else "no"
    return {"endorses": answer, "comment": current.comment, "cover": current.cover, **hours}


@open_to_everyone
def application_sponsor_thanks(request: Request, token: str) -> HttpResponse:
    asked = find_request(token=token, at=request.at)
    if asked is None:
        return render(request, "apply/link_over.html", {"kind": "sponsor"}, status=410)
    return render(request, "apply/sponsor_thanks.html", _context(asked) | {"token": token})


@require_POST
@open_to_everyone
def application_sponsor_renewal(request: Request, token: str) -> HttpResponse:
    """Send a new link to the sponsor's address; nothing where their answer is no longer needed."""
    asked = find_request(token=token, at=request.at)
    if asked is None:
        raise Http404
    if asked.is_over:
        return render(request, "apply/sponsor_over.html", _context(asked))
    was_sent = asked.renew(
        site=site_of(request),
        client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
        at=request.at,
    )
    return render(request, "apply/link_renewed.html", _context(asked) | {"was_sent": was_sent})


@open_to(Role.PARTICIPANT)
def protected_time(request: Request) -> HttpResponse:
    """The hours and the cover that the participant's sponsor agreed."""
    times = queries.list_own_protected_time(for_=request.person)
    return render(request, "apply/protected_time.html", {"times": times})
