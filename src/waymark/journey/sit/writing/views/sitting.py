"""Before writing: the rules, the times, the gate, the declaration."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.journey.sit.extra_time.words import pending_in_words
from waymark.journey.sit.late_texts.rules import decide_by
from waymark.journey.sit.outages.queries import list_own_outages
from waymark.journey.sit.outages.words import rule_in_words
from waymark.journey.sit.windows.queries import current_window_of
from waymark.journey.sit.windows.rules import effective_deadline, is_late, is_open, is_over
from waymark.journey.sit.windows.words import closing, last_minute
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.actions import open_sitting
from waymark.journey.sit.writing.declaring import declaration_to_make
from waymark.journey.sit.writing.device import milliseconds
from waymark.journey.sit.writing.forms import DeclarationForm
from waymark.journey.sit.writing.queries import find_sitting
from waymark.kit import forms
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date, long_moment


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@never_cache
def before(request: Request) -> HttpResponse:
    """GET: the rules and the gate as they stand now. POST: the declaration, which opens the desk."""
    enrolment = cohorts.own_enrolment(request)
    window = current_window_of(enrolment=enrolment, at=request.at) if enrolment else None
    if enrolment is None or window is None:
        return render(request, "sit/before.html", {"enrolment": enrolment})
    sitting = find_sitting(window=window, enrolment=enrolment)
    declaration = declaration_to_make(enrolment=enrolment)
    form = DeclarationForm(request.POST if request.method == "POST" else None, declaration=declaration)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            opened = open_sitting(
                window=window, enrolment=enrolment, declared=True, by=request.person, at=request.at
            )
            return redirect("sit:desk", code=opened.code)
    programme = programme_of(enrolment.cohort.programme)
    conditions = cohorts.list_conditions(enrolment=enrolment, at=request.at)
    submission = getattr(sitting, "submission", None)
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "window": window,
        "sitting": sitting,
        "submission": submission,
        "conditions": conditions,
        "is_met": all(condition.is_met for condition in conditions),
        "form": form,
        "is_open": is_open(window.times, at=request.at),
        "is_over": is_over(window.times, at=request.at),
        "is_late": is_late(window.times, at=request.at),
        "pending": pending_in_words(window.times, zone=window.zone, at=request.at),
        "may_enter": is_open(window.times, at=request.at)
        and all(condition.is_met for condition in conditions),
        "opens": long_moment(window.opens_at, zone=window.zone),
        "closes": closing(window.times, zone=window.zone),
        "closes_ms": milliseconds(effective_deadline(window.times)),
        "decide_by": long_date(decide_by(local_day(last_minute(window.times), zone=window.zone))),
        "outage_rule": rule_in_words(programme.assessment.outage) if programme.assessment.outage else "",
        "outage_hours": sum(
            outage.outcome.hours for outage in list_own_outages(window=window, enrolment=enrolment)
        ),
        "has_longer": effective_deadline(window.times) > effective_deadline(window.rules),
        "minutes": window.tolerance_seconds // 60,
        "how_counted": words.HOW_WORDS_ARE_COUNTED,
        "assessment": programme.assessment,
        "declaration": declaration,
    }
    return render(request, "sit/before.html", context, status=422 if form.errors else 200)
