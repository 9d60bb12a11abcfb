"""Late answers, for leads: one decision for everyone affected by the same cause. Never the text of an answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.late_texts.actions import decide_late
from waymark.journey.sit.late_texts.forms import LateAnswersForm
from waymark.journey.sit.late_texts.queries import (
    LateText,
    is_same_decision,
    list_late_decisions,
    list_late_texts,
)
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import get_window_for
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import after_the_close, closing, local_moment, local_second
from waymark.journey.sit.words import amount_written
from waymark.kit.formatting import counted
from waymark.kit.forms import refusal_as_error

HOW = {"submitted": "Submitted", "collected": "Collected"}


@never_cache
@open_to(Role.LEAD)
def late(request: Request, cohort: str, window: int) -> HttpResponse:
    """GET: late answers to decide, and past decisions. POST: shows the choice to check, then decides."""
    row = get_window_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort, window_id=window)
    if row is None:
        raise Http404
    texts = list_late_texts(window=row, at=request.at)
    ready = [text for text in texts if text.is_settled]
    form = _form(request, row, ready)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return _check(request, row, form, ready)
        if _decide(request, form):
            return redirect("sit:late", cohort=cohort, window=window)
    elif request.method == "POST" and _is_second_click(request, form):
        return redirect("sit:late", cohort=cohort, window=window)
    context = {
        "cohort": row.cohort,
        "window": row,
        "form": form,
        "ready": ready,
        "not_yet": [text for text in texts if not text.is_settled],
        "all_selected": "all" in request.GET,
        "decided": _decided(row),
        "is_over": is_late(row.rules, at=request.at),
        "closes": f"{closing(row.rules, zone=row.zone)} ({row.zone})",
    }
    return render(request, "sit/late.html", context, status=422 if form.errors else 200)


def _form(request: Request, window: SittingWindow, texts: list[LateText]) -> LateAnswersForm:
    choices = [(str(text.sitting_id), text.name) for text in texts]
    hints = {str(text.sitting_id): _hint(text, window) for text in texts}
    if request.method == "POST":
        return LateAnswersForm(request.POST, choices=choices, hints=hints)
    selected = [value for value, _ in choices] if "all" in request.GET else []
    return LateAnswersForm(initial={"sittings": selected}, choices=choices, hints=hints)


def _hint(text: LateText, window: SittingWindow) -> str:
    how = HOW.get(text.how)
    most = window.max_words
    current = (
        f"{how}: {amount_written(text.current_words, most=most).lower()}."
        if how
        else "Nothing was collected."
    )
    return (
        f"Arrived {local_second(text.at, zone=window.zone)}, {after_the_close(text.seconds)}. {current} "
        f"With the late answers: {amount_written(text.late_words, most=most).lower()}."
    )


def _check(
    request: Request, window: SittingWindow, form: LateAnswersForm, texts: list[LateText]
) -> HttpResponse:
    chosen = set(form.sitting_ids)
    context = {
        "cohort": window.cohort,
        "window": window,
        "form": form,
        "rows": [(text, _hint(text, window)) for text in texts if text.sitting_id in chosen],
        "counts": form.cleaned_data["counts"] == "yes",
    }
    return render(request, "sit/late_check.html", context)


def _decide(request: Request, form: LateAnswersForm) -> bool:
    with refusal_as_error(form):
        count = decide_late(sitting_ids=form.sitting_ids, by=request.person, at=request.at, **form.decision)
        decided = f"You’ve made a decision for {counted(count, 'participant', 'participants')}."
        messages.success(request, f"{decided} We’ve emailed {'them' if count == 1 else 'each of them'}.")
        return True
    return False


def _is_second_click(request: Request, form: LateAnswersForm) -> bool:
    """Whether the confirm button was pressed twice: the texts are no longer choices, and were decided just so."""
    if "confirmed" not in request.POST or not {"counts", "cause"} <= form.cleaned_data.keys():
        return False
    values = request.POST.getlist("sittings")
    return is_same_decision(
        sitting_ids=[
            int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19
        ],
        by=request.person,
        **form.decision,
    )


def _decided(window: SittingWindow) -> list[dict[str, object]]:
    return [
        {
            "decision": decision,
            "name": decision.version.answer.sitting.enrolment.person.name,
            "when": local_moment(decision.at, zone=window.zone),
        }
        for decision in list_late_decisions(window=window)
    ]
