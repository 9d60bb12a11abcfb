"""For the lead: the applications for a cohort, and the decision on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.cohorts.queries import get_cohort_or_404
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.queries import find_person
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, queries
from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.forms import RejectionForm
from waymark.journey.apply.applications.summary import summary_of
from waymark.journey.apply.invitations import site_of
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.journey.apply.applications.models import Application


def _get_application(request: Request, slug: str, reference: str) -> Application:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    application = queries.get_application_for(for_=request.person, cohort=cohort, reference=reference)
    if application is None:
        raise Http404
    return application


@open_to(Role.LEAD)
def applications(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    all_applications = queries.list_applications_for(for_=request.person, cohort=cohort)
    context = {
        "cohort": cohort,
        "waiting": [application for application in all_applications if not hasattr(application, "decision")],
        "decided": [application for application in all_applications if hasattr(application, "decision")],
    }
    return render(request, "apply/applications.html", context)


@open_to(Role.LEAD)
def application(request: Request, slug: str, reference: str) -> HttpResponse:
    row = _get_application(request, slug, reference)
    return render(request, "apply/application.html", _context(row, RejectionForm()))


def _context(application: Application, form: RejectionForm) -> dict[str, object]:
    decision = getattr(application, "decision", None)
    known = None if decision else find_person(provider=application.provider, email=application.email)
    return {
        "application": application,
        "rows": summary_of(application),
        "cohort": application.cohort,
        "decision": decision,
        "rejection_reason": words.REJECTION_REASONS.get(decision.reason, "") if decision else "",
        "other_applications": queries.list_other_applications(application=application),
        "known": known,
        "form": form,
    }


@require_POST
@open_to(Role.LEAD)
def acceptance(request: Request, slug: str, reference: str) -> HttpResponse:
    application = _get_application(request, slug, reference)
    actions.accept_application(
        application=application, site=site_of(request), by=request.person, at=request.at
    )
    messages.success(request, f"{application.name} now has a place. We’ve emailed them.")
    return redirect("apply:application", slug, reference)


@require_POST
@open_to(Role.LEAD)
def rejection(request: Request, slug: str, reference: str) -> HttpResponse:
    application = _get_application(request, slug, reference)
    form = RejectionForm(request.POST)
    if form.is_valid():
        with refusal_as_error(form):
            actions.reject_application(
                application=application, **form.cleaned_data, by=request.person, at=request.at
            )
            messages.success(
                request, "You’ve rejected the application. We’ve emailed the applicant the reason."
            )
            return redirect("apply:application", slug, reference)
    return render(request, "apply/application.html", _context(application, form), status=422)
