"""For facilitators and leads: the sessions of a cohort, and their registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.learn import actions, queries, words
from waymark.journey.learn.forms import RegisterForm, filled
from waymark.journey.learn.rules import RegisterReason
from waymark.kit.formatting import counted, long_moment
from waymark.kit.forms import made_from, refusal_as_error

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort
    from waymark.journey.learn.queries import CohortSession


@open_to(Role.FACILITATOR, Role.LEAD)
@require_safe
def cohort_sessions(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    sessions = queries.list_sessions(cohort=cohort)
    to_come = [session for session in sessions if session.starts_at > request.at]
    context = {
        "cohort": cohort,
        "sessions": _with_expected(request, cohort, sessions),
        "missing": [
            session for session in sessions if not session.recorded and session.starts_at <= request.at
        ],
        "next_session": to_come[0] if to_come else None,
    }
    return render(request, "learn/cohort_sessions.html", context)


def _with_expected(
    request: Request, cohort: Cohort, sessions: list[CohortSession]
) -> list[tuple[CohortSession, int]]:
    """Each session with how many its register lists: those on the programme that day, and whom it names already."""
    enrolled = cohorts.count_enrolled_for(for_=request.person, role=request.role, cohort=cohort)
    days = {session.calendar_item.on for session in sessions}
    stopped = cohorts.list_stopped_by_day(cohort=cohort, days=days)
    return [
        (session, enrolled - len(stopped[session.calendar_item.on] - session.named)) for session in sessions
    ]


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, slug: str, item_id: str) -> HttpResponse:
    calendar_item, item = _get_session(request, slug, item_id)
    recorded = queries.attended_minutes(calendar_item=calendar_item)
    participants = cohorts.list_participants_for(
        for_=request.person,
        role=request.role,
        cohort=calendar_item.cohort,
        on=calendar_item.on,
        also=recorded.keys(),
    )
    data = request.POST or None
    if data and "fill" in data:
        data = filled(data, participants, minutes=item.minutes, ends_at=calendar_item.ends_at)
    form = RegisterForm(data, participants=participants, minutes=recorded, planned=item.minutes)
    if data and "fill" not in data and form.is_valid():
        with refusal_as_error(form):
            attendances = actions.take_register(
                calendar_item=calendar_item,
                minutes=form.minutes_by_enrolment(),
                made_from=form.made_from(made_from(request)),
                by=request.person,
                at=request.at,
            )
            messages.success(request, _saved_message(len(attendances)))
            return redirect("learn:cohort_sessions", slug=slug)
    starts_at = queries.starts_at(calendar_item, zone=cohorts.zone_of(cohort=calendar_item.cohort))
    too_early = words.REGISTER_SENTENCES[RegisterReason.NOT_STARTED].format(starts=long_moment(starts_at))
    context = {
        "calendar_item": calendar_item,
        "item": item,
        "form": form,
        "form_version": form.version(),
        "recorded": recorded,
        "joined_later": [
            participant for participant in participants if participant.joined_at > calendar_item.ends_at
        ],
        "starts_at": starts_at,
        "too_early": too_early if starts_at > request.at else "",
    }
    return render(request, "learn/register.html", context, status=422 if form.errors else 200)


def _get_session(request: Request, slug: str, item_id: str) -> tuple[CalendarItem, Item]:
    """An attended item of a cohort that the viewer may see; 404 otherwise."""
    calendar_item = cohorts.get_calendar_item_for(
        for_=request.person, role=request.role, cohort_slug=slug, item_id=item_id
    )
    if calendar_item is None:
        raise Http404
    item = programme_of(calendar_item.cohort.programme).item(calendar_item.item_id)
    if item.way is not Way.ATTENDED:
        raise Http404
    return calendar_item, item


def _saved_message(changed: int) -> str:
    if not changed:
        return "Register saved. Nothing has changed."
    return (
        f"Register saved for {counted(changed, 'participant', 'participants')}. Their hours are up to date."
    )
