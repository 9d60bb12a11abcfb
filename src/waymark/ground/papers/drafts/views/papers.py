"""The list of papers, one paper with its problems, the preview for participants, and the history."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts import page
from waymark.ground.papers.drafts.forms import NewPaperForm
from waymark.ground.papers.drafts.parts import content_of, digest_of
from waymark.ground.papers.drafts.queries import Draft, get_wording
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes
from waymark.kit import forms


def own_draft(request: Request, paper: int) -> Draft:
    """A paper of the setter's provider, or 404."""
    draft = queries.get_draft_for(for_=request.person, paper_id=paper)
    if draft is None:
        raise Http404
    return draft


@open_to(Role.SETTER)
@never_cache
@require_GET
def papers(request: Request) -> HttpResponse:
    papers = queries.list_papers_for(for_=request.person)
    unlocked = [paper for paper in papers if not hasattr(paper, "lock")]
    return render(request, "papers/papers.html", {"papers": papers, "unlocked": unlocked})


@open_to(Role.SETTER)
@never_cache
def new_paper(request: Request) -> HttpResponse:
    published = {offered.slug: offered for offered in programmes.list_offered_for(for_=request.person)}
    choices = [(offered.slug, offered.full_name) for offered in published.values()]
    form = NewPaperForm(request.POST or None, programmes=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        assessment = programmes.programme_of(published[data["programme"]]).assessment
        with forms.refusal_as_error(form, field="code"):
            paper = actions.create_empty_paper(
                provider=request.person.provider,
                programme_slug=data["programme"],
                code=data["code"],
                title=data["title"],
                case_title=data["case_title"],
                pass_mark=(assessment.pass_numerator, assessment.pass_denominator),
                by=request.person,
                at=request.at,
            )
            return redirect("papers:paper", paper.pk)
    context = {"form": form, "programmes": choices}
    return render(request, "papers/new_paper.html", context, status=422 if form.errors else 200)


@open_to(Role.SETTER)
@never_cache
@require_GET
def paper(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    return render(request, "papers/paper.html", page.paper_context(draft, viewer=request.person))


@open_to(Role.SETTER)
@never_cache
@require_GET
def preview(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    case = queries.case_html(draft.case, title=draft.body.case_title)
    return render(request, "papers/preview.html", {"draft": draft, "paper": draft.paper, "case": case})


@open_to(Role.SETTER)
@never_cache
@require_GET
def history(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    rows = [page.history_row(wording) for wording in queries.list_wordings(paper=draft.paper)]
    return render(request, "papers/history.html", {"draft": draft, "paper": draft.paper, "rows": rows})


@open_to(Role.SETTER)
@never_cache
def wording(request: Request, paper: int, wording: int) -> HttpResponse:
    """One saved version compared with the current one. POST restores it, if the current one is still the one seen."""
    draft = own_draft(request, paper)
    row = get_wording(paper=draft.paper, wording_id=wording)
    if row is None or row.part == "exhibits":
        raise Http404
    current = content_of(draft.body, draft.case, row.part)
    if request.method == "POST":
        saved = actions.save_part(
            paper=draft.paper,
            part=row.part,
            content=row.content,
            base=request.POST.get("base", "")[:64],
            by=request.person,
            at=request.at,
        )
        if saved.was_applied:
            return redirect("papers:paper", paper)
        return redirect("papers:wording", paper, wording)
    context = {
        **page.history_row(row),
        "draft": draft,
        "paper": draft.paper,
        "base": digest_of(current),
        "is_current": current == row.content,
        "rows": page.compare(current, row.content),
    }
    return render(request, "papers/wording.html", context)
