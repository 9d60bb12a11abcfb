"""The practice sitting: what it is, one tick, and beginning anew."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.forms import PracticeForm
from waymark.journey.sit.practice import practice_sitting


@open_to(Role.PARTICIPANT)
@never_cache
def practice(request: Request) -> HttpResponse:
    """GET: what practising means, and how far one is. POST: the tick, which opens the desk."""
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        return render(request, "sit/practice.html", {"enrolment": None})
    form = PracticeForm(request.POST) if request.method == "POST" else PracticeForm()
    if request.method == "POST" and form.is_valid():
        opened = practice_sitting.open_practice(
            enrolment=enrolment, declared=True, by=request.person, at=request.at
        )
        return redirect("sit:desk", code=opened.code)
    body, _ = practice_sitting.shipped()
    context = {
        "enrolment": enrolment,
        "sitting": practice_sitting.find_practice(enrolment=enrolment),
        "form": form,
        "questions": len(body.questions),
    }
    return render(request, "sit/practice.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.PARTICIPANT)
def beginning(request: Request) -> HttpResponse:
    """Begin anew: the fields are empty, and what stood in them stays among the versions."""
    enrolment = cohorts.current_enrolment_of(person=request.person)
    sitting = practice_sitting.find_practice(enrolment=enrolment) if enrolment else None
    if sitting is None:
        raise Http404
    practice_sitting.begin_anew(sitting=sitting, by=request.person, at=request.at)
    return redirect("sit:desk", code=sitting.code)
