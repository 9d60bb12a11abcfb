"""Files of a case, for setters: brought, downloaded, taken out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts import Draft
from waymark.ground.papers.files import MAX_BYTES
from waymark.ground.papers.forms import ExhibitForm
from waymark.ground.papers.models import Exhibit
from waymark.ground.papers.views.papers import own_draft
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.downloads import download
from waymark.kit.refusals import Refusal


@open_to(Role.SETTER)
@never_cache
def exhibits(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    form = ExhibitForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = ExhibitForm(request.POST, request.FILES)
        if form.is_valid() and _bring(request, draft, form):
            return redirect("papers:exhibits", paper)
    shown = {"draft": draft, "paper": draft.paper, "form": form}
    return render(request, "papers/exhibits.html", shown, status=422 if form.errors else 200)


def _bring(request: Request, draft: Draft, form: ExhibitForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        data = file.read(MAX_BYTES + 1)
        made = actions.add_exhibit(
            paper=draft.paper, name=file.name, data=data, by=request.person, at=request.at
        )
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, f"{made.name} belongs to the case.")
    return True


def _own(draft: Draft, exhibit: int) -> Exhibit:
    found = next((one for one in draft.exhibits if one.pk == exhibit), None)
    if found is None:
        raise Http404
    return found


@open_to(Role.SETTER)
@require_GET
def exhibit(request: Request, paper: int, exhibit: int) -> HttpResponse:
    found = _own(own_draft(request, paper), exhibit)
    return download(queries.data_of_exhibit(found), name=found.name, kind=found.content_type)


@open_to(Role.SETTER)
@require_POST
def removal(request: Request, paper: int, exhibit: int) -> HttpResponse:
    found = _own(own_draft(request, paper), exhibit)
    actions.remove_exhibit(exhibit=found, by=request.person, at=request.at)
    messages.success(request, f"{found.name} is taken out.")
    return redirect("papers:exhibits", paper)
