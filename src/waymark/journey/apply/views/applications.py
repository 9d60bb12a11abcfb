"""For the lead: the applications of a cohort, and the decision on each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from waymark.ground.cohorts.queries import get_cohort_for
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.queries import find_person
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, forms, queries, words
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.journey.apply.models import Application


def cohort_of(request: Request, slug: str) -> Cohort:
    """The cohort of the lead's own provider, or no such page."""
    found = get_cohort_for(for_=request.person, role=Role.LEAD, slug=slug)
    if found is None:
        raise Http404
    return found


def invitation_link(request: Request) -> Callable[[str], str]:
    """Makes the address of an invitation from its token."""
    return lambda token: request.build_absolute_uri(reverse("signin_invitation", args=[token]))


def _application(request: Request, slug: str, reference: str) -> Application:
    found = queries.get_application_for(
        for_=request.person, cohort=cohort_of(request, slug), reference=reference
    )
    if found is None:
        raise Http404
    return found


@open_to(Role.LEAD)
def applications(request: Request, slug: str) -> HttpResponse:
    cohort = cohort_of(request, slug)
    rows = queries.list_applications_for(for_=request.person, cohort=cohort)
    shown = {
        "cohort": cohort,
        "waiting": [row for row in rows if not hasattr(row, "decision")],
        "decided": [row for row in rows if hasattr(row, "decision")],
    }
    return render(request, "apply/applications.html", shown)


@open_to(Role.LEAD)
def application_of(request: Request, slug: str, reference: str) -> HttpResponse:
    found = _application(request, slug, reference)
    return render(request, "apply/application.html", _shown(found, forms.RejectionForm()))


def _shown(found: Application, form: forms.RejectionForm) -> dict[str, object]:
    decision = getattr(found, "decision", None)
    said = words.REJECTION.get(decision.reason, "") if decision else ""
    known = None if decision else find_person(provider=found.provider, email=found.email)
    others = queries.list_others_by_applicant(application=found)
    return {
        "application": found,
        "cohort": found.cohort,
        "decision": decision,
        "said": said,
        "others": others,
        "known": known,
        "form": form,
    }


@require_POST
@open_to(Role.LEAD)
def acceptance(request: Request, slug: str, reference: str) -> HttpResponse:
    found = _application(request, slug, reference)
    actions.accept_application(
        application=found, link=invitation_link(request), by=request.person, at=request.at
    )
    messages.success(request, f"{found.given_name} {found.family_name} has a place. A letter is on its way.")
    return redirect("apply:application", slug, reference)


@require_POST
@open_to(Role.LEAD)
def rejection(request: Request, slug: str, reference: str) -> HttpResponse:
    found = _application(request, slug, reference)
    form = forms.RejectionForm(request.POST)
    if form.is_valid():
        try:
            actions.reject_application(
                application=found, **form.cleaned_data, by=request.person, at=request.at
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The application is rejected, and the applicant is told why.")
            return redirect("apply:application", slug, reference)
    return render(request, "apply/application.html", _shown(found, form), status=422)
