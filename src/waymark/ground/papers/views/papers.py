"""The list of papers, one paper with what is found in it, how participants will see it, and its history."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from waymark.ground.papers import actions, drafts, page, queries
from waymark.ground.papers.drafts import Draft
from waymark.ground.papers.forms import NewPaperForm
from waymark.ground.papers.models import Paper
from waymark.ground.papers.parts import digest_of, part_of
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes
from waymark.kit.refusals import Refusal


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
    rows = queries.list_papers_for(for_=request.person)
    return render(
        request, "papers/papers.html", {"rows": rows, "open": [one for one in rows if _is_open(one)]}
    )


def _is_open(paper: Paper) -> bool:
    return not hasattr(paper, "lock")


@open_to(Role.SETTER)
@never_cache
def new_paper(request: Request) -> HttpResponse:
    published = {one.slug: one for one in reversed(programmes.list_published_for(for_=request.person))}
    choices = [(one.slug, one.title) for one in published.values()]
    form = NewPaperForm(request.POST or None, programmes=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        assessment = programmes.programme_of(published[said["programme"]]).assessment
        try:
            made = actions.begin_paper(
                provider=request.person.provider,
                programme_slug=said["programme"],
                code=said["code"],
                title=said["title"],
                case_title=said["case_title"],
                pass_mark=(assessment.pass_numerator, assessment.pass_denominator),
                by=request.person,
                at=request.at,
            )
            return redirect("papers:paper", made.pk)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
    shown = {"form": form, "programmes": choices}
    return render(request, "papers/new_paper.html", shown, status=422 if form.errors else 200)


@open_to(Role.SETTER)
@never_cache
@require_GET
def paper(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    return render(request, "papers/paper.html", page.of(draft, viewer=request.person))


@open_to(Role.SETTER)
@never_cache
@require_GET
def preview(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    shown = {
        "draft": draft,
        "paper": draft.paper,
        "case": queries.case_html(draft.case, title=draft.body.case_title),
    }
    return render(request, "papers/preview.html", shown)


@open_to(Role.SETTER)
@never_cache
@require_GET
def history(request: Request, paper: int) -> HttpResponse:
    draft = own_draft(request, paper)
    rows = [page.line_of(one) for one in queries.list_wordings(paper=draft.paper)]
    return render(request, "papers/history.html", {"draft": draft, "paper": draft.paper, "rows": rows})


@open_to(Role.SETTER)
@never_cache
def wording(request: Request, paper: int, wording: int) -> HttpResponse:
    """One wording beside the one that stands. POST: puts it in place, if that one is still the one that was seen."""
    draft = own_draft(request, paper)
    row = drafts.get_wording(paper=draft.paper, wording_id=wording)
    if row is None or row.part == "exhibits":
        raise Http404
    now = part_of(draft.body, draft.case, row.part)
    if request.method == "POST":
        saved = actions.save_part(
            paper=draft.paper,
            part=row.part,
            content=row.content,
            base=request.POST.get("base", "")[:64],
            by=request.person,
            at=request.at,
        )
        if saved.stands:
            return redirect("papers:paper", paper)
        return redirect("papers:wording", paper, wording)
    shown = {
        **page.line_of(row),
        "draft": draft,
        "paper": draft.paper,
        "base": digest_of(now),
        "is_same": now == row.content,
        "rows": page.compared(now, row.content),
    }
    return render(request, "papers/wording.html", shown)
