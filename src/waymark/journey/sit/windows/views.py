"""Windows of a cohort, for the programme's lead: the list, and a new one. The control room has its own views."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.papers import queries as papers
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.journey.sit.attempts.queries import list_candidates
from waymark.journey.sit.windows.actions import open_window
from waymark.journey.sit.windows.fitting import first_days_of, refuse_untaught
from waymark.journey.sit.windows.forms import WindowForm
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import list_windows_for
from waymark.journey.sit.windows.window_times import times_in_words
from waymark.journey.sit.windows.words import assumed_of
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@open_to(Role.LEAD)
def windows(request: Request, cohort: str) -> HttpResponse:
    own_cohort = cohorts.get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=cohort)
    rows = list_windows_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort)
    context = {
        "cohort": own_cohort,
        "rows": [times_in_words(row, at=request.at) | {"window": row} for row in rows],
    }
    return render(request, "sit/windows.html", context)


@open_to(Role.LEAD)
def new_window(request: Request, cohort: str) -> HttpResponse:
    """GET: the programme's own days and times, prefilled. POST: opens the window."""
    own_cohort = cohorts.get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=cohort)
    choices = papers.list_locked_for(for_=request.person, programme_slug=own_cohort.programme.slug)
    used = first_days_of(papers=choices)
    candidates = list_candidates(cohort=own_cohort, at=request.at)
    if request.method == "POST":
        form = WindowForm(request.POST, papers=choices, used=used, candidates=candidates)
        if form.is_valid():
            with forms.refusal_as_error(form):
                opened = _open(request, own_cohort, form.cleaned_data, candidates)
                messages.success(request, "The window is set. Participants can now see it.")
                return redirect("sit:window", cohort=cohort, window=opened.pk)
    else:
        initial = _from_programme(own_cohort, choices)
        form = WindowForm(papers=choices, used=used, candidates=candidates, initial=initial)
    programme = programme_of(own_cohort.programme)
    context = {
        "cohort": own_cohort,
        "form": form,
        "papers": choices,
        "assessment": programme.assessment,
        "assumed": assumed_of(programme.assumed),
    }
    return render(request, "sit/new_window.html", context, status=422 if form.errors else 200)


def _open(
    request: Request, cohort: Cohort, values: dict[str, Any], candidates: list[Enrolment]
) -> SittingWindow:
    paper = papers.get_locked_for(for_=request.person, paper_id=int(values["paper"]))
    if paper is None:
        raise Http404
    refuse_untaught(paper=paper, programme=programme_of(cohort.programme))
    return open_window(
        cohort=cohort,
        paper=paper,
        opens_on=values["opens_on"],
        opens_time=values["opens_time"],
        days=values["days"],
        closes_time=values["closes_time"],
        zone=values["zone"].strip(),
        may_take_back=values["may_take_back"],
        entered=[row for row in candidates if row.reference in values.get("people", ())],
        by=request.person,
        at=request.at,
    )


def _from_programme(cohort: Cohort, choices: list[Any]) -> dict[str, Any]:
    assessment = programme_of(cohort.programme).assessment
    return {
        "paper": str(choices[0].pk) if len(choices) == 1 else None,
        "opens_on": cohort.starts_on + timedelta(days=assessment.plan.day),
        "opens_time": assessment.opens_time,
        "days": assessment.days,
        "closes_time": assessment.closes_time,
        "zone": cohorts.zone_of(cohort=cohort),
        "may_take_back": assessment.may_take_back,
    }
