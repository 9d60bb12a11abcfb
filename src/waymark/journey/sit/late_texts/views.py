"""Texts that came within the tolerance: a lead decides, at one go for all that share a cause. Never the text."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.late_texts.actions import decide_late
from waymark.journey.sit.late_texts.forms import LateForm
from waymark.journey.sit.late_texts.queries import (
    LateText,
    list_late_decisions,
    list_late_texts,
    was_decided_alike,
)
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import get_window_for
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import after_the_close, closing, local_moment, local_second
from waymark.kit.formatting import counted
from waymark.kit.refusals import Refusal

NOW_STANDS = {"submitted": "Handed in", "collected": "Collected"}


@never_cache
@open_to(Role.LEAD)
def late(request: Request, cohort: str, window: int) -> HttpResponse:
    """GET: what waits, and what was decided. POST: first shown again for checking, then decided."""
    found = get_window_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort, window_id=window)
    if found is None:
        raise Http404
    rows = list_late_texts(window=found, at=request.at)
    ready = [row for row in rows if row.is_settled]
    form = _form(request, found, ready)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return _check(request, found, form, ready)
        if _decide(request, form):
            return redirect("sit:late", cohort=cohort, window=window)
    elif request.method == "POST" and _was_clicked_twice(request, form):
        return redirect("sit:late", cohort=cohort, window=window)
    context = {
        "cohort": found.cohort,
        "window": found,
        "form": form,
        "ready": ready,
        "not_yet": [row for row in rows if not row.is_settled],
        "all_ticked": "all" in request.GET,
        "decided": _decided(found),
        "is_over": is_late(found.rules, at=request.at),
        "closes": f"{closing(found.rules, zone=found.zone)} ({found.zone})",
    }
    return render(request, "sit/late.html", context, status=422 if form.errors else 200)


def _form(request: Request, window: SittingWindow, rows: list[LateText]) -> LateForm:
    choices = [(str(row.sitting_id), row.name) for row in rows]
    hints = {str(row.sitting_id): _hint(row, window) for row in rows}
    if request.method == "POST":
        return LateForm(request.POST, choices=choices, hints=hints)
    ticked = [value for value, _ in choices] if "all" in request.GET else []
    return LateForm(initial={"sittings": ticked}, choices=choices, hints=hints)


def _hint(row: LateText, window: SittingWindow) -> str:
    late = after_the_close(row.seconds)
    stood = NOW_STANDS.get(row.how)
    stands = f"{stood}: {counted(row.stands_words, 'word', 'words')}." if stood else "Nothing was collected."
    return (
        f"Arrived {local_second(row.at, zone=window.zone)}, {late}. {stands} "
        f"With the late text: {counted(row.late_words, 'word', 'words')}."
    )


def _check(request: Request, window: SittingWindow, form: LateForm, rows: list[LateText]) -> HttpResponse:
    chosen = set(form.sitting_ids)
    context = {
        "cohort": window.cohort,
        "window": window,
        "form": form,
        "rows": [(row, _hint(row, window)) for row in rows if row.sitting_id in chosen],
        "stands": form.cleaned_data["stands"] == "yes",
    }
    return render(request, "sit/late_check.html", context)


def _decide(request: Request, form: LateForm) -> bool:
    said = form.cleaned_data
    try:
        many = decide_late(
            sitting_ids=form.sitting_ids,
            stands=said["stands"] == "yes",
            cause=said["cause"],
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason.says)
        return False
    messages.success(
        request, f"Decided for {counted(many, 'participant', 'participants')}. Each gets a letter."
    )
    return True


def _was_clicked_twice(request: Request, form: LateForm) -> bool:
    """The button that decides, pressed again: what it sent is no choice any more, and was done."""
    said, read = request.POST.getlist("sittings"), form.cleaned_data
    if "confirmed" not in request.POST or not {"stands", "cause"} <= set(read):
        return False
    return was_decided_alike(
        sitting_ids=[int(one) for one in said if one.isascii() and one.isdecimal() and len(one) < 19],
        stands=read["stands"] == "yes",
        cause=read["cause"],
        by=request.person,
    )


def _decided(window: SittingWindow) -> list[dict[str, object]]:
    return [
        {
            "row": row,
            "name": row.kept.answer.sitting.enrolment.person.name,
            "when": local_moment(row.at, zone=window.zone),
        }
        for row in list_late_decisions(window=window)
    ]
