"""The pages of a lead or facilitator: who coaches whom, and that sessions took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.journey.coach import actions, queries
from waymark.journey.coach.forms.pairing import PairingForm
from waymark.kit import forms
from waymark.kit.formatting import counted
from waymark.kit.moves import with_undo

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def pairings(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    enrolments = cohorts.list_enrolments_for(
        for_=request.person, role=request.role, cohort_slug=slug, on=cohorts.today_of(request.at)
    )
    coach_ids = queries.coach_ids_by_enrolment(cohort=cohort)
    coaches = cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.COACH)
    data = request.POST if request.method == "POST" else None
    proposed = queries.propose_coaches_for(enrolments=enrolments, coaches=coaches, coach_ids=coach_ids)
    is_proposal = data is None and "proposal" in request.GET
    form = PairingForm(
        data,
        enrolments=enrolments,
        coaches=coaches,
        coach_ids=coach_ids,
        proposed=proposed if is_proposal else None,
    )
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            changed = actions.pair_coaches(
                coaches=form.chosen(),
                by=request.person,
                at=request.at,
                made_from=form.made_from(forms.made_from(request)),
                **form.move(),
            )
            messages.success(request, _saved(len(changed)))
            return redirect("coach:pairings", slug=slug)
    context = {
        "cohort": cohort,
        "form": form,
        "form_version": form.version(),
        "coaches": coaches,
        "is_proposal": is_proposal,
        "proposed": len(proposed),
        "shares": _shares(coaches, [*coach_ids.values(), *proposed.values()]),
        "without_coach": [enrolment for enrolment in enrolments if enrolment.pk not in coach_ids],
        "changes": with_undo(
            queries.list_coach_changes(cohort=cohort),
            today=cohorts.today_of(request.at),
            zone=cohorts.zone_of(cohort=cohort),
        ),
    }
    return render(request, "coach/pairings.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_POST
def coach_change_undo(request: Request, slug: str, change: int) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    row = queries.find_coach_change(cohort=cohort, pk=change)
    if row is None:
        raise Http404
    actions.undo_coach_change(change=row, by=request.person, at=request.at)
    messages.success(request, "You’ve undone this. They’re back with their earlier coach.")
    return redirect("coach:pairings", slug=slug)


def _shares(coaches: list[Person], chosen: list[int]) -> list[tuple[Person, int]]:
    """How many participants each coach would have."""
    return [(coach, chosen.count(coach.pk)) for coach in coaches]


def _saved(changed: int) -> str:
    if not changed:
        return "There were no changes to save."
    return f"Saved. {counted(changed, 'participant has', 'participants have')} a new coach."


@open_to(Role.FACILITATOR, Role.LEAD)
@require_safe
def cohort(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    enrolments = cohorts.list_enrolments_for(
        for_=request.person, role=request.role, cohort_slug=slug, on=cohorts.today_of(request.at)
    )
    summaries = queries.list_coaching_summaries(enrolments=enrolments)
    context = {
        "cohort": cohort,
        "summaries": summaries,
        "sessions_planned": len(queries.list_coaching_items(programme=programme_of(cohort.programme))),
        "sessions_held": sum(summary.sessions_held for summary in summaries),
        "minutes": sum(summary.minutes for summary in summaries),
        "without_coach": [summary for summary in summaries if not summary.coach],
        "is_lead": request.role is Role.LEAD,
    }
    return render(request, "coach/cohort.html", context)
