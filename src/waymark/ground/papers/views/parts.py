"""One page for each part of a paper; each is saved by itself, and never over what somebody else has saved since."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.papers import actions, drafts, forms, page, queries
from waymark.ground.papers.drafts import Draft
from waymark.ground.papers.parts import ABSENT, Content, digest_of, part_of
from waymark.ground.papers.views.papers import own_draft
from waymark.ground.papers.words import KEPT_BESIDE, part_named
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.refusals import Refusal
from waymark.kit.words import count_words


@open_to(Role.SETTER)
@never_cache
def details(request: Request, paper: int) -> HttpResponse:
    return _part(request, own_draft(request, paper), "details", forms.DetailsForm, {})


@open_to(Role.SETTER)
@never_cache
def case(request: Request, paper: int) -> HttpResponse:
    """With `then=look`, POST shows the case as it would be read, and saves nothing."""
    draft = own_draft(request, paper)
    if request.method == "POST" and request.POST.get("then") == "look":
        form = forms.CaseForm(request.POST)
        text = form.cleaned_data["text"] if form.is_valid() else ""
        looked = {
            "looked": queries.case_html(text, title=draft.body.case_title),
            "looked_words": count_words(text),
        }
        return _show(request, draft, "case", form, extra=looked if form.is_valid() else {})
    return _part(request, draft, "case", forms.CaseForm, {})


@open_to(Role.SETTER)
@never_cache
def omissions(request: Request, paper: int) -> HttpResponse:
    return _part(request, own_draft(request, paper), "omissions", forms.OmissionsForm, {})


@open_to(Role.SETTER)
@never_cache
def new_question(request: Request, paper: int) -> HttpResponse:
    return question(request, paper, "")


@open_to(Role.SETTER)
@never_cache
def question(request: Request, paper: int, part: str) -> HttpResponse:
    draft = own_draft(request, paper)
    given = {"strands": draft.wanted.strands if draft.wanted else ()}
    return _part(request, draft, f"question:{part}", forms.QuestionForm, given)


@open_to(Role.SETTER)
@never_cache
def new_criterion(request: Request, paper: int) -> HttpResponse:
    return criterion(request, paper, "")


@open_to(Role.SETTER)
@never_cache
def criterion(request: Request, paper: int, part: str) -> HttpResponse:
    draft = own_draft(request, paper)
    questions = [(one.id, f"{one.id}: {one.title}") for one in draft.body.questions]
    given = {"questions": questions, "wanted": draft.wanted}
    return _part(request, draft, f"criterion:{part}", forms.CriterionForm, given)


@open_to(Role.SETTER)
@require_POST
def question_removal(request: Request, paper: int, part: str) -> HttpResponse:
    return _remove(request, own_draft(request, paper), f"question:{part}")


@open_to(Role.SETTER)
@require_POST
def criterion_removal(request: Request, paper: int, part: str) -> HttpResponse:
    return _remove(request, own_draft(request, paper), f"criterion:{part}")


def _part(
    request: Request, draft: Draft, part: str, kind: type[forms.PartForm], given: dict[str, Any]
) -> HttpResponse:
    is_new = part.endswith(":")
    there = None if is_new else part_of(draft.body, draft.case, part)
    if there is None and not is_new:
        raise Http404
    if request.method == "POST":
        form = kind(request.POST, **given)
        if form.is_valid():
            return _save(request, draft, part, form)
        return _show(request, draft, part, form, status=422)
    initial = {**(kind.initial_of(there) if there else {}), "base": digest_of(there)}
    return _show(request, draft, part, kind(initial=initial, **given))


def _save(request: Request, draft: Draft, part: str, form: forms.PartForm) -> HttpResponse:
    try:
        saved = actions.save_part(
            paper=draft.paper,
            part=part,
            content=form.content,
            base=form.cleaned_data["base"],
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, draft, part, form, status=422)
    if saved.stands:
        messages.success(request, f"Saved: {part_named(saved.part)}.")
        return redirect("papers:paper", draft.paper.pk)
    return _conflict(request, draft, saved, form)


def _conflict(request: Request, draft: Draft, saved: actions.Saved, form: forms.PartForm) -> HttpResponse:
    """409: both wordings side by side; what was typed stays in the form, which now begins from the newer one."""
    fresh = own_draft(request, draft.paper.pk)
    now = part_of(fresh.body, fresh.case, saved.part)
    newest = drafts.newest_of(paper=draft.paper, part=saved.part)
    who = newest.by.name if newest and newest.by else "Somebody"
    form.begin_from(saved.digest)
    extra = {"beside": page.compared(now, form.content), "beside_says": KEPT_BESIDE.format(who=who)}
    return _show(request, fresh, saved.part, form, extra=extra, status=409)


def _show(
    request: Request,
    draft: Draft,
    part: str,
    form: forms.PartForm,
    *,
    extra: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_new = part.endswith(":")
    shown = {
        "draft": draft,
        "paper": draft.paper,
        "form": form,
        "part": part,
        "kind": part.partition(":")[0],
        "is_new": is_new,
        "heading": f"New {part.rstrip(':')}" if is_new else part_named(part),
        "findings": [] if is_new or form.is_bound else page.of_part(draft, part),
        "base": ABSENT if is_new else digest_of(_standing(draft, part)),
        "id": part.partition(":")[2],
        **(extra or {}),
    }
    return render(request, "papers/part.html", shown, status=status)


def _standing(draft: Draft, part: str) -> Content | None:
    return part_of(draft.body, draft.case, part)


def _remove(request: Request, draft: Draft, part: str) -> HttpResponse:
    """Takes a part out, if nobody has saved it since the page was made."""
    if part_of(draft.body, draft.case, part) is None:
        raise Http404
    base = request.POST.get("base", "")[:64]
    saved = actions.save_part(
        paper=draft.paper, part=part, content=None, base=base, by=request.person, at=request.at
    )
    if saved.stands:
        messages.success(request, f"{part_named(part)} is taken out. Its wording stays in the history.")
    else:
        messages.warning(
            request, f"{part_named(part)} has changed since you opened it: it was not taken out."
        )
    return redirect("papers:paper", draft.paper.pk)
