"""Before the desk: the rules, the times, the gate, the declaration."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.journey.sit import actions, queries, rules, words
from waymark.journey.sit.extra_time import time_words
from waymark.journey.sit.forms import DeclarationForm
from waymark.journey.sit.windows.gates import list_conditions
from waymark.kit.formatting import long_moment
from waymark.kit.refusals import Refusal


@open_to(Role.PARTICIPANT)
@never_cache
def before(request: Request) -> HttpResponse:
    """GET: the rules and the gate as they stand now. POST: the declaration, which opens the desk."""
    enrolment = cohorts.current_enrolment_of(person=request.person)
    window = queries.current_window_of(enrolment=enrolment, at=request.at) if enrolment else None
    if enrolment is None or window is None:
        return render(request, "sit/before.html", {"enrolment": enrolment})
    sitting = queries.find_sitting(window=window, enrolment=enrolment)
    form = DeclarationForm(request.POST or None) if request.method == "POST" else DeclarationForm()
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_desk(
                window=window, enrolment=enrolment, declared=True, by=request.person, at=request.at
            )
            return redirect("sit:desk", code=opened.code)
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason.says)
    programme = programme_of(enrolment.cohort.programme)
    conditions = list_conditions(enrolment=enrolment, at=request.at)
    submission = getattr(sitting, "submission", None)
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "window": window,
        "sitting": sitting,
        "submission": submission,
        "conditions": conditions,
        "is_met": all(one.is_met for one in conditions),
        "form": form,
        "is_open": rules.is_open(window.times, at=request.at),
        "is_over": rules.is_over(window.times, at=request.at),
        "is_late": rules.is_late(window.times, at=request.at),
        "pending": time_words.pending(window.times, zone=window.zone, at=request.at),
        "may_enter": rules.is_open(window.times, at=request.at) and all(one.is_met for one in conditions),
        "opens": long_moment(window.opens_at, zone=window.zone),
        "closes": words.closing(window.times, zone=window.zone),
        "has_longer": rules.effective_deadline(window.times) > rules.effective_deadline(window.rules),
        "minutes": window.tolerance_seconds // 60,
        "how_counted": words.HOW_WORDS_ARE_COUNTED,
        "assessment": programme.assessment,
        "assumed": words.assumed_of(programme.assumed),
        "version": words.DECLARATION,
    }
    return render(request, "sit/before.html", context, status=422 if form.errors else 200)
