"""The control room of a window, for leads: each participant's progress as a page and a CSV file; incidents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.control_room import filters, words
from waymark.journey.sit.control_room.forms import IncidentForm
from waymark.journey.sit.control_room.incidents import list_incidents, record_incident
from waymark.journey.sit.control_room.queries import (
    ParticipantProgress,
    ParticipantState,
    list_participants_for,
)
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.queries import get_window_for
from waymark.journey.sit.windows.window_times import times_in_words
from waymark.kit.downloads import download
from waymark.kit.formatting import long_moment
from waymark.kit.spreadsheets import csv_of


@open_to(Role.LEAD)
@never_cache
def window(request: Request, cohort: str, window: int) -> HttpResponse:
    return _page(request, _get_window_or_404(request, cohort, window), IncidentForm())


@require_POST
@open_to(Role.LEAD)
def incidents(request: Request, cohort: str, window: int) -> HttpResponse:
    """Records an incident; shows the page again, with the error, if the form is not valid."""
    row = _get_window_or_404(request, cohort, window)
    form = IncidentForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    record_incident(window=row, what=form.cleaned_data["what"], by=request.person, at=request.at)
    messages.success(request, "You’ve recorded the incident, with your name and the time.")
    return redirect(f"{reverse('sit:window', args=[cohort, window])}#incidents")


@open_to(Role.LEAD)
@never_cache
def window_csv(request: Request, cohort: str, window: int) -> HttpResponse:
    """The rows that the page shows, with the same filter, as CSV."""
    row = _get_window_or_404(request, cohort, window)
    _, participants = _participants(request, row)
    rows = [
        words.csv_row(progress, zone=row.zone, most=row.max_words, at=request.at) for progress in participants
    ]
    name = f"participants-{cohort}-{row.opens_on}.csv"
    return download(csv_of(words.CSV_HEADING, rows), name=name, kind="text/csv; charset=utf-8")


def _get_window_or_404(request: Request, cohort: str, window: int) -> SittingWindow:
    row = get_window_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort, window_id=window)
    if row is None:
        raise Http404
    return row


def _participants(
    request: Request, window: SittingWindow
) -> tuple[list[ParticipantProgress], list[ParticipantProgress]]:
    """Everyone, and those the filter in the address shows."""
    everyone = list_participants_for(for_=request.person, role=Role.LEAD, window=window, at=request.at)
    show, hours = _filter(request)
    return everyone, filters.filter_participants(everyone, show=show, hours=hours, at=request.at)


def _filter(request: Request) -> tuple[str, int]:
    return request.GET.get("show", ""), filters.read_hours(request.GET.get("hours", ""))


def _page(request: Request, window: SittingWindow, form: IncidentForm, *, status: int = 200) -> HttpResponse:
    everyone, participants = _participants(request, window)
    show, hours = _filter(request)
    rows = [
        words.page_row(progress, zone=window.zone, most=window.max_words, silent_after=hours, at=request.at)
        for progress in participants
    ]
    context: dict[str, Any] = {
        "cohort": window.cohort,
        "window": window,
        "rows": rows,
        **_headline(everyone),
        "tabs": filters.tabs(everyone, show=show, hours=hours, at=request.at),
        "show": show,
        "hours": hours,
        "hour_choices": [choice for choice in filters.HOUR_CHOICES if choice != hours],
        "query": request.GET.urlencode(),
        "form": form,
        **_incidents(window),
        **times_in_words(window, at=request.at),
    }
    return render(request, "sit/window.html", context, status=status)


def _headline(everyone: list[ParticipantProgress]) -> dict[str, int]:
    states = [progress.state for progress in everyone]
    return {
        "everyone": len(states),
        "submitted": states.count(ParticipantState.SUBMITTED),
        "collected": states.count(ParticipantState.COLLECTED),
        "not_opened": states.count(ParticipantState.NOT_OPENED),
    }


def _incidents(window: SittingWindow) -> dict[str, Any]:
    """The incidents, and those among them that moved the close."""
    incidents = list_incidents(window=window)
    return {
        "outages": [incident for incident in incidents if vars(incident)["hours_added"]],
        "incidents": [
            {
                "when": long_moment(incident.at, zone=window.zone),
                "text": incident.what,
                "by": incident.by.name,
            }
            for incident in incidents
        ],
    }
