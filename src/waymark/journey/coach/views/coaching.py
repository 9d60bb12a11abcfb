"""The pages of a coach: their coachees, preparing a session, recording it, and a coachee's workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.ground.programmes.values import Item
from waymark.journey.coach import actions, queries
from waymark.journey.coach.forms.session import SessionCorrectionForm, SessionForm, recorded_answers
from waymark.journey.coach.preparation import PreparationSheet, preparation_sheet_of
from waymark.journey.coach.session_details import details_of
from waymark.journey.coach.words import LEVELS
from waymark.journey.practise.queries import find_entry, list_evidence
from waymark.kit import forms
from waymark.kit.clock import local_day
from waymark.kit.formatting import duration

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.coach.models import CoachingSession, Pairing


@open_to(Role.COACH)
@require_safe
def coachees(request: Request) -> HttpResponse:
    coachees = queries.list_coachees(for_=request.person, at=request.at)
    context = {
        "coachees": coachees,
        "next_coachee": next((coachee for coachee in coachees if coachee.next_date), None),
        "due": [coachee for coachee in coachees if coachee.is_due],
    }
    return render(request, "coach/coachees.html", context)


@open_to(Role.COACH)
@require_safe
def preparation(request: Request, reference: str) -> HttpResponse:
    pairing = _own_pairing(request, reference)
    sheet = preparation_sheet_of(pairing=pairing, at=request.at)
    context = {
        "sheet": sheet,
        "enrolment": pairing.enrolment,
        "levels": LEVELS,
        "today": _today(request, pairing.enrolment),
        "earlier_sessions": details_of(sheet.sessions, enrolment=pairing.enrolment),
    }
    return render(request, "coach/preparation.html", context)


@open_to(Role.COACH)
@require_safe
def entry(request: Request, reference: str, entry_id: int) -> HttpResponse:
    enrolment = _own_pairing(request, reference).enrolment
    entry = find_entry(enrolment=enrolment, entry_id=entry_id)
    if entry is None:
        raise Http404
    evidence = list_evidence(enrolment=enrolment, entry_id=entry_id)
    context = {"enrolment": enrolment, "entry": entry, "evidence": evidence}
    return render(request, "coach/entry.html", context)


@open_to(Role.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: Request, reference: str, item_id: str) -> HttpResponse:
    pairing = _own_pairing(request, reference)
    item = _coaching_item(pairing.enrolment, item_id)
    recorded = queries.find_session(pairing=pairing, item_id=item_id)
    if request.method != "POST" and recorded is not None:
        return _recorded(request, pairing, item, recorded)
    sheet = preparation_sheet_of(pairing=pairing, at=request.at)
    initial = _initial(pairing, item, sheet, today=_today(request, pairing.enrolment))
    form = _session_form(request, pairing, SessionForm, initial)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            actions.record_session(
                pairing=pairing,
                item=item,
                triangulation=form.triangulation(),
                action=form.action(),
                by=request.person,
                at=request.at,
                **form.session(),
            )
            messages.success(request, _closed(pairing, item, form))
            return redirect("coach:session", reference=reference, item_id=item_id)
    context = {
        "enrolment": pairing.enrolment,
        "item": item,
        "form": form,
        "sheet": sheet,
        "evidence": list_evidence(enrolment=pairing.enrolment),
    }
    return render(request, "coach/session_form.html", context, status=422 if form.errors else 200)


@open_to(Role.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, reference: str, item_id: str) -> HttpResponse:
    """The record of a session, to be corrected by the coach."""
    pairing = _own_pairing(request, reference)
    item = _coaching_item(pairing.enrolment, item_id)
    recorded = queries.find_session(pairing=pairing, item_id=item_id)
    if recorded is None:
        return redirect("coach:session", reference=reference, item_id=item_id)
    private_notes = queries.private_notes_of(session=recorded, for_=request.person) or ""
    initial = recorded_answers(recorded, private_notes=private_notes)
    form = _session_form(request, pairing, SessionCorrectionForm, initial)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            forms.refuse_if_changed(
                forms.made_from(request), recorded.pk, by=recorded.by.name, at=recorded.at
            )
            actions.correct_session(
                pairing=pairing,
                session=recorded,
                item=item,
                triangulation=form.triangulation(),
                action=form.action(),
                by=request.person,
                at=request.at,
                **form.session(),
            )
            messages.success(request, "You’ve corrected the record of the session.")
            return redirect("coach:session", reference=reference, item_id=item_id)
    context = {
        "enrolment": pairing.enrolment,
        "item": item,
        "form": form,
        "form_version": recorded.pk,
        "recorded": recorded,
        "sheet": preparation_sheet_of(pairing=pairing, at=request.at),
        "evidence": list_evidence(enrolment=pairing.enrolment),
    }
    return render(request, "coach/session_form.html", context, status=422 if form.errors else 200)


def _closed(pairing: Pairing, item: Item, form: SessionForm) -> str:
    if not item.counts:
        return "You have closed the session."
    minutes, name = form.cleaned_data["minutes"], pairing.enrolment.person.short_name
    return f"You have closed the session. This adds {duration(minutes)} to {name}’s hours."


def _recorded(request: Request, pairing: Pairing, item: Item, recorded: CoachingSession) -> HttpResponse:
    context = {
        "enrolment": pairing.enrolment,
        "item": item,
        "details": details_of([recorded], enrolment=pairing.enrolment)[0],
        "private_notes": queries.private_notes_of(session=recorded, for_=request.person),
    }
    return render(request, "coach/session.html", context)


def _session_form[Form: SessionForm](
    request: Request, pairing: Pairing, form: type[Form], initial: Mapping[str, Any]
) -> Form:
    return form(
        request.POST if request.method == "POST" else None,
        sections=framework_of(pairing.enrolment.cohort.programme).sections,
        evidence=list_evidence(enrolment=pairing.enrolment),
        participant=pairing.enrolment.person.short_name,
        coach=request.person.short_name,
        initial=initial,
    )


def _initial(pairing: Pairing, item: Item, sheet: PreparationSheet, *, today: date) -> dict[str, Any]:
    """What most sessions need: the planned day and minutes, and the first statement on the sheet."""
    calendar = cohorts.list_calendar(cohort_id=pairing.enrolment.cohort_id)
    planned = next(
        (calendar_item.on for calendar_item in calendar if calendar_item.item_id == item.id), today
    )
    initial: dict[str, Any] = {"held_on": min(planned, today), "minutes": item.minutes}
    if sheet.rows:
        first = sheet.rows[0]
        initial["statement"] = first.statement.code
        initial["self_rating"] = str(first.self_rating.level) if first.self_rating else ""
    return initial


def _today(request: Request, enrolment: Enrolment) -> date:
    return local_day(request.at, cohorts.zone_of(cohort=enrolment.cohort))


def _own_pairing(request: Request, reference: str) -> Pairing:
    pairing = queries.get_pairing_for(for_=request.person, reference=reference)
    if pairing is None:
        raise Http404
    return pairing


def _coaching_item(enrolment: Enrolment, item_id: str) -> Item:
    for item in queries.list_coaching_items(programme=programme_of(enrolment.cohort.programme)):
        if item.id == item_id:
            return item
    raise Http404
