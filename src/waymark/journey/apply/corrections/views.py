"""For the applicant, by link, and for the lead: correct answers page by page, look at what differs, and save it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.journey.apply.applications.steps import Answering, Step
from waymark.journey.apply.applications.steps.base import ConfirmationStep
from waymark.journey.apply.applications.views.lead import get_application
from waymark.journey.apply.corrections import actions, queries, words
from waymark.journey.apply.corrections.answers import (
    Difference,
    answering_with,
    correctable_steps,
    differences,
    still_open,
)
from waymark.journey.apply.corrections.forms import SaveForm, StaffSaveForm
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.selection.views.applicant import open_application
from waymark.kit import forms
from waymark.kit.client_address import client_address
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.journey.apply.applications.models import Application

DISCARD = "discard"


@dataclass(frozen=True, kw_only=True)
class Corrector:
    """Who corrects which application, and where its pages are."""

    application: Application
    by: Person | None
    """Empty for the applicant."""
    answers_url: str
    back_url: str
    url_of: Callable[[str], str]
    """The address of a question, by its slug."""

    @property
    def changes(self) -> dict[str, str]:
        return queries.changes_of(application=self.application, by=self.by)

    def context(self) -> dict[str, object]:
        cohort = self.application.cohort
        look = {} if self.by else {"host": cohort.provider}
        return look | {
            "application": self.application,
            "cohort": cohort,
            "is_staff": self.by is not None,
            "foot_text": f"Need help? Email {cohort.provider.enquiries_email}.",
        }


def _applicant(request: Request, token: str) -> Corrector:
    return Corrector(
        application=open_application(request, token),
        by=None,
        answers_url=reverse("apply:application_answers", args=[token]),
        back_url=reverse("apply:application_status", args=[token]),
        url_of=lambda step: reverse("apply:application_answers_step", args=[token, step]),
    )


def _lead(request: Request, slug: str, reference: str) -> Corrector:
    where = [slug, reference]
    return Corrector(
        application=get_application(request, slug, reference),
        by=request.person,
        answers_url=reverse("apply:application_corrections", args=where),
        back_url=reverse("apply:application", args=where),
        url_of=lambda step: reverse("apply:application_corrections_step", args=[*where, step]),
    )


@open_to_everyone
def application_answers(request: Request, token: str) -> HttpResponse:
    return _answers(request, _applicant(request, token))


@open_to_everyone
def application_answers_step(request: Request, token: str, step: str) -> HttpResponse:
    return _question(request, _applicant(request, token), step)


@open_to(Role.LEAD)
def application_corrections(request: Request, slug: str, reference: str) -> HttpResponse:
    return _answers(request, _lead(request, slug, reference))


@open_to(Role.LEAD)
def application_corrections_step(request: Request, slug: str, reference: str, step: str) -> HttpResponse:
    return _question(request, _lead(request, slug, reference), step)


def _answers(request: Request, corrector: Corrector) -> HttpResponse:
    """The answers as they are with what was changed, and a button that saves the changes."""
    if corrector.application.decision is not None:
        return redirect(corrector.back_url)
    if request.method == "POST" and request.POST.get("act") == DISCARD:
        actions.discard_changes(application=corrector.application, by=corrector.by)
        return redirect(corrector.answers_url)
    kind = StaffSaveForm if corrector.by else SaveForm
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            return _save(request, corrector, form)
    return _answers_page(request, corrector, form)


def _save(request: Request, corrector: Corrector, form: forms.Form) -> HttpResponse:
    before = corrector.application.email
    changed = actions.correct_answers(
        application=corrector.application,
        version=form.cleaned_data["version"],
        reason=form.cleaned_data.get("reason", ""),
        by=corrector.by,
        site=site_of(request),
        client_address=None
        if corrector.by
        else client_address(request.META, proxies=settings.TRUSTED_PROXIES),
        at=request.at,
    )
    if corrector.by:
        messages.success(request, "You’ve corrected the answers. We’ve emailed the applicant.")
    elif any(change.field == "email" for change in changed) and corrector.application.email != before:
        context = corrector.context() | {"email": corrector.application.email}
        return render(request, "apply/answers_saved.html", context)
    else:
        messages.success(request, "We’ve saved your corrected answers.")
    return redirect(corrector.back_url)


def _answers_page(request: Request, corrector: Corrector, form: forms.Form) -> HttpResponse:
    application, changes = corrector.application, corrector.changes
    answering = answering_with(application, changes)
    missing = still_open(application, changes)
    context = corrector.context() | {
        "form": form,
        "version": queries.version_of(application=application),
        "rows": [
            {
                "key": step.key,
                "value": step.summary(answering),
                "said": step.is_text,
                "url": corrector.url_of(step.slug),
            }
            for step in correctable_steps(answering)
            if not isinstance(step, ConfirmationStep)
        ],
        "changed": [
            (words.LABELS.get(change.field, "Access needs"), change)
            for change in _shown(differences(application, changes) if missing is None else [])
        ],
        "missing": missing,
        "missing_url": corrector.url_of(missing.slug) if missing else "",
        "has_changes": bool(changes),
        "answers_url": corrector.answers_url,
        "back_url": corrector.back_url,
    }
    return render(request, "apply/answers.html", context, status=422 if request.method == "POST" else 200)


def _shown(changed: list[Difference]) -> list[Difference]:
    """With names instead of codes."""
    return [
        Difference(
            change.field, words.shown(change.field, change.before), words.shown(change.field, change.after)
        )
        for change in changed
    ]


def _question(request: Request, corrector: Corrector, slug: str) -> HttpResponse:
    application = corrector.application
    if application.decision is not None:
        return redirect(corrector.back_url)
    answering = answering_with(application, corrector.changes)
    page = next((step for step in correctable_steps(answering) if step.slug == slug), None)
    if page is None:
        raise Http404
    form = page.make_form(answering, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _keep(request, corrector, answering, page, form)
    form.kicker = f"Application {application.reference}"
    context = corrector.context() | {
        "form": form,
        "step": page,
        "kicker": form.kicker,
        "back_url": corrector.answers_url,
        "save_url": "",
        **page.context(answering),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "apply/application_step.html", context, status=status)


def _keep(
    request: Request, corrector: Corrector, answering: Answering, page: Step, form: forms.Form
) -> HttpResponse:
    """To what is open because of this answer, and then back to the list of answers."""
    changes = actions.keep_changes(
        application=corrector.application,
        answers=page.answers_of(form, answering),
        by=corrector.by,
        at=request.at,
    )
    if back := page.goes_back_to(form):
        return redirect(corrector.url_of(back))
    if page.slug == "workplace" and "school_search" in changes:
        return redirect(corrector.url_of("school"))
    missing = still_open(corrector.application, changes)
    return redirect(corrector.url_of(missing.slug) if missing else corrector.answers_url)
