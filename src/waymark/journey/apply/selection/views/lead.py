"""For the lead: offers, the waiting list, second applications, and a decision that is put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.cohorts.queries import get_cohort_or_404
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply.applications.actions import ask_sponsor
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.applications.views.lead import application_context, get_application
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.selection import actions, queries
from waymark.journey.apply.selection.forms import (
    OfferForm,
    PlacesForm,
    ReopeningForm,
    TwinForm,
    WaitingListForm,
)
from waymark.kit import forms
from waymark.kit.forms import refusal_as_error


def _act(
    request: Request,
    application: Application,
    name: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Do what a valid form asks and go back to the application; otherwise show it with the errors."""
    if form.is_valid():
        with refusal_as_error(form):
            act(form.cleaned_data)
            messages.success(request, done)
            return redirect("apply:application", application.cohort.slug, application.reference)
    context = application_context(application, at=request.at, bound={name: form})
    return render(request, "apply/application.html", context, status=422)


@require_POST
@open_to(Role.LEAD)
def application_offer(request: Request, slug: str, reference: str) -> HttpResponse:
    application = get_application(request, slug, reference)

    def act(data: dict[str, Any]) -> object:
        return actions.offer_place(
            application=application,
            until=data["until"],
            despite=data.get("despite", ""),
            site=site_of(request),
            by=request.person,
            at=request.at,
        )

    done = f"You’ve offered {application.name} a place. We’ve emailed them."
    reviews = queries.reviews_of(application=application)
    form = OfferForm(request.POST, asks_why=reviews.needs_reason)
    return _act(request, application, "offer_form", form, act, done)


@require_POST
@open_to(Role.LEAD)
def application_waiting(request: Request, slug: str, reference: str) -> HttpResponse:
    application = get_application(request, slug, reference)
    actions.put_on_waiting_list(
        application=application, site=site_of(request), by=request.person, at=request.at
    )
    messages.success(request, f"{application.name} is on the waiting list. We’ve emailed them.")
    return redirect("apply:application", slug, reference)


@require_POST
@open_to(Role.LEAD)
def application_reopening(request: Request, slug: str, reference: str) -> HttpResponse:
    application = get_application(request, slug, reference)

    def act(data: dict[str, Any]) -> object:
        return actions.reopen_application(
            application=application, why=data["why"], site=site_of(request), by=request.person, at=request.at
        )

    done = "The application waits for a decision again. We’ve emailed the applicant."
    return _act(request, application, "reopening_form", ReopeningForm(request.POST), act, done)


@require_POST
@open_to(Role.LEAD)
def application_twice(request: Request, slug: str, reference: str) -> HttpResponse:
    application = get_application(request, slug, reference)
    twins = queries.list_twins(application=application)

    def act(data: dict[str, Any]) -> object:
        twin = next(twin.application for twin in twins if twin.application.reference == data["twin"])
        return actions.mark_as_twice(application=application, twin=twin, by=request.person, at=request.at)

    done = "You’ve marked this application as a second one of the same person. You can still read both."
    return _act(request, application, "twin_form", TwinForm(request.POST, twins=twins), act, done)


@require_POST
@open_to(Role.LEAD)
def application_sponsor_again(request: Request, slug: str, reference: str) -> HttpResponse:
    application = get_application(request, slug, reference)
    ask_sponsor(
        application=application,
        site=site_of(request),
        client_address=None,
        by=request.person,
        at=request.at,
    )
    messages.success(request, f"We’ve emailed {application.sponsor_email} a new link.")
    return redirect("apply:application", slug, reference)


@open_to(Role.LEAD)
def waiting_list(request: Request, slug: str) -> HttpResponse:
    """Put the waiting list in another order, with a reason; what was changed before stays to be read."""
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    waiting = queries.list_waiting(cohort=cohort, at=request.at)
    form = WaitingListForm(request.POST if request.method == "POST" else None, waiting=waiting)
    orders = queries.list_orders(cohort=cohort)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            order = actions.order_waiting_list(
                cohort=cohort,
                places=form.places,
                reason=form.cleaned_data["reason"],
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            done = "The waiting list has the new order." if order else "You didn’t change the order."
            messages.success(request, done)
            return redirect("apply:applications", slug)
    context = {
        "cohort": cohort,
        "form": form,
        "waiting": waiting,
        "orders": orders,
        "form_version": orders[0].pk if orders else 0,
    }
    return render(request, "apply/waiting_list.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.LEAD)
def cohort_places(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    form = PlacesForm(request.POST)
    if form.is_valid():
        actions.set_places(
            cohort=cohort,
            places=form.cleaned_data["places"],
            by=request.person,
            at=request.at,
            made_from=forms.made_from(request),
        )
        messages.success(request, "You’ve saved the number of places.")
        return redirect("apply:applications", slug)
    context = {"cohort": cohort, "form": form, "form_version": forms.made_from(request)}
    return render(request, "apply/cohort_places.html", context, status=422)
