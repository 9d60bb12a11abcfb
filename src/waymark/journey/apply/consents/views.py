"""For the applicant, by link, and for the person, signed in: what they agreed to, and a button to withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.journey.apply.consents import actions, queries, words
from waymark.journey.apply.consents.forms import ConsentChangeForm
from waymark.journey.apply.selection.views.applicant import open_application
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.journey.apply.applications.models import Application


@open_to_everyone
def application_consents(request: Request, token: str) -> HttpResponse:
    """By the link of the application, decided or not: withdrawing is always possible."""
    application = open_application(request, token)
    form, is_done = _change(request, [application], signed_in=False)
    if is_done:
        return redirect("apply:application_consents", token)
    provider = application.cohort.provider
    context = {
        "token": token,
        "host": provider,
        "foot_text": f"Need help? Email {provider.enquiries_email}.",
        "form": form,
        "applications": [(application, queries.list_consents(application=application, is_signed_in=False))],
    }
    return render(request, "apply/consents.html", context, status=422 if form.errors else 200)


@open_to(Role.PARTICIPANT)
def own_consents(request: Request) -> HttpResponse:
    """Of each of one's own applications."""
    applications = queries.list_own_applications(for_=request.person)
    form, is_done = _change(request, applications, signed_in=True)
    if is_done:
        return redirect("apply:own_consents")
    shown = [(row, queries.list_consents(application=row, is_signed_in=True)) for row in applications]
    context = {"form": form, "applications": shown}
    return render(request, "apply/consents.html", context, status=422 if form.errors else 200)


def _change(
    request: Request, applications: list[Application], *, signed_in: bool
) -> tuple[ConsentChangeForm, bool]:
    """What a button sent, and whether it was done. An application that isn't one of these is not found."""
    form = ConsentChangeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return form, False
    reference, is_given = form.cleaned_data["reference"], form.cleaned_data["answer"] == "give"
    application = next((row for row in applications if row.reference == reference), None)
    if application is None:
        raise Http404
    with refusal_as_error(form):
        actions.set_consent(
            application=application,
            kind=form.cleaned_data["kind"],
            is_given=is_given,
            by=request.person if signed_in else None,
            at=request.at,
        )
        messages.success(request, words.GIVEN if is_given else words.WITHDRAWN)
        return form, True
    return form, False
