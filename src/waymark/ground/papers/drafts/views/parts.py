"""One page for each part of a paper. Each part is saved by itself, and never over what someone else has saved since."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts import page
from waymark.ground.papers.drafts.forms import (
    CaseForm,
    CriterionForm,
    DetailsForm,
    OmissionsForm,
    PartForm,
    QuestionForm,
)
from waymark.ground.papers.drafts.parts import ABSENT, content_of, digest_of
from waymark.ground.papers.drafts.queries import Draft, find_newest_wording
from waymark.ground.papers.drafts.views.papers import own_draft
from waymark.ground.papers.words import SAVED_AS_ANOTHER_VERSION, name_of_part
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit import forms
from waymark.kit.words import count_words


@open_to(Role.SETTER)
@never_cache
def details(request: Request, paper: int) -> HttpResponse:
    return _part_page(request, own_draft(request, paper), "details", DetailsForm)


@open_to(Role.SETTER)
@never_cache
def case(request: Request, paper: int) -> HttpResponse:
    """With `then=preview`, POST shows the case study as it would be read, and saves nothing."""
    draft = own_draft(request, paper)
    if request.method == "POST" and request.POST.get("then") == "preview":
        form = CaseForm(request.POST)
        if not form.is_valid():
            return _show(request, draft, "case", form)
        text = form.cleaned_data["text"]
        preview = queries.case_html(text, title=draft.body.case_title)
        extra = {"preview": preview, "preview_words": count_words(text)}
        return _show(request, draft, "case", form, extra=extra)
    return _part_page(request, draft, "case", CaseForm)


@open_to(Role.SETTER)
@never_cache
def omissions(request: Request, paper: int) -> HttpResponse:
    return _part_page(request, own_draft(request, paper), "omissions", OmissionsForm)


@open_to(Role.SETTER)
@never_cache
def new_question(request: Request, paper: int) -> HttpResponse:
    return question(request, paper, "")


@open_to(Role.SETTER)
@never_cache
def question(request: Request, paper: int, part: str) -> HttpResponse:
    draft = own_draft(request, paper)
    strands = draft.requirements.strands if draft.requirements else ()
    return _part_page(request, draft, f"question:{part}", QuestionForm, strands=strands)


@open_to(Role.SETTER)
@never_cache
def new_criterion(request: Request, paper: int) -> HttpResponse:
    return criterion(request, paper, "")


@open_to(Role.SETTER)
@never_cache
def criterion(request: Request, paper: int, part: str) -> HttpResponse:
    draft = own_draft(request, paper)
    questions = [(question.id, f"{question.id}: {question.title}") for question in draft.body.questions]
    choices = {"questions": questions, "requirements": draft.requirements}
    return _part_page(request, draft, f"criterion:{part}", CriterionForm, **choices)


@open_to(Role.SETTER)
@require_POST
def question_removal(request: Request, paper: int, part: str) -> HttpResponse:
    return _remove(request, own_draft(request, paper), f"question:{part}")


@open_to(Role.SETTER)
@require_POST
def criterion_removal(request: Request, paper: int, part: str) -> HttpResponse:
    return _remove(request, own_draft(request, paper), f"criterion:{part}")


def _part_page(
    request: Request, draft: Draft, part: str, form_class: type[PartForm], **choices: Any
) -> HttpResponse:
    is_new = part.endswith(":")
    current = None if is_new else content_of(draft.body, draft.case, part)
    if current is None and not is_new:
        raise Http404
    if request.method == "POST":
        form = form_class(request.POST, **choices)
        if form.is_valid():
            return _save(request, draft, part, form)
        return _show(request, draft, part, form, status=422)
    initial = form_class.initial_of(current) if current else {}
    form = form_class(initial={**initial, "base": digest_of(current)}, **choices)
    return _show(request, draft, part, form)


def _save(request: Request, draft: Draft, part: str, form: PartForm) -> HttpResponse:
    with forms.refusal_as_error(form):
        saved = actions.save_part(
            paper=draft.paper,
            part=part,
            content=form.content,
            base=form.cleaned_data["base"],
            by=request.person,
            at=request.at,
        )
        if not saved.was_applied:
            return _conflict(request, draft, saved, form)
        messages.success(request, f"{name_of_part(saved.part)} saved.")
        return redirect("papers:paper", draft.paper.pk)
    return _show(request, draft, part, form, status=422)


def _conflict(request: Request, draft: Draft, saved: actions.SavedPart, form: PartForm) -> HttpResponse:
    """409: both versions are compared; what was typed stays in the form, which now begins from the current one."""
    fresh = own_draft(request, draft.paper.pk)
    current = content_of(fresh.body, fresh.case, saved.part)
    newest = find_newest_wording(paper=draft.paper, part=saved.part)
    who = newest.by.name if newest and newest.by else "Someone"
    form.begin_from(saved.digest)
    extra = {
        "versions": page.compare(current, form.content),
        "conflict": SAVED_AS_ANOTHER_VERSION.format(who=who),
    }
    return _show(request, fresh, saved.part, form, extra=extra, status=409)


def _show(
    request: Request,
    draft: Draft,
    part: str,
    form: PartForm,
    *,
    extra: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_new = part.endswith(":")
    kind, _, id = part.partition(":")
    context = {
        "draft": draft,
        "paper": draft.paper,
        "form": form,
        "kind": kind,
        "id": id,
        "is_new": is_new,
        "heading": f"New {kind}" if is_new else name_of_part(part),
        "problems": [] if is_new or form.is_bound else page.problems_of_part(draft, part),
        "base": ABSENT if is_new else digest_of(content_of(draft.body, draft.case, part)),
        **(extra or {}),
    }
    return render(request, "papers/part.html", context, status=status)


def _remove(request: Request, draft: Draft, part: str) -> HttpResponse:
    """Removes a part, if no one has saved it since the page was opened."""
    if content_of(draft.body, draft.case, part) is None:
        raise Http404
    base = request.POST.get("base", "")[:64]
    saved = actions.save_part(
        paper=draft.paper, part=part, content=None, base=base, by=request.person, at=request.at
    )
    name = name_of_part(part)
    if saved.was_applied:
        messages.success(request, f"{name} removed.")
    else:
        messages.warning(request, f"{name} has changed since you opened it, so it was not removed.")
    return redirect("papers:paper", draft.paper.pk)
