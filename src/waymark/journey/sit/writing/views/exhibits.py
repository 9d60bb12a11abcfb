"""Files of the case, for whoever sits: while the desk is theirs and the window is open, and in no other way."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from waymark.ground.papers import queries as papers
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.windows.rules import is_open
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit.downloads import download


@open_to(Role.PARTICIPANT)
@never_cache
@require_GET
def exhibit(request: Request, code: str, exhibit: int) -> HttpResponse:
    """404 for another's sitting, another paper's file, and outside the window."""
    sitting = own_sitting(request, code)
    file = papers.get_exhibit_of_locked(paper_id=sitting.window.paper_id, exhibit_id=exhibit)
    if file is None or not is_open(sitting.times, at=request.at):
        raise Http404
    return download(papers.data_of_exhibit(file), name=file.name, kind=file.content_type)
