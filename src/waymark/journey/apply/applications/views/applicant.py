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
from waymark.journey.apply.applications.answers import answers_of
from waymark.journey.apply.applications.drafts import draft_of, keep_in_session, mark_submitted, save_answers
from waymark.journey.apply.applications.steps import CHECK, Answering, Step
from waymark.journey.apply.invitations import site_of
from waymark.kit import forms
from waymark.kit.client_address import client_address

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


def get_open_cohort(request: Request, slug: str, cohort_slug: str) -> Cohort:
    cohort = queries.find_cohort_to_apply_for(programme_slug=slug, cohort_slug=cohort_slug, at=request.at)
    if cohort is None:
        raise Http404
    return cohort


def step_url(cohort: Cohort, step: str) -> str:
    return reverse("apply:application_step", args=[cohort.programme.slug, cohort.slug, step])


def page_context(cohort: Cohort) -> dict[str, object]:
    """What every page of an application shows."""
    return {
        "cohort": cohort,
        "host": cohort.provider,
        "foot_text": f"Need help? Email {cohort.provider.enquiries_email}.",
    }


@open_to_everyone
def application_start(request: Request, slug: str, cohort: str) -> HttpResponse:
    """Go to the first question without an answer."""
    open_cohort = get_open_cohort(request, slug, cohort)
    step = steps.first_unanswered(_answering(request, open_cohort))
    return redirect(step_url(open_cohort, step.slug if step else CHECK))


def _answering(request: Request, cohort: Cohort) -> Answering:
    return Answering(cohort, draft_of(request.session, cohort).answers)


@open_to_everyone
def application_step(request: Request, slug: str, cohort: str, step: str) -> HttpResponse:
    open_cohort, page = get_open_cohort(request, slug, cohort), steps.find_step(step)
    if page is None:
        raise Http404
    answering, is_change = _answering(request, open_cohort), "check" in request.GET
    form = page.make_form(answering, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _save_and_go_on(request, answering, page, form, is_change=is_change)
    return _question_page(request, answering, page, form, is_change=is_change)


def _save_and_go_on(
    request: Request, answering: Answering, page: Step, form: forms.Form, *, is_change: bool
) -> HttpResponse:
    """To the next question; when one answer is changed, to what is open because of it, and then to the check."""
    draft = save_answers(
        draft=draft_of(request.session, answering.cohort),
        answers=page.answers_of(form, answering),
        at=request.at,
    )
    keep_in_session(request.session, draft)
    saved = Answering(answering.cohort, draft.answers)
    if slug := page.goes_back_to(form):
        return redirect(_with_check(saved.cohort, slug, is_change))
    if not is_change:
        return redirect(step_url(saved.cohort, steps.slug_after(page, saved)))
    still_open = steps.first_unanswered(saved)
    return redirect(_with_check(saved.cohort, still_open.slug if still_open else CHECK, is_change))


def _with_check(cohort: Cohort, slug: str, is_change: bool) -> str:
    return step_url(cohort, slug) + ("?check" if is_change and slug != CHECK else "")


def _question_page(
    request: Request, answering: Answering, page: Step, form: forms.Form, *, is_change: bool
) -> HttpResponse:
    cohort = answering.cohort
    previous = CHECK if is_change else steps.slug_before(page.slug, answering)
    first_back = reverse("apply:programme", args=[cohort.programme.slug])
    number, count = steps.place_of(page, answering)
    form.kicker = f"Application for {cohort.name}. Question {number} of {count}"
    context = page_context(cohort) | {
        "form": form,
        "step": page,
        "kicker": form.kicker,
        "back_url": step_url(cohort, previous) if previous else first_back,
        "save_url": reverse("apply:application_saved", args=[cohort.programme.slug, cohort.slug]),
        **page.context(answering),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "apply/application_step.html", context, status=status)


@open_to_everyone
def application_check(request: Request, slug: str, cohort: str) -> HttpResponse:
    open_cohort = get_open_cohort(request, slug, cohort)
    draft = draft_of(request.session, open_cohort)
    if draft.reference:
        return redirect("apply:application_submitted", slug, cohort)
    answering = Answering(open_cohort, draft.answers)
    if (missing := steps.first_unanswered(answering)) is not None:
        return redirect(step_url(open_cohort, missing.slug))
    if request.method == "POST":
        application = actions.submit_application(
            cohort=open_cohort,
            answers=answers_of(answering),
            idempotency_key=draft.idempotency_key,
            at=request.at,
            client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
            site=site_of(request),
        )
        mark_submitted(draft=draft, reference=application.reference, at=request.at)
        return redirect("apply:application_submitted", slug, cohort)
    pages = steps.list_steps(answering)
    context = page_context(open_cohort) | {
        "rows": [_summary_row(answering, step) for step in pages if step.summary(answering)],
        "back_url": step_url(open_cohort, pages[-1].slug),
    }
    return render(request, "apply/application_check.html", context)


def _summary_row(answering: Answering, step: Step) -> dict[str, object]:
    return {
        "key": step.key,
        "value": step.summary(answering),
        "said": step.is_text,
        "url": f"{step_url(answering.cohort, step.slug)}?check",
    }


@open_to_everyone
def application_submitted(request: Request, slug: str, cohort: str) -> HttpResponse:
    """The reference, shown only to the browser that submitted the application."""
    open_cohort = get_open_cohort(request, slug, cohort)
    draft = draft_of(request.session, open_cohort)
    application = queries.find_submitted_application(
        programme_slug=slug, cohort_slug=cohort, reference=draft.reference
    )
    if application is None:
        raise Http404
    context = {
        "application": application,
        "acknowledged": queries.was_acknowledged(application=application),
        "cohort": open_cohort,
        "host": open_cohort.provider,
    }
    return render(request, "apply/application_submitted.html", context)
