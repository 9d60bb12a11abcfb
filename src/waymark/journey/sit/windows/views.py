"""Windows of a cohort, for the programme's lead: the list, and a new one. The control room is `views/control.py`."""

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
from waymark.journey.sit.windows.actions import open_window
from waymark.journey.sit.windows.fitting import first_days_of, refuse_untaught
from waymark.journey.sit.windows.forms import WindowForm
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import list_windows_for
from waymark.journey.sit.windows.window_times import times_in_words
from waymark.journey.sit.windows.words import assumed_of
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


@open_to(Role.LEAD)
def windows(request: Request, cohort: str) -> HttpResponse:
    found = _cohort(request, cohort)
    rows = list_windows_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort)
    context = {
        "cohort": found,
        "rows": [times_in_words(row, at=request.at) | {"window": row} for row in rows],
    }
    return render(request, "sit/windows.html", context)


@open_to(Role.LEAD)
def new_window(request: Request, cohort: str) -> HttpResponse:
    """GET: the programme's own days and times, prefilled. POST: opens the window."""
    found = _cohort(request, cohort)
    choices = papers.list_locked_for(for_=request.person, programme_slug=found.programme.slug)
    used = first_days_of(papers=choices)
    if request.method == "POST":
        form = WindowForm(request.POST, papers=choices, used=used)
        if form.is_valid():
            try:
                opened = _open(request, found, form.cleaned_data)
                messages.success(request, "The window is set. Participants see it on their page.")
                return redirect("sit:window", cohort=cohort, window=opened.pk)
            except Refusal as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, reason.sentence)
    else:
        form = WindowForm(papers=choices, used=used, initial=_from_programme(found, choices))
    programme = programme_of(found.programme)
    context = {
        "cohort": found,
        "form": form,
        "papers": choices,
        "assessment": programme.assessment,
        "assumed": assumed_of(programme.assumed),
    }
    return render(request, "sit/new_window.html", context, status=422 if form.errors else 200)


def _cohort(request: Request, slug: str) -> Cohort:
    found = cohorts.get_cohort_for(for_=request.person, role=Role.LEAD, slug=slug)
    if found is None:
        raise Http404
    return found


def _open(request: Request, cohort: Cohort, said: dict[str, Any]) -> SittingWindow:
    paper = papers.get_locked_for(for_=request.person, paper_id=int(said["paper"]))
    if paper is None:
        raise Http404
    refuse_untaught(paper=paper, programme=programme_of(cohort.programme))
    return open_window(
        cohort=cohort,
        paper=paper,
        opens_on=said["opens_on"],
        opens_time=said["opens_time"],
        days=said["days"],
        closes_time=said["closes_time"],
        zone=said["zone"].strip(),
        may_take_back=said["may_take_back"],
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
        "zone": assessment.zone,
        "may_take_back": assessment.may_take_back,
    }
