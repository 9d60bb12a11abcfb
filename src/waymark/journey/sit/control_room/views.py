"""The control room of a window, for the lead: how far everybody is, as a page and as a sheet; and incidents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit import queries
from waymark.journey.sit.control_room import control, words
from waymark.journey.sit.control_room.incidents import list_incidents, note_incident
from waymark.journey.sit.forms import IncidentForm
from waymark.journey.sit.models import SittingWindow
from waymark.journey.sit.windows.window_times import times_in_words
from waymark.kit.downloads import download
from waymark.kit.show import long_moment
from waymark.kit.spreadsheets import csv_of

CHOICES = (6, 12, 24, 48)


@open_to(Role.LEAD)
@never_cache
def window(request: Request, cohort: str, window: int) -> HttpResponse:
    return _page(request, _window(request, cohort, window), IncidentForm())


@require_POST
@open_to(Role.LEAD)
def incidents(request: Request, cohort: str, window: int) -> HttpResponse:
    """Note one; the page again, with its fault, where it says nothing."""
    found = _window(request, cohort, window)
    form = IncidentForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    note_incident(window=found, what=form.cleaned_data["what"], by=request.person, at=request.at)
    messages.success(request, "The incident is noted, with your name and the time.")
    return redirect(f"{reverse('sit:window', args=[cohort, window])}#incidents")


@open_to(Role.LEAD)
@never_cache
def desks(request: Request, cohort: str, window: int) -> HttpResponse:
    """The same rows as the page shows, with the same filter, as CSV."""
    found = _window(request, cohort, window)
    _, shown = _lines(request, found)
    rows = [words.cells(line, zone=found.zone, at=request.at) for line in shown]
    data = csv_of(words.HEADING, rows)
    return download(data, name=f"desks-{cohort}-{found.opens_on}.csv", kind="text/csv; charset=utf-8")


def _window(request: Request, cohort: str, window: int) -> SittingWindow:
    found = queries.get_window_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort, window_id=window)
    if found is None:
        raise Http404
    return found


def _lines(request: Request, window: SittingWindow) -> tuple[list[control.Line], list[control.Line]]:
    """Everybody, and those whom the address asks for."""
    lines = control.list_lines(for_=request.person, role=Role.LEAD, window=window, at=request.at)
    show, hours = request.GET.get("show", ""), _hours(request)
    return lines, words.pick(lines, show=show, hours=hours, at=request.at)


def _hours(request: Request) -> int:
    said = request.GET.get("hours", "")
    hours = int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 0
    return hours if 1 <= hours <= control.MOST_HOURS else control.USUAL_HOURS


def _page(request: Request, window: SittingWindow, form: IncidentForm, *, status: int = 200) -> HttpResponse:
    lines, shown = _lines(request, window)
    show, hours, zone = request.GET.get("show", ""), _hours(request), window.zone
    states = [line.state for line in lines]
    context: dict[str, Any] = {
        "cohort": window.cohort,
        "window": window,
        "rows": [words.row(line, zone=zone, silent_after=hours, at=request.at) for line in shown],
        "everyone": len(lines),
        "handed_in": states.count(control.State.SUBMITTED),
        "collected": states.count(control.State.COLLECTED),
        "not_opened": states.count(control.State.NOT_OPENED),
        "tabs": words.tabs(lines, show=show, hours=hours, at=request.at),
        "show": show,
        "hours": hours,
        "hour_choices": [one for one in CHOICES if one != hours],
        "asked": request.GET.urlencode(),
        "form": form,
        "incidents": [
            {"when": long_moment(one.at, zone=zone), "text": one.what, "by": one.by.name}
            for one in list_incidents(window=window)
        ],
        **times_in_words(window, at=request.at),
    }
    return render(request, "sit/window.html", context, status=status)
