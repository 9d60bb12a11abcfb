"""The way of an application: one question a page, a check of the answers, and the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from waymark.ground.people.doors import Request, open_to_everyone
from waymark.journey.apply import actions, queries, steps
from waymark.journey.apply.steps import CHECK, STEPS, Draft, Step
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


def _cohort(request: Request, slug: str, cohort: str) -> Cohort:
    found = queries.find_cohort_to_apply_for(programme_slug=slug, cohort_slug=cohort, at=request.at)
    if found is None:
        raise Http404
    return found


def _address(cohort: Cohort, step: str) -> str:
    return reverse("apply:application_step", args=[cohort.programme.slug, cohort.slug, step])


@open_to_everyone
def application(request: Request, slug: str, cohort: str) -> HttpResponse:
    """The start: on to the first page that is not answered yet."""
    found = _cohort(request, slug, cohort)
    step = Draft(request.session, found.pk).first_unanswered()
    return redirect(_address(found, step.slug if step else CHECK))


@open_to_everyone
def application_step(request: Request, slug: str, cohort: str, step: str) -> HttpResponse:
    found, page = _cohort(request, slug, cohort), steps.find_step(step)
    if page is None:
        raise Http404
    draft = Draft(request.session, found.pk)
    returns = "check" in request.GET
    form = page.form(request.POST) if request.method == "POST" else page.form(initial=draft.answers)
    if request.method == "POST" and form.is_valid():
        draft.keep(form.cleaned_data)
        return redirect(_address(found, CHECK if returns else steps.after(page)))
    return _asked(request, found, page, form, returns=returns)


def _asked(request: Request, cohort: Cohort, page: Step, form: forms.Form, *, returns: bool) -> HttpResponse:
    before = CHECK if returns else steps.before(page.slug)
    kicker = f"Application for {cohort.name}. Question {steps.number_of(page)} of {len(STEPS)}"
    form.kicker = kicker
    shown = {
        "form": form,
        "step": page,
        "kicker": kicker,
        "back_url": _address(cohort, before)
        if before
        else reverse("apply:programme", args=[cohort.programme.slug]),
        "provider_name": cohort.provider.short_name,
        "foot_text": f"Stuck? Write to {cohort.provider.enquiries_email}.",
    }
    return render(
        request, "apply/application_step.html", shown, status=422 if request.method == "POST" else 200
    )


@open_to_everyone
def check(request: Request, slug: str, cohort: str) -> HttpResponse:
    found = _cohort(request, slug, cohort)
    draft = Draft(request.session, found.pk)
    if draft.sent:
        return redirect("apply:application_sent", slug, cohort)
    if (missing := draft.first_unanswered()) is not None:
        return redirect(_address(found, missing.slug))
    if request.method == "POST":
        sent = actions.send_application(
            cohort=found, answers=draft.answers_given(), once=draft.once, at=request.at
        )
        draft.mark_sent(sent.reference)
        return redirect("apply:application_sent", slug, cohort)
    shown = {
        "cohort": found,
        "rows": [_answer(found, step, draft.answers) for step in STEPS],
        "back_url": _address(found, STEPS[-1].slug),
        "provider_name": found.provider.short_name,
        "foot_text": f"Stuck? Write to {found.provider.enquiries_email}.",
    }
    return render(request, "apply/check.html", shown)


def _answer(cohort: Cohort, step: Step, answers: dict[str, str]) -> dict[str, object]:
    given = [answers.get(name, "") for name in step.form.base_fields]
    joined = (" " if step.slug == "name" else "\n").join(filter(None, given))
    return {
        "key": step.key,
        "value": joined or "Not given",
        "said": step.slug == "reason",
        "url": f"{_address(cohort, step.slug)}?check",
    }


@open_to_everyone
def sent(request: Request, slug: str, cohort: str) -> HttpResponse:
    """The reference, to the browser that has sent the application and to no other."""
    found = _cohort(request, slug, cohort)
    draft = Draft(request.session, found.pk)
    application = queries.find_sent(programme_slug=slug, cohort_slug=cohort, reference=draft.sent)
    if application is None:
        raise Http404
    shown = {"application": application, "cohort": found, "provider_name": found.provider.short_name}
    return render(request, "apply/sent.html", shown)
