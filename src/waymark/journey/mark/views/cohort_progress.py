"""A lead's counts of a cohort's marking, with preparing and allocating the scripts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from waymark.ground.cohorts.queries import count_without_organisation, get_cohort_or_404, list_staff_of
from waymark.ground.people.access import Request, belongs_to, open_to
from waymark.ground.people.roles import Role
from waymark.journey.mark import actions, queries
from waymark.journey.mark.rules import MarkingState
from waymark.journey.sit import queries as sit
from waymark.kit.formatting import counted, listed

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


@open_to(Role.LEAD)
@require_safe
def progress(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    results = queries.list_script_results(cohort=cohort)
    with_third = queries.list_scripts_with_third(cohort=cohort)
    states = Counter(script.marking.state for script in results)
    without_third = [
        script
        for script in results
        if script.marking.state is MarkingState.NEEDS_THIRD and script.script_id not in with_third
    ]
    context = {
        "cohort": cohort,
        "submissions": len(sit.list_closed_submissions(cohort=cohort, at=request.at)),
        "scripts": len(results),
        "unallocated": queries.count_unallocated(cohort=cohort),
        "states": {state.value: states[state] for state in MarkingState},
        "final": sum(script.marking.is_final for script in results),
        "without_third": len(without_third),
        "markers": queries.list_marker_workloads(cohort=cohort),
        "unknown": _unknown_organisations(cohort),
    }
    return render(request, "mark/progress.html", context)


def _unknown_organisations(cohort: Cohort) -> str:
    """Who could have a conflict of interest that we can’t see; empty when everyone’s organisation is known."""
    judges = [
        person
        for role in (Role.MARKER, Role.SENIOR)
        for person in list_staff_of(cohort_id=cohort.pk, role=role)
    ]
    names = sorted({person.name for person in judges if person.organisation_id is None})
    participants = count_without_organisation(cohort_id=cohort.pk)
    parts = [*names, *([counted(participants, "participant", "participants")] if participants else [])]
    return listed(parts)


@open_to(Role.LEAD)
@belongs_to("mark:progress")
@require_POST
def scripts(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    made = actions.prepare_scripts(cohort=cohort, by=request.person, at=request.at)
    prepared = f"{counted(made, 'script', 'scripts')} prepared." if made else "All scripts are prepared."
    messages.success(request, prepared)
    return redirect("mark:progress", slug=slug)


@open_to(Role.LEAD)
@belongs_to("mark:progress")
@require_POST
def allocation(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    made = actions.allocate_scripts(cohort=cohort, by=request.person, at=request.at)
    allocated = f"{counted(made, 'mark', 'marks')} allocated." if made else "Every script has its markers."
    messages.success(request, allocated)
    return redirect("mark:progress", slug=slug)
