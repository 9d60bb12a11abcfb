"""Late answers: a lead proposes for everyone affected by the same cause, someone else confirms. Never the text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.late_texts.actions import (
    confirm_late_proposal,
    propose_late,
    return_late_proposal,
    withdraw_late_proposal,
)
from waymark.journey.sit.late_texts.forms import LateAnswersForm, LateReviewForm
from waymark.journey.sit.late_texts.lines import (
    decision_lines,
    hint_of,
    proposal_line,
    proposal_lines,
)
from waymark.journey.sit.late_texts.models import LateProposal
from waymark.journey.sit.late_texts.queries import (
    LateText,
    find_open_proposal,
    get_late_proposal_for,
    list_late_decisions,
    list_late_texts,
    list_open_proposals,
    list_returned_proposals,
)
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import get_window_for
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import closing
from waymark.kit.formatting import counted
from waymark.kit.forms import refusal_as_error

DECIDERS = (Role.LEAD, Role.BOARD)
"""Where a provider has one lead, a board member is the second person."""


@never_cache
@open_to(*DECIDERS)
def late(request: Request, cohort: str, window: int) -> HttpResponse:
    """GET: late answers to decide, proposals, past decisions. POST: shows the choice to check, then proposes it."""
    row = get_window_for(for_=request.person, role=request.role, cohort_slug=cohort, window_id=window)
    if row is None:
        raise Http404
    texts = list_late_texts(window=row, at=request.at)
    ready = [text for text in texts if text.is_settled]
    form = _form(request, row, ready)
    if request.method == "POST" and request.role != Role.LEAD:
        raise Http404
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return _check(request, row, form, ready)
        if _propose(request, row, form):
            return redirect("sit:late", cohort=cohort, window=window)
    elif request.method == "POST" and _is_second_click(request, row, form):
        return redirect("sit:late", cohort=cohort, window=window)
    context = {
        "cohort": row.cohort,
        "window": row,
        "form": form if request.role == Role.LEAD else None,
        "ready": ready,
        "not_yet": [text for text in texts if not text.is_settled],
        "all_selected": "all" in request.GET,
        "proposals": proposal_lines(list_open_proposals(window=row), viewer=request.person),
        "returned": proposal_lines(list_returned_proposals(window=row), viewer=request.person),
        "decided": decision_lines(list_late_decisions(window=row), zone=row.zone),
        "is_over": is_late(row.rules, at=request.at),
        "closes": f"{closing(row.rules, zone=row.zone)} ({row.zone})",
    }
    return render(request, "sit/late.html", context, status=422 if form.errors else 200)


def _form(request: Request, window: SittingWindow, texts: list[LateText]) -> LateAnswersForm:
    choices = [(str(text.sitting_id), text.name) for text in texts]
    hints = {str(text.sitting_id): hint_of(text, window) for text in texts}
    if request.method == "POST":
        return LateAnswersForm(request.POST, choices=choices, hints=hints)
    selected = [value for value, _ in choices] if "all" in request.GET else []
    return LateAnswersForm(initial={"sittings": selected}, choices=choices, hints=hints)


def _check(
    request: Request, window: SittingWindow, form: LateAnswersForm, texts: list[LateText]
) -> HttpResponse:
    chosen = set(form.sitting_ids)
    context = {
        "cohort": window.cohort,
        "window": window,
        "form": form,
        "rows": [(text, hint_of(text, window)) for text in texts if text.sitting_id in chosen],
        "counts": form.cleaned_data["counts"] == "yes",
    }
    return render(request, "sit/late_check.html", context)


def _propose(request: Request, window: SittingWindow, form: LateAnswersForm) -> bool:
    with refusal_as_error(form):
        ids = form.sitting_ids
        propose_late(window=window, sitting_ids=ids, by=request.person, at=request.at, **form.decision)
        number = counted(len(ids), "participant", "participants")
        messages.success(
            request,
            f"You’ve made a proposal for {number}. Another programme lead or a board member confirms it.",
        )
        return True
    return False


def _is_second_click(request: Request, window: SittingWindow, form: LateAnswersForm) -> bool:
    """Whether the button was pressed twice: the texts are no longer choices, and were proposed just so."""
    if "confirmed" not in request.POST or not {"counts", "cause"} <= form.cleaned_data.keys():
        return False
    values = request.POST.getlist("sittings")
    ids = [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19]
    return bool(find_open_proposal(window=window, sitting_ids=ids, by=request.person, **form.decision))


@never_cache
@open_to(*DECIDERS)
def late_proposal(request: Request, cohort: str, proposal: int) -> HttpResponse:
    """GET: what is proposed, for whom. POST: someone else confirms or returns it."""
    row = _get_proposal_or_404(request, cohort, proposal)
    form = LateReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            _review(request, row, form.cleaned_data)
            return redirect("sit:late", cohort=cohort, window=row.window_id)
        row = _get_proposal_or_404(request, cohort, proposal)
    texts = list_late_texts(window=row.window, at=request.at, proposal=row)
    context = {
        "cohort": row.window.cohort,
        "window": row.window,
        "line": proposal_line(row, viewer=request.person),
        "hints": {text.name: hint_of(text, row.window) for text in texts}.items(),
        "form": form,
    }
    return render(request, "sit/late_proposal.html", context, status=422 if form.errors else 200)


def _review(request: Request, proposal: LateProposal, values: dict[str, Any]) -> None:
    if values["decision"] == "returned":
        return_late_proposal(proposal=proposal, why=values["why"], by=request.person, at=request.at)
        messages.success(request, "You’ve returned the proposal. The late answers are to be decided again.")
        return
    confirm_late_proposal(proposal=proposal, by=request.person, at=request.at)
    count = proposal.lines.count()
    number = counted(count, "participant", "participants")
    messages.success(
        request,
        f"You’ve confirmed the decision for {number}. We’ve emailed {'them' if count == 1 else 'each of them'}.",
    )


@require_POST
@open_to(Role.LEAD)
def late_proposal_withdrawal(request: Request, cohort: str, proposal: int) -> HttpResponse:
    """Its author withdraws a proposal that no one has confirmed."""
    row = _get_proposal_or_404(request, cohort, proposal)
    withdraw_late_proposal(proposal=row, by=request.person, at=request.at)
    messages.success(request, "You’ve withdrawn the proposal. The late answers are to be decided again.")
    return redirect("sit:late", cohort=cohort, window=row.window_id)


def _get_proposal_or_404(request: Request, cohort: str, proposal_id: int) -> LateProposal:
    row = get_late_proposal_for(
        for_=request.person, role=request.role, cohort_slug=cohort, proposal_id=proposal_id
    )
    if row is None:
        raise Http404
    return row
