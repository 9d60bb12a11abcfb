"""The pages of a delivery partner: a list, one participant, and a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.downloads import download
from waymark.kit.spreadsheets import csv_of
from waymark.web.partners import attendance


def partner_home(request: Request) -> HttpResponse:
    """Everyone who is with the viewer's delivery partner now."""
    context = {
        "partners": cohorts.partners_of(person=request.person),
        "rows": attendance.rows_for(for_=request.person, at=request.at),
    }
    return render(request, "web/partners/participants.html", context)


@require_safe
@open_to(Role.PARTNER)
def partner_participant(request: Request, reference: str) -> HttpResponse:
    row = attendance.find_row(for_=request.person, reference=reference, at=request.at)
    if row is None:
        raise Http404
    return render(request, "web/partners/participant.html", {"row": row})


@require_safe
@open_to(Role.PARTNER)
def partner_csv(request: Request) -> HttpResponse:
    """The list as a file."""
    rows = attendance.rows_for(for_=request.person, at=request.at)
    data = csv_of(attendance.HEADING, [row.cells for row in rows])
    return download(data, name="participants.csv", kind="text/csv; charset=utf-8")
