"""For the applicant: one question a page, a check of the answers, and the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.ground.people.access import Request, open_to_everyone
from waymark.journey.apply import actions, queries
from waymark.journey.apply.applications import steps
from waymark.journey.apply.applications.steps import CHECK, STEPS, ApplicationDraft, ApplicationStep
from waymark.kit import forms
from waymark.kit.client_address import client_address

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


def _get_open_cohort(request: Request, slug: str, cohort_slug: str) -> Cohort:
    cohort = queries.find_cohort_to_apply_for(programme_slug=slug, cohort_slug=cohort_slug, at=request.at)
    if cohort is None:
        raise Http404
    return cohort


def _step_url(cohort: Cohort, step: str) -> str:
    return reverse("apply:application_step", args=[cohort.programme.slug, cohort.slug, step])


def _page_context(cohort: Cohort) -> dict[str, object]:
    """What every page of an application shows."""
    return {
        "cohort": cohort,
        "provider_name": cohort.provider.short_name,
        "foot_text": f"Need help? Email {cohort.provider.enquiries_email}.",
    }


@open_to_everyone
def application_start(request: Request, slug: str, cohort: str) -> HttpResponse:
    """Go to the first question without an answer."""
    open_cohort = _get_open_cohort(request, slug, cohort)
    step = ApplicationDraft(request.session, open_cohort.pk).first_unanswered()
    return redirect(_step_url(open_cohort, step.slug if step else CHECK))


@open_to_everyone
def application_step(request: Request, slug: str, cohort: str, step: str) -> HttpResponse:
    open_cohort, page = _get_open_cohort(request, slug, cohort), steps.find_step(step)
    if page is None:
        raise Http404
    draft = ApplicationDraft(request.session, open_cohort.pk)
    is_change = "check" in request.GET
    form = page.form(request.POST) if request.method == "POST" else page.form(initial=draft.answers)
    if request.method == "POST" and form.is_valid():
        draft.save(form.cleaned_data)
        return redirect(_step_url(open_cohort, CHECK if is_change else steps.slug_after(page)))
    return _question_page(request, open_cohort, page, form, is_change=is_change)


def _question_page(
    request: Request, cohort: Cohort, page: ApplicationStep, form: forms.Form, *, is_change: bool
) -> HttpResponse:
    previous = CHECK if is_change else steps.slug_before(page.slug)
    first_back = reverse("apply:programme", args=[cohort.programme.slug])
    form.kicker = f"Application for {cohort.name}. Question {steps.number_of(page)} of {len(STEPS)}"
    context = _page_context(cohort) | {
        "form": form,
        "step": page,
        "kicker": form.kicker,
        "back_url": _step_url(cohort, previous) if previous else first_back,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "apply/application_step.html", context, status=status)


@open_to_everyone
def application_check(request: Request, slug: str, cohort: str) -> HttpResponse:
    open_cohort = _get_open_cohort(request, slug, cohort)
    draft = ApplicationDraft(request.session, open_cohort.pk)
    if draft.reference:
        return redirect("apply:application_submitted", slug, cohort)
    if (missing := draft.first_unanswered()) is not None:
        return redirect(_step_url(open_cohort, missing.slug))
    if request.method == "POST":
        application = actions.submit_application(
            cohort=open_cohort,
            answers=draft.to_answers(),
            idempotency_key=draft.idempotency_key,
            at=request.at,
            client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
        )
        draft.mark_submitted(application.reference)
        return redirect("apply:application_submitted", slug, cohort)
    context = _page_context(open_cohort) | {
        "rows": [_summary_row(open_cohort, step, draft.answers) for step in STEPS],
        "back_url": _step_url(open_cohort, STEPS[-1].slug),
    }
    return render(request, "apply/application_check.html", context)


def _summary_row(cohort: Cohort, step: ApplicationStep, answers: dict[str, str]) -> dict[str, object]:
    values = [answers.get(name, "") for name in step.form.base_fields]
    text = (" " if step.slug == "name" else "\n").join(filter(None, values))
    return {
        "key": step.key,
        "value": text or "Not provided",
        "said": step.slug == "reason",
        "url": f"{_step_url(cohort, step.slug)}?check",
    }


@open_to_everyone
def application_submitted(request: Request, slug: str, cohort: str) -> HttpResponse:
    """The reference, shown only to the browser that submitted the application."""
    open_cohort = _get_open_cohort(request, slug, cohort)
    draft = ApplicationDraft(request.session, open_cohort.pk)
    application = queries.find_submitted_application(
        programme_slug=slug, cohort_slug=cohort, reference=draft.reference
    )
    if application is None:
        raise Http404
    context = {
        "application": application,
        "acknowledged": queries.was_acknowledged(application=application),
        "cohort": open_cohort,
        "provider_name": open_cohort.provider.short_name,
    }
    return render(request, "apply/application_submitted.html", context)
