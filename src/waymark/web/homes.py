"""One home for each role: one next thing first, and what happens if nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request
from waymark.ground.people.roles import Role
from waymark.journey.reflect import queries as reflect
from waymark.journey.sit.queries import list_open_windows_for
from waymark.kit.formatting import hours as shown
from waymark.web import assessment, staff
from waymark.web import cohort as progress
from waymark.web import lead as of_lead
from waymark.web import participant as own
from waymark.web.home_page import Page


def participant(request: Request) -> HttpResponse:
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        return render(request, "web/not_enrolled.html")
    journey = own.journey_of(enrolment=enrolment, at=request.at)
    written = assessment.of(enrolment=enrolment, journey=journey, at=request.at)
    sign = written.sign or _sign(journey)
    groups = journey.groups
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "sign": sign,
        "facts": [*own.facts_of(journey), written.fact],
        "practises": written.practises,
        "now": own.rows_of(groups.now),
        "now_heading": own.heading_of(groups.now),
        "past": own.rows_of(groups.past),
        "past_heading": own.heading_of(groups.past),
        "soon": own.rows_of(groups.soon),
        "soon_heading": own.heading_of(groups.soon),
        "later": own.rows_of(groups.later),
        "later_heading": own.heading_of(groups.later),
        "done_count": len(groups.done),
        "changes": reflect.list_changes(cohort=enrolment.cohort)[:3] if written.asks_changes else [],
    }
    return render(request, "web/home_participant.html", context)


def _sign(journey: own.Journey) -> dict[str, str]:
    stop = journey.next
    if stop is None:
        return {"title": "Nothing waits for you", "text": "Everything that can be done now is done."}
    left = shown(max(stop.minutes - stop.earned, 0))
    minutes = f" About {left}." if stop.minutes > stop.earned else ""
    return {
        "title": stop.what,
        "text": f"{stop.why}{minutes}",
        "url": own.address_of(stop),
        "label": "Go there",
    }


def facilitator(request: Request) -> HttpResponse:
    return _home(request, staff.facilitator(person=request.person, at=request.at))


def coach(request: Request) -> HttpResponse:
    return _home(request, staff.coach(person=request.person, at=request.at))


def setter(request: Request) -> HttpResponse:
    return _home(request, staff.setter(person=request.person, at=request.at))


def marker(request: Request) -> HttpResponse:
    return _home(request, staff.marker(person=request.person, at=request.at))


def senior(request: Request) -> HttpResponse:
    return _home(request, staff.senior(person=request.person, at=request.at))


def board(request: Request) -> HttpResponse:
    return _home(request, staff.board(person=request.person, at=request.at))


def lead(request: Request) -> HttpResponse:
    page = of_lead.lead(person=request.person, at=request.at)
    own = cohorts.list_cohorts_for(for_=request.person, role=Role.LEAD)
    told = [
        (cohort, progress.at_risk_in(cohort=cohort, for_=request.person, at=request.at)) for cohort in own
    ]
    open_now = list_open_windows_for(for_=request.person, role=Role.LEAD, at=request.at)
    context = {"page": page, "cohorts": told, "windows": open_now}
    return render(request, "web/home_lead.html", context)


def _home(request: Request, page: Page) -> HttpResponse:
    return render(request, "web/home_staff.html", {"page": page})


HOMES: dict[Role, Callable[[Request], HttpResponse]] = {
    Role.PARTICIPANT: participant,
    Role.FACILITATOR: facilitator,
    Role.COACH: coach,
    Role.SETTER: setter,
    Role.MARKER: marker,
    Role.SENIOR: senior,
    Role.LEAD: lead,
    Role.BOARD: board,
}
