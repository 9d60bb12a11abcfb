"""The page of a participant: their own coaching."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.journey.coach import queries
from waymark.journey.coach.session_details import details_of
from waymark.kit.clock import local_day


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def mine(request: Request) -> HttpResponse:
    enrolment = cohorts.own_enrolment_or_404(request)
    sessions = queries.list_sessions(enrolment=enrolment)
    recorded = {session.item_id for session in sessions}
    programme = programme_of(enrolment.cohort.programme)
    items = {item.id: item for item in queries.list_coaching_items(programme=programme)}
    calendar = cohorts.list_calendar(cohort_id=enrolment.cohort_id)
    context = {
        "coach": queries.find_coach_of(enrolment=enrolment),
        "sessions": details_of(sessions, enrolment=enrolment),
        "upcoming": [
            (calendar_item, items[calendar_item.item_id])
            for calendar_item in calendar
            if calendar_item.item_id in items and calendar_item.item_id not in recorded
        ],
        "sessions_planned": len(items),
        "latest_actions": list(sessions[0].actions.all()) if sessions else [],
        "minutes": sum(session.minutes for session in sessions),
        "today": local_day(request.at, cohorts.zone_of(cohort=enrolment.cohort)),
    }
    return render(request, "coach/mine.html", context)
