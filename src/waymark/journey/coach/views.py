"""Pairings for a lead; preparation and sessions for a coach; their own sessions for a participant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.ground.programmes.values import Item
from waymark.journey.coach import actions, queries
from waymark.journey.coach.forms import Pairings, SessionForm
from waymark.journey.coach.preparation import Sheet, sheet_of
from waymark.journey.coach.words import LEVELS
from waymark.journey.practise.queries import find_entry, list_evidence
from waymark.kit.clock import local_day
from waymark.kit.refusals import Refusal
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.journey.coach.models import CoachingSession, Pairing


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def pairings(request: Request, slug: str) -> HttpResponse:
    cohort = _cohort(request, slug)
    enrolments = cohorts.list_enrolments_for(for_=request.person, role=request.role, cohort_slug=slug)
    known = queries.coaches_of(cohort=cohort)
    coaches = cohorts.list_staff_of(cohort_id=cohort.pk, role=Role.COACH)
    posted = request.POST if request.method == "POST" else None
    form = Pairings(posted, enrolments=enrolments, coaches=coaches, known=known)
    if request.method == "POST" and form.is_valid() and _paired(request, form):
        return redirect("coach:pairings", slug=slug)
    context = {
        "cohort": cohort,
        "form": form,
        "coaches": coaches,
        "without": [one for one in enrolments if one.pk not in known],
    }
    return _show(request, "pairings", context, form)


def _paired(request: Request, form: Pairings) -> bool:
    try:
        rows = actions.pair_coaches(coaches=form.chosen(), by=request.person, at=request.at)
    except Refusal as refusal:
        form.add_error(None, [str(reason) for reason in refusal.reasons])
        return False
    people = counted(len(rows), "participant has", "participants have")
    says = f"Saved: {people} a coach from now on." if rows else "Nothing had changed."
    messages.success(request, says)
    return True


@open_to(Role.FACILITATOR, Role.LEAD)
@require_safe
def cohort(request: Request, slug: str) -> HttpResponse:
    found = _cohort(request, slug)
    enrolments = cohorts.list_enrolments_for(for_=request.person, role=request.role, cohort_slug=slug)
    lines = queries.list_happened(enrolments=enrolments)
    context = {
        "cohort": found,
        "lines": lines,
        "of": len(queries.coached_items(programme_of(found.programme))),
        "held": sum(one.held for one in lines),
        "minutes": sum(one.minutes for one in lines),
        "without": [one for one in lines if not one.coach],
        "is_lead": request.role is Role.LEAD,
    }
    return _show(request, "cohort", context)


@open_to(Role.COACH)
@require_safe
def coachees(request: Request) -> HttpResponse:
    rows = queries.list_coachees(for_=request.person, at=request.at)
    following = next((one for one in rows if one.dated), None)
    context = {"coachees": rows, "following": following, "due": [one for one in rows if one.is_due]}
    return _show(request, "coachees", context)


@open_to(Role.COACH)
@require_safe
def preparation(request: Request, reference: str) -> HttpResponse:
    pairing = _pairing(request, reference)
    sheet = sheet_of(pairing=pairing, at=request.at)
    context = {
        "sheet": sheet,
        "enrolment": pairing.enrolment,
        "levels": LEVELS,
        "today": _today(request, pairing.enrolment),
        "earlier": _told(list(sheet.sessions), pairing.enrolment),
    }
    return _show(request, "preparation", context)


@open_to(Role.COACH)
@require_safe
def entry(request: Request, reference: str, entry_id: int) -> HttpResponse:
    enrolment = _pairing(request, reference).enrolment
    found = find_entry(enrolment=enrolment, entry_id=entry_id)
    if found is None:
        raise Http404
    evidence = list_evidence(enrolment=enrolment, entry_id=entry_id)
    return _show(request, "entry", {"enrolment": enrolment, "entry": found, "evidence": evidence})


@open_to(Role.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: Request, reference: str, item_id: str) -> HttpResponse:
    pairing = _pairing(request, reference)
    item = _item(pairing.enrolment, item_id)
    recorded = queries.find_session(pairing=pairing, item_id=item_id)
    if request.method != "POST" and recorded is not None:
        return _recorded(request, pairing, item, recorded)
    sheet = sheet_of(pairing=pairing, at=request.at)
    form = _session_form(request, pairing, item, sheet)
    if request.method == "POST" and form.is_valid() and _closed(request, pairing, item, form):
        return redirect("coach:session", reference=reference, item_id=item_id)
    context = {
        "enrolment": pairing.enrolment,
        "item": item,
        "form": form,
        "sheet": sheet,
        "evidence": list_evidence(enrolment=pairing.enrolment),
    }
    return _show(request, "session_form", context, form)


def _recorded(request: Request, pairing: Pairing, item: Item, recorded: CoachingSession) -> HttpResponse:
    context = {
        "enrolment": pairing.enrolment,
        "item": item,
        "told": _told([recorded], pairing.enrolment)[0],
        "private_notes": queries.private_notes_of(session=recorded, for_=request.person),
    }
    return _show(request, "session", context)


def _session_form(request: Request, pairing: Pairing, item: Item, sheet: Sheet) -> SessionForm:
    return SessionForm(
        request.POST if request.method == "POST" else None,
        sections=framework_of(pairing.enrolment.cohort.programme).sections,
        pieces=list_evidence(enrolment=pairing.enrolment),
        name=pairing.enrolment.person.given_name,
        coach=request.person.given_name,
        initial=_initial(pairing, item, sheet, today=_today(request, pairing.enrolment)),
    )


def _initial(pairing: Pairing, item: Item, sheet: Sheet, *, today: Any) -> dict[str, Any]:
    """What most sessions will say: the planned day and minutes, and the statement that the sheet puts first."""
    calendar = cohorts.list_calendar(cohort_id=pairing.enrolment.cohort_id)
    planned = next((one.on for one in calendar if one.item_id == item.id), today)
    meeting = {"held_on": min(planned, today), "minutes": item.minutes}
    if not sheet.lines:
        return meeting
    first = sheet.lines[0]
    own = str(first.own.level) if first.own else ""
    return meeting | {"statement": first.statement.code, "self_view": own}


def _closed(request: Request, pairing: Pairing, item: Item, form: SessionForm) -> bool:
    said = form.cleaned_data
    try:
        actions.record_session(
            pairing=pairing,
            item=item,
            held_on=said["held_on"],
            minutes=said["minutes"],
            shared_notes=said["shared_notes"],
            private_notes=said["private_notes"],
            weighed=form.weighed(),
            agreed=form.agreed(),
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        form.add_error(None, [str(reason) for reason in refusal.reasons])
        return False
    messages.success(request, "The session is closed, and its minutes are in the hours book.")
    return True


@open_to(Role.PARTICIPANT)
@require_safe
def mine(request: Request) -> HttpResponse:
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        raise Http404
    sessions = queries.list_sessions(enrolment=enrolment)
    held = {one.item_id for one in sessions}
    items = {one.id: one for one in queries.coached_items(programme_of(enrolment.cohort.programme))}
    calendar = cohorts.list_calendar(cohort_id=enrolment.cohort_id)
    to_come = [one for one in calendar if one.item_id in items and one.item_id not in held]
    context = {
        "coach": queries.find_coach_of(enrolment=enrolment),
        "told": _told(sessions, enrolment),
        "to_come": [(one, items[one.item_id]) for one in to_come],
        "of": len(items),
        "open_actions": [action for one in sessions[:1] for action in one.actions.all()],
        "minutes": sum(one.minutes for one in sessions),
        "today": _today(request, enrolment),
    }
    return _show(request, "mine", context)


def _told(sessions: list[CoachingSession], enrolment: Enrolment) -> list[dict[str, Any]]:
    """Sessions as a page shows them: each with its title, and what was weighed with its statement."""
    framework = framework_of(enrolment.cohort.programme)
    titles = {item.id: item.title for item in programme_of(enrolment.cohort.programme).items}
    return [
        {
            "session": one,
            "title": titles.get(one.item_id, one.item_id),
            "weighed": [(row, framework.statement(row.statement)) for row in one.triangulations.all()],
        }
        for one in sessions
    ]


def _today(request: Request, enrolment: Enrolment) -> Any:
    return local_day(request.at, programme_of(enrolment.cohort.programme).assessment.zone)


def _pairing(request: Request, reference: str) -> Pairing:
    pairing = queries.get_pairing_for(for_=request.person, reference=reference)
    if pairing is None:
        raise Http404
    return pairing


def _item(enrolment: Enrolment, item_id: str) -> Item:
    for item in queries.coached_items(programme_of(enrolment.cohort.programme)):
        if item.id == item_id:
            return item
    raise Http404


def _cohort(request: Request, slug: str) -> Cohort:
    found = cohorts.get_cohort_for(for_=request.person, role=request.role, slug=slug)
    if found is None:
        raise Http404
    return found


def _show(request: Request, page: str, context: dict[str, Any], form: Any = None) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return render(request, f"coach/{page}.html", context, status=status)
