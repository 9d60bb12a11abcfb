"""The practice pages: what practising is, opening it, and starting again."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.practice.forms import PracticeForm
from waymark.journey.sit.practice.sittings import (
    find_practice_sitting,
    open_practice_sitting,
    restart_practice,
)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@never_cache
def practice(request: Request) -> HttpResponse:
    """GET: what practising is, and the participant's practice so far. POST: opens it."""
    enrolment = cohorts.own_enrolment(request)
    if enrolment is None:
        return render(request, "sit/practice.html", {"enrolment": None})
    form = PracticeForm(request.POST) if request.method == "POST" else PracticeForm()
    if request.method == "POST" and form.is_valid():
        sitting = open_practice_sitting(enrolment=enrolment, declared=True, by=request.person, at=request.at)
        return redirect("sit:desk", code=sitting.code)
    context = {
        "enrolment": enrolment,
        "sitting": find_practice_sitting(enrolment=enrolment),
        "form": form,
    }
    return render(request, "sit/practice.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.PARTICIPANT)
@about_own_enrolment
def practice_restart(request: Request) -> HttpResponse:
    """Empties every answer; the texts stay among the versions."""
    enrolment = cohorts.own_enrolment(request)
    sitting = find_practice_sitting(enrolment=enrolment) if enrolment else None
    if sitting is None:
        raise Http404
    restart_practice(sitting=sitting, by=request.person, at=request.at)
    return redirect("sit:desk", code=sitting.code)
