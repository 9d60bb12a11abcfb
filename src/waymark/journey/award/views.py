"""The lead decides, the board releases, the participant reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.journey.award import actions, queries, rules
from waymark.journey.award.forms import NotYetForm, ReleaseForm
from waymark.journey.award.letter import letter_of
from waymark.journey.award.overview import AwardRow, award_row
from waymark.kit import forms
from waymark.kit.formatting import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


@open_to(Role.LEAD)
@require_safe
def cohort_awards(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    rows = _rows(request, cohort)
    context = {
        "cohort": cohort,
        "rows": rows,
        "ready": sum(row.status.can_decide for row in rows),
        "approvable": sum(row.status.can_approve for row in rows),
        "decided": sum(row.status.outcome is not None for row in rows),
    }
    return render(request, "award/cohort.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: Request, slug: str) -> HttpResponse:
    """Approve every award that is ready: first who is included and who is not, then the act."""
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    if request.method == "POST":
        approved = actions.approve_awards(cohort=cohort, by=request.person, at=request.at)
        messages.success(
            request, f"{counted(len(approved), 'award', 'awards')} approved and sent to the board."
        )
        return redirect("award:cohort", slug=slug)
    rows = _rows(request, cohort)
    context = {
        "cohort": cohort,
        "included": [row for row in rows if row.status.can_approve],
        "excluded": [row for row in rows if not row.status.can_approve],
    }
    return render(request, "award/decisions.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, reference: str) -> HttpResponse:
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=Role.LEAD, reference=reference)
    if enrolment is None:
        raise Http404
    status = queries.get_award_status(enrolment=enrolment, at=request.at)
    needs_next_steps = status.can_decide and not status.decision.awarded
    if request.method == "POST" and not needs_next_steps and "next_steps" not in request.POST:
        actions.decide_award(enrolment=enrolment, by=request.person, at=request.at)
        return _decided(request, enrolment.person.name, slug=enrolment.cohort.slug)
    form = NotYetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with forms.refusal_as_error(form):
            actions.decide_award(enrolment=enrolment, by=request.person, at=request.at, **form.cleaned_data)
            return _decided(request, enrolment.person.name, slug=enrolment.cohort.slug)
    context = {"row": award_row(status), "form": form, "needs_next_steps": needs_next_steps}
    return render(request, "award/decision.html", context, status=422 if form.errors else 200)


def _decided(request: Request, name: str, *, slug: str) -> HttpResponse:
    messages.success(request, f"Decision for {name} sent to the board.")
    return redirect("award:cohort", slug=slug)


@open_to(Role.BOARD)
@require_http_methods(["GET", "HEAD", "POST"])
def releases(request: Request) -> HttpResponse:
    unreleased = queries.list_unreleased_for(for_=request.person)
    form = ReleaseForm([outcome.pk for outcome in unreleased])
    if request.method == "POST":
        ids = _whole_numbers_or_404(request.POST.getlist("outcomes"))
        outcomes = queries.list_outcomes_for(for_=request.person, ids=ids)
        if len(outcomes) != len(set(ids)):
            raise Http404
        form = ReleaseForm([outcome.pk for outcome in outcomes], request.POST)
        if form.is_valid():
            link = request.build_absolute_uri(reverse("award:mine"))
            released = actions.release_outcomes(
                outcomes=outcomes, link=link, by=request.person, at=request.at
            )
            messages.success(request, f"{counted(len(released), 'result', 'results')} released.")
            return redirect("award:releases")
    with_permission = [
        (outcome, rules.may_release(decided_by=outcome.by_id, by=request.person.pk)) for outcome in unreleased
    ]
    context = {
        "form": form,
        "outcomes": with_permission,
        "can_release_any": any(may for _, may in with_permission),
        "released": queries.count_released_for(for_=request.person),
    }
    return render(request, "award/releases.html", context, status=422 if form.errors else 200)


def _whole_numbers_or_404(values: list[str]) -> list[int]:
    if not all(value.isascii() and value.isdigit() and len(value) < 19 for value in values):
        raise Http404
    return [int(value) for value in values]


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def mine(request: Request) -> HttpResponse:
    enrolment = cohorts.own_enrolment(request)
    outcome = queries.released_outcome_of(enrolment=enrolment) if enrolment else None
    if outcome is None:
        return render(request, "award/waiting.html")
    context = {
        "outcome": outcome,
        "letter": letter_of(outcome),
        "provider": outcome.enrolment.cohort.provider,
        "statement": queries.find_statement(outcome=outcome),
    }
    return render(request, "award/mine.html", context)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def statement(request: Request) -> HttpResponse:
    statement = queries.statement_of(enrolment=cohorts.own_enrolment_or_404(request))
    if statement is None:
        raise Http404
    response = HttpResponse(bytes(statement.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="statement-of-result-{statement.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _rows(request: Request, cohort: Cohort) -> list[AwardRow]:
    statuses = queries.list_award_statuses_for(for_=request.person, cohort=cohort, at=request.at)
    return [award_row(status) for status in statuses]
