"""Parallel papers: the form of a paper in its series, and the figures of all its forms compared."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts.queries import Draft
from waymark.ground.papers.drafts.views.papers import own_draft
from waymark.ground.papers.series.actions import version_of_place
from waymark.ground.papers.series.figures import compare_figures, figures_of
from waymark.ground.papers.series.forms import SeriesForm
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit import forms


@open_to(Role.SETTER)
@never_cache
def series(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    current = getattr(draft.paper, "form", None)
    initial = {"series": current.series.name, "letter": current.letter} if current else {}
    form = SeriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with forms.refusal_as_error(form, field="letter"):
            actions.place_in_series(
                paper=draft.paper,
                series=data["series"],
                letter=data["letter"],
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(request, f"This paper is now form {data['letter']} of “{data['series']}”.")
            return redirect("papers:series", paper)
    drafts = queries.list_series_for(draft=draft)
    rows = compare_figures([(draft.paper.code, _figures(draft)) for draft in drafts])
    context = {"draft": draft, "paper": draft.paper, "form": form, "drafts": drafts, "rows": rows}
    context["form_version"] = version_of_place(current)
    return render(request, "papers/series.html", context, status=422 if form.errors else 200)


def _figures(draft: Draft) -> dict[str, str]:
    titles = dict(draft.requirements.strands) if draft.requirements else {}
    return figures_of(draft.body, words=draft.words, exhibits=len(draft.exhibits), titles=titles)
