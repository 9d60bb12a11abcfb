"""Files of a case study, for setters: uploaded, downloaded, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts.queries import Draft
from waymark.ground.papers.drafts.views.papers import own_draft
from waymark.ground.papers.exhibits.files import MAX_BYTES
from waymark.ground.papers.exhibits.forms import ExhibitForm
from waymark.ground.papers.models import Exhibit
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit import forms
from waymark.kit.downloads import download


@open_to(Role.SETTER)
@never_cache
def exhibits(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    form = ExhibitForm(request.POST, request.FILES) if request.method == "POST" else ExhibitForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        with forms.refusal_as_error(form, field="file"):
            data = file.read(MAX_BYTES + 1)
            exhibit = actions.add_exhibit(
                paper=draft.paper, name=file.name, data=data, by=request.person, at=request.at
            )
            messages.success(request, f"{exhibit.name} added to the case study.")
            return redirect("papers:exhibits", paper)
    context = {"draft": draft, "paper": draft.paper, "form": form}
    return render(request, "papers/exhibits.html", context, status=422 if form.errors else 200)


def _own_exhibit(draft: Draft, exhibit_id: int) -> Exhibit:
    """A file of this paper, or 404."""
    exhibit = next((exhibit for exhibit in draft.exhibits if exhibit.pk == exhibit_id), None)
    if exhibit is None:
        raise Http404
    return exhibit


@open_to(Role.SETTER)
@require_GET
def exhibit(request: Request, paper: int, exhibit: int) -> HttpResponse:
    row = _own_exhibit(own_draft(request, paper), exhibit)
    return download(queries.data_of_exhibit(row), name=row.name, kind=row.content_type)


@open_to(Role.SETTER)
@require_POST
def removal(request: Request, paper: int, exhibit: int) -> HttpResponse:
    row = _own_exhibit(own_draft(request, paper), exhibit)
    actions.remove_exhibit(exhibit=row, by=request.person, at=request.at)
    messages.success(request, f"{row.name} removed.")
    return redirect("papers:exhibits", paper)
