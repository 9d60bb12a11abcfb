"""Outages of a window: a lead records one, someone else confirms it, and the close moves for everyone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.outages.actions import (
    confirm_outage,
    record_outage,
    return_outage,
    withdraw_outage,
)
from waymark.journey.sit.outages.forms import OutageForm, OutageReviewForm
from waymark.journey.sit.outages.lines import outage_line, outage_lines
from waymark.journey.sit.outages.models import Outage
from waymark.journey.sit.outages.queries import get_outage_for, list_outages, outage_rule_of
from waymark.journey.sit.outages.words import rule_in_words
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import get_window_for
from waymark.journey.sit.windows.words import closing
from waymark.kit.forms import refusal_as_error

DECIDERS = (Role.LEAD, Role.BOARD)
"""Where a provider has one lead, a board member is the second person."""


@never_cache
@open_to(*DECIDERS)
def outages(request: Request, cohort: str, window: int) -> HttpResponse:
    """GET: the programme's rule and what was recorded. POST: a lead records an outage."""
    row = get_window_for(for_=request.person, role=request.role, cohort_slug=cohort, window_id=window)
    if row is None or (request.method == "POST" and request.role != Role.LEAD):
        raise Http404
    form = OutageForm(request.POST if request.method == "POST" else None, zone=row.zone)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            record_outage(window=row, by=request.person, at=request.at, **form.outage_fields())
            messages.success(
                request,
                "You’ve recorded the outage. The close moves when another programme lead or a board member "
                "confirms it.",
            )
            return redirect("sit:outages", cohort=cohort, window=window)
    rule = outage_rule_of(cohort=row.cohort)
    context = {
        "cohort": row.cohort,
        "window": row,
        "form": form if request.role == Role.LEAD and rule else None,
        "rule": rule_in_words(rule) if rule else "",
        "closes": _close_for_everyone(row),
        "lines": outage_lines(list_outages(window=row), viewer=request.person),
    }
    return render(request, "sit/outages.html", context, status=422 if form.errors else 200)


def _close_for_everyone(window: SittingWindow) -> str:
    return f"{closing(deadlines.times_for_everyone(window), zone=window.zone)} ({window.zone})"


@never_cache
@open_to(*DECIDERS)
def outage(request: Request, cohort: str, outage: int) -> HttpResponse:
    """GET: what was recorded, and what the rule makes of it. POST: someone else confirms or returns it."""
    row = _get_outage_or_404(request, cohort, outage)
    window = row.incident.window
    form = OutageReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            _review(request, row, form.cleaned_data)
            return redirect("sit:outages", cohort=cohort, window=window.pk)
        row = _get_outage_or_404(request, cohort, outage)
    rule = outage_rule_of(cohort=window.cohort)
    context = {
        "cohort": window.cohort,
        "window": window,
        "line": outage_line(row, viewer=request.person),
        "rule": rule_in_words(rule) if rule else "",
        "closes": _close_for_everyone(window),
        "form": form,
    }
    return render(request, "sit/outage.html", context, status=422 if form.errors else 200)


def _review(request: Request, outage: Outage, values: dict[str, Any]) -> None:
    if values["decision"] == "returned":
        return_outage(outage=outage, why=values["why"], by=request.person, at=request.at)
        messages.success(request, "You’ve returned the outage. No close has moved.")
        return
    confirm_outage(outage=outage, by=request.person, at=request.at)
    messages.success(
        request, "You’ve confirmed the outage. The close has moved, and we’ve emailed participants."
    )


@require_POST
@open_to(Role.LEAD)
def outage_withdrawal(request: Request, cohort: str, outage: int) -> HttpResponse:
    """Its author withdraws an outage that no one has confirmed."""
    row = _get_outage_or_404(request, cohort, outage)
    withdraw_outage(outage=row, by=request.person, at=request.at)
    messages.success(request, "You’ve withdrawn the outage. No close has moved.")
    return redirect("sit:outages", cohort=cohort, window=row.incident.window_id)


def _get_outage_or_404(request: Request, cohort: str, outage_id: int) -> Outage:
    row = get_outage_for(for_=request.person, role=request.role, cohort_slug=cohort, outage_id=outage_id)
    if row is None:
        raise Http404
    return row
