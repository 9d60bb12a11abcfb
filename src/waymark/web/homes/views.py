"""A home page for each role, with the next task first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request
from waymark.ground.people.roles import Role
from waymark.ground.programmes.values import Way
from waymark.journey.pay import queries as pay
from waymark.journey.reflect import queries as reflect
from waymark.journey.sit.queries import list_open_windows_for
from waymark.kit.formatting import duration
from waymark.web import cohort as progress
from waymark.web import participant as own
from waymark.web.assisting.views import assisting
from waymark.web.homes import assessment, coach, facilitator, lead, marking, other_enrolments, setter, stopped
from waymark.web.homes.values import HomePage
from waymark.web.own_enrolment import settle_enrolment
from waymark.web.partners.views import partner_home
from waymark.web.support import queries as support

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.programmes.conditions import GateName

FindPage = Callable[..., HomePage]
LABELS = {
    Way.ATTENDED: "See the session",
    Way.STUDIED: "Start studying",
    Way.ANSWERED: "Answer the questions",
    Way.MET: "Record the meeting",
    Way.WORKED: "Open your workbook",
    Way.COACHED: "See your coaching",
}


def participant(request: Request) -> HttpResponseBase:
    looked_at = support.is_looked_at(person=request.person, at=request.at)
    if first := settle_enrolment(request, more=pay.fee_columns() | {"is_looked_at": looked_at}):
        return first
    if not request.enrolments or vars(request.enrolments[0])["is_looked_at"]:
        support.note_on_home(request)
    enrolment = cohorts.own_enrolment(request)
    if enrolment is None:
        return render(request, "web/not_enrolled.html")
    if not cohorts.takes_part(enrolment):
        return render(request, "web/home_stopped.html", stopped.page_of(enrolment))
    journey = own.journey_of(enrolment=enrolment, at=request.at)
    summary = assessment.summary_of(enrolment=enrolment, journey=journey, at=request.at)
    sign = summary.sign or _sign(journey)
    groups = journey.groups
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "fee_note": _fee_note(enrolment, gates=summary.gates_to_come, at=request.at),
        "others": other_enrolments.open_in_others(request),
        "sign": sign,
        "facts": [*own.facts_of(journey), summary.fact],
        "offers_practice": summary.offers_practice,
        "now": own.rows_of(groups.now),
        "now_heading": own.heading_of(groups.now),
        "past": own.rows_of(groups.past),
        "past_heading": own.heading_of(groups.past),
        "soon": own.rows_of(groups.soon),
        "soon_heading": own.heading_of(groups.soon),
        "later": own.rows_of(groups.later),
        "later_heading": own.heading_of(groups.later),
        "done_count": len(groups.done),
        "changes": reflect.list_changes(cohort=enrolment.cohort)[:3] if summary.shows_changes else [],
    }
    return render(request, "web/home_participant.html", context)


def _fee_note(enrolment: Enrolment, *, gates: tuple[GateName, ...], at: datetime) -> str:
    """That something waits for the fee, in a sentence; no statement where neither pack nor provider has such a gate."""
    gate = pay.find_waiting_gate(enrolment=enrolment, gates=gates, at=at)
    return pay.note_in_words(gate) if gate else ""


def _sign(journey: own.Journey) -> dict[str, str]:
    item = journey.next
    if item is None:
        return {"title": "You’re up to date", "text": "You have done everything you can do now."}
    left = duration(max(item.minutes - item.earned, 0))
    minutes = f" It takes about {left}." if item.minutes > item.earned else ""
    return {
        "title": item.what,
        "text": f"{item.why}{minutes}",
        "url": own.address_of(item),
        "label": LABELS.get(Way(item.way), "Continue"),
    }


def lead_home(request: Request) -> HttpResponse:
    page = lead.lead(person=request.person, at=request.at)
    risks = [
        (cohort, progress.at_risk_in(cohort=cohort, for_=request.person, at=request.at))
        for cohort in cohorts.list_cohorts_for(for_=request.person, role=Role.LEAD)
    ]
    windows = list_open_windows_for(for_=request.person, role=Role.LEAD, at=request.at)
    return render(request, "web/home_lead.html", {"page": page, "cohorts": risks, "windows": windows})


def _staff_home(find: FindPage) -> Callable[[Request], HttpResponse]:
    def home(request: Request) -> HttpResponse:
        page = find(person=request.person, at=request.at)
        return render(request, "web/home_staff.html", {"page": page})

    return home


HOMES: dict[Role, Callable[[Request], HttpResponseBase]] = {
    Role.PARTICIPANT: participant,
    Role.FACILITATOR: _staff_home(facilitator.facilitator),
    Role.COACH: _staff_home(coach.coach),
    Role.SETTER: _staff_home(setter.setter),
    Role.MARKER: _staff_home(marking.marker),
    Role.SENIOR: _staff_home(marking.senior),
    Role.LEAD: lead_home,
    Role.BOARD: _staff_home(marking.board),
    Role.PARTNER: partner_home,
    Role.ASSISTANT: assisting,
}
