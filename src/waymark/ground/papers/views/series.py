"""Parallel papers: where a paper stands in its series, and the figures of all forms side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts import Draft
from waymark.ground.papers.figures import figures_of, side_by_side
from waymark.ground.papers.forms import SeriesForm
from waymark.ground.papers.views.papers import own_draft
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.refusals import Refusal


@open_to(Role.SETTER)
@never_cache
def series(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    place = getattr(draft.paper, "form", None)
    initial = {"series": place.series.name, "letter": place.letter} if place else {}
    form = SeriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.place_in_series(
                paper=draft.paper,
                series=said["series"],
                letter=said["letter"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, f"This paper is form {said['letter']} of “{said['series']}”.")
            return redirect("papers:series", paper)
        except Refusal as refusal:
            form.add_error("letter", str(refusal))
    beside = queries.list_series_for(draft=draft)
    rows = side_by_side([(one.paper.code, _figures(one)) for one in beside])
    shown = {"draft": draft, "paper": draft.paper, "form": form, "beside": beside, "rows": rows}
    return render(request, "papers/series.html", shown, status=422 if form.errors else 200)


def _figures(draft: Draft) -> dict[str, str]:
    titles = dict(draft.wanted.strands) if draft.wanted else {}
    return figures_of(draft.body, words=draft.words, exhibits=len(draft.exhibits), titles=titles)
