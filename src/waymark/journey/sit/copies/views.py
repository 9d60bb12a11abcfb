"""Copies of the case study for those whose agreed needs include them, while the window is open and in no other way."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from waymark.ground.papers import queries as papers
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.queries import adjustments_of
from waymark.ground.people.roles import Role
from waymark.journey.sit.copies.word_file import case_as_word
from waymark.journey.sit.windows.deadlines import rest_minutes_in
from waymark.journey.sit.windows.rules import is_open
from waymark.journey.sit.writing.case import case_page
from waymark.journey.sit.writing.models import Sitting
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit.downloads import download

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _open_sitting(request: Request, code: str) -> Sitting:
    """404 for another's sitting and outside the window."""
    sitting = own_sitting(request, code)
    if not is_open(sitting.times, at=request.at):
        raise Http404
    return sitting


@open_to(Role.PARTICIPANT)
@never_cache
@require_GET
def copies(request: Request, code: str) -> HttpResponse:
    """Which copies this participant has, and whom to ask for one."""
    sitting = _open_sitting(request, code)
    context = {
        "sitting": sitting,
        "adjustments": adjustments_of(person=request.person),
        "rest_minutes": rest_minutes_in(window=sitting.window, enrolment_id=sitting.enrolment_id),
        "enquiries": request.person.provider.enquiries_email,
    }
    return render(request, "sit/copies.html", context)


@open_to(Role.PARTICIPANT)
@never_cache
@require_GET
def large_print(request: Request, code: str) -> HttpResponse:
    """The case study in large print, to read or to print."""
    sitting = _open_sitting(request, code)
    if not adjustments_of(person=request.person).large_print:
        raise Http404
    fingerprint = sitting.window.paper.lock.fingerprint
    title = papers.body_of_locked(fingerprint=fingerprint).case_title
    context = {"sitting": sitting, "title": title, "case": case_page(fingerprint)}
    return render(request, "sit/large_print.html", context)


@open_to(Role.PARTICIPANT)
@never_cache
@require_GET
def word_copy(request: Request, code: str) -> HttpResponse:
    """The case study as a Word file, in large type for those who need that too."""
    sitting = _open_sitting(request, code)
    adjustments = adjustments_of(person=request.person)
    if not adjustments.word_copy:
        raise Http404
    fingerprint = sitting.window.paper.lock.fingerprint
    title = papers.body_of_locked(fingerprint=fingerprint).case_title
    text = papers.case_of_locked(fingerprint=fingerprint)
    data = case_as_word(text, title=title, large=adjustments.large_print)
    return download(data, name="case-study.docx", kind=WORD)
