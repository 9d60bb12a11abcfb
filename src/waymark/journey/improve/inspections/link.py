"""The inspector's page, by link and without an account. Opening the link shows a button; the button shows the pack."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from waymark.ground.people.access import Request, open_to_everyone
from waymark.journey.improve.inspections import actions, queries
from waymark.journey.improve.inspections.models import InspectionOpening
from waymark.journey.improve.inspections.rules import LinkState, link_state
from waymark.kit.downloads import download
from waymark.kit.spreadsheets import csv_of

if TYPE_CHECKING:
    from waymark.journey.improve.inspections.models import InspectionLink, InspectionPack
    from waymark.journey.improve.inspections.sections import Section

What = InspectionOpening.What


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_link(request: Request, token: str) -> HttpResponse:
    link = queries.find_link_of(token=token)
    if link is None:
        return render(request, "improve/inspections/over.html", {}, status=410)
    if request.method == "POST":
        what = What.DOWNLOADED if request.POST.get("what") == What.DOWNLOADED else What.READ
        state = actions.open_pack(link=link, what=what, at=request.at)
        if state is LinkState.OPEN:
            return _zip(link.pack) if what is What.DOWNLOADED else _read(request, link)
    state = link_state(expires_at=link.expires_at, ended_at=link.ended_at, at=request.at)
    if state is not LinkState.OPEN:
        context = _shown(link) | {"state": state.value}
        return render(request, "improve/inspections/over.html", context, status=410)
    return render(request, "improve/inspections/link.html", _shown(link))


def _shown(link: InspectionLink) -> dict[str, object]:
    """The pages carry the name and the colours of the provider whose pack it is."""
    return {"pack": link.pack, "link": link, "host": link.pack.provider}


def _sections(pack: InspectionPack) -> list[Section]:
    return queries.sections_to_show(
        content=pack.content, names_people=pack.names_people, provider_id=pack.provider_id
    )


def _read(request: Request, link: InspectionLink) -> HttpResponse:
    context = _shown(link) | {"sections": _sections(link.pack)}
    return render(request, "improve/inspections/read.html", context)


def _zip(pack: InspectionPack) -> HttpResponse:
    """One page of all sections, and each table as CSV."""
    sections, out = _sections(pack), io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        page = render_to_string("improve/inspections/file.html", {"pack": pack, "sections": sections})
        file.writestr("pack.html", page)
        for section in sections:
            for number, table in enumerate(section.tables, 1):
                file.writestr(f"{section.id}-{number}.csv", csv_of(table.heading, table.rows))
    return download(out.getvalue(), name="inspection-pack.zip", kind="application/zip")
