"""For the lead: the applications for a cohort, and the decision on each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.cohorts.queries import get_cohort_or_404
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, queries
from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.forms import RejectionForm
from waymark.journey.apply.applications.queries import find_applicant
from waymark.journey.apply.applications.summary import summary_of
from waymark.journey.apply.corrections.queries import list_changes
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.selection import queries as selection
from waymark.journey.apply.selection import words as selection_words
from waymark.journey.apply.selection.actions import accept_directly
from waymark.journey.apply.selection.forms import (
    AcceptanceForm,
    OfferForm,
    PlacesForm,
    ReopeningForm,
    TwinForm,
)
from waymark.journey.apply.selection.rules import disagree
from waymark.journey.apply.sponsors.queries import list_endorsements, newest_endorsement
from waymark.kit import forms
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.journey.apply.applications.models import Application


def get_application(request: Request, slug: str, reference: str) -> Application:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    application = queries.get_application_for(for_=request.person, cohort=cohort, reference=reference)
    if application is None:
        raise Http404
    return application


@open_to(Role.LEAD)
def applications(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    all_applications = queries.list_applications_for(for_=request.person, cohort=cohort)
    places = selection.places_of(cohort=cohort, at=request.at)
    waiting = [application for application in all_applications if application.decision is None]
    states = selection.undecided_states(applications=waiting, at=request.at)
    context = {
        "cohort": cohort,
        "waiting": [(application, selection_words.STATES[states[application.pk]]) for application in waiting],
        "decided": [application for application in all_applications if application.decision],
        "cohort_places": places,
        "places_form": PlacesForm(initial={"places": places.total}),
        "waiting_list": selection.list_waiting(cohort=cohort, at=request.at),
        "form_version": places.version,
    }
    return render(request, "apply/applications.html", context)


@open_to(Role.LEAD)
def application(request: Request, slug: str, reference: str) -> HttpResponse:
    row = get_application(request, slug, reference)
    return render(request, "apply/application.html", application_context(row, at=request.at))


def application_context(
    application: Application, *, at: datetime, bound: dict[str, forms.Form] | None = None
) -> dict[str, object]:
    """`bound` is the form that was sent, by its name in the page."""
    decision, applicant = application.decision, find_applicant(application=application)
    twins = selection.list_twins(application=application)
    reviews = selection.reviews_of(application=application)
    state, offer = (
        selection.state_of(application=application, at=at),
        selection.newest_offer(application=application),
    )
    sent = bound or {}
    return {
        "application": application,
        "rows": summary_of(application),
        "cohort": application.cohort,
        "decision": decision,
        "earlier": [row for row in application.decisions.all() if row != decision],
        "rejection_reason": words.REJECTION_REASONS.get(decision.reason, "") if decision else "",
        "twins": twins,
        "known": None if decision else applicant,
        "applicant": applicant,
        "state": state.value,
        "state_label": selection_words.STATES[state],
        "offer": offer,
        "until": selection.last_day_of(offer, cohort=application.cohort) if offer else None,
        "has_asked": hasattr(offer, "request"),
        "position": selection.position_of(application=application, at=at),
        "reviews": [
            (row, selection_words.RECOMMENDATIONS[row.recommendation], row in reviews.outdated)
            for row in (*reviews.current, *reviews.outdated)
        ],
        "reviews_missing": reviews.missing,
        "reviews_needed": reviews.needed,
        "disagree": disagree(reviews.recommendations),
        "changes": list_changes(application=application),
        "endorsement": (endorsement := newest_endorsement(application=application)),
        "endorsements_before": [
            row for row in list_endorsements(application=application) if row != endorsement
        ],
        "can_reopen": decision is not None and decision.outcome != "accepted",
        "form": next(iter(sent.values()), RejectionForm()),
        "rejection_form": sent.get("rejection_form", RejectionForm()),
        "offer_form": sent.get("offer_form", OfferForm(asks_why=reviews.needs_reason)),
        "reopening_form": sent.get("reopening_form", ReopeningForm()),
        "twin_form": sent.get("twin_form", TwinForm(twins=twins)),
    }


@open_to(Role.LEAD)
def acceptance(request: Request, slug: str, reference: str) -> HttpResponse:
    """Says what happens, and asks once more."""
    application = get_application(request, slug, reference)
    reviews = selection.reviews_of(application=application)
    form = AcceptanceForm(request.POST if request.method == "POST" else None, asks_why=reviews.needs_reason)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            accept_directly(
                application=application,
                site=site_of(request),
                despite=form.reason,
                by=request.person,
                at=request.at,
            )
            messages.success(request, f"{application.name} now has a place. We’ve emailed them.")
            return redirect("apply:application", slug, reference)
    context = {
        "application": application,
        "cohort": application.cohort,
        "form": form,
        "reviews": reviews,
        "disagree": disagree(reviews.recommendations),
        "endorsement": newest_endorsement(application=application),
    }
    return render(request, "apply/acceptance.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@open_to(Role.LEAD)
def rejection(request: Request, slug: str, reference: str) -> HttpResponse:
    application = get_application(request, slug, reference)
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
    context = application_context(application, at=request.at, bound={"rejection_form": form})
    return render(request, "apply/application.html", context, status=422)
