"""Coachees, preparation and sessions for a coach; own sessions for a participant; pairings for a lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.queries import list_persons_with
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.journey.coach import actions, queries, words
from waymark.journey.coach.forms import Pairs, SessionForm
from waymark.journey.coach.preparing import sheet_of
from waymark.journey.practise import queries as practise
from waymark.journey.practise.words import STAGES
from waymark.kit.refusals import Refusal
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.journey.coach.models import Pairing


@open_to(Role.COACH)
@require_safe
def coachees(request: Request) -> HttpResponse:
    rows = queries.list_pairings_of(coach=request.person)
    following = queries.list_next_items(pairings=rows)
    lines = []
    for one in rows:
        dated = following.get(one.pk)
        programme = programme_of(one.enrolment.cohort.programme)
        lines.append((one, dated, programme.item(dated.item_id) if dated else None))
    lines.sort(key=lambda line: (line[1] is None, line[1].on if line[1] else None))
    return render(request, "coach/coachees.html", {"lines": lines})


@open_to(Role.COACH)
@require_safe
def preparation(request: Request, reference: str) -> HttpResponse:
    pairing = _pairing(request, reference)
    sheet = sheet_of(pairing=pairing, at=request.at)
    context = {"pairing": pairing, "person": pairing.enrolment.person, "sheet": sheet, "levels": words.LEVELS}
    return render(request, "coach/preparation.html", context)


@open_to(Role.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: Request, reference: str, item_id: str) -> HttpResponse:
    pairing = _pairing(request, reference)
    sessions = queries.list_sessions_for_coach(pairing=pairing)
    planned = queries.list_planned(enrolment=pairing.enrolment, sessions=sessions)
    one = next((each for each in planned if each.item.id == item_id), None)
    if one is None:
        raise Http404
    person = pairing.enrolment.person
    context: dict[str, Any] = {"pairing": pairing, "person": person, "one": one, "item": one.item}
    if one.session is not None and request.method != "POST":
        lines = _weighed(pairing.enrolment.cohort.programme, one.session)
        return render(request, "coach/held.html", context | {"session": one.session, "lines": lines})
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        framework=framework_of(pairing.enrolment.cohort.programme),
        evidence=practise.list_evidence(enrolment=pairing.enrolment),
        planned=one.item.minutes,
        name=person.given_name,
    )
    if request.method == "POST" and form.is_valid() and _record(request, pairing, one, form):
        messages.success(request, f"The session with {person.name} is closed and its minutes are credited.")
        return redirect("coach:session", reference=reference, item_id=item_id)
    return render(request, "coach/session.html", context | {"form": form}, status=422 if form.errors else 200)


def _record(request: Request, pairing: Pairing, one: queries.Planned, form: SessionForm) -> bool:
    try:
        actions.record_session(
            pairing=pairing,
            item=one.item,
            weighed=form.weighed(),
            agreed=form.agreed(),
            by=request.person,
            at=request.at,
            **form.session(),
        )
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error("what" if reason.code == "no_action" else None, str(reason))
        return False
    return True


def _weighed(programme: Any, held: Any) -> list[Any]:
    framework = framework_of(programme)
    return [(one, framework.statement(one.statement)) for one in held.triangulations.all()]


def _pairing(request: Request, reference: str) -> Pairing:
    pairing = queries.get_pairing_for(for_=request.person, reference=reference)
    if pairing is None:
        raise Http404
    return pairing


@open_to(Role.COACH)
@require_safe
def entry(request: Request, reference: str, entry_id: int) -> HttpResponse:
    enrolment = _pairing(request, reference).enrolment
    row = practise.find_entry(enrolment=enrolment, entry_id=entry_id)
    if row is None:
        raise Http404
    framework = framework_of(enrolment.cohort.programme)
    evidence = practise.list_evidence(enrolment=enrolment, entry_id=entry_id)
    context = {
        "entry": row,
        "stage": STAGES[row.stage][0],
        "evidence": [(one, framework.statement(one.statement)) for one in evidence],
        "person": enrolment.person,
        "enrolment": enrolment,
    }
    return render(request, "coach/entry.html", context)


@open_to(Role.PARTICIPANT)
@require_safe
def mine(request: Request) -> HttpResponse:
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        raise Http404
    sessions = queries.list_sessions_for_participant(enrolment=enrolment)
    planned = queries.list_planned(enrolment=enrolment, sessions=sessions)
    programme = enrolment.cohort.programme
    titles = {one.item.id: one.item.title for one in planned}
    context = {
        "pairing": queries.find_pairing(enrolment=enrolment),
        "planned": planned,
        "following": next((one for one in planned if one.session is None), None),
        "sessions": [(one, titles[one.item_id], _weighed(programme, one)) for one in sessions],
        "actions": [each for one in sessions for each in one.actions.all()],
        "newest": sessions[0].actions.all()[0] if sessions and sessions[0].actions.all() else None,
    }
    return render(request, "coach/mine.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def pairings(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_for(for_=request.person, role=request.role, slug=slug)
    if cohort is None:
        raise Http404
    enrolments = cohorts.list_enrolments_for(for_=request.person, role=request.role, cohort_slug=slug)
    met = queries.met_in_cohort(cohort=cohort)
    form = Pairs(
        request.POST if request.method == "POST" else None,
        enrolments=enrolments,
        coaches=list_persons_with(role=Role.COACH, for_=request.person),
        paired={key: one.coach.pk for key, one in met.items()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.pair_coaches(coaches=form.said(), by=request.person, at=request.at)
        except Refusal as refusal:
            form.add_error(None, [str(reason) for reason in refusal.reasons])
        else:
            messages.success(request, f"{counted(made, 'pair is', 'pairs are')} new or changed.")
            return redirect("coach:pairings", slug=slug)
    context = {
        "cohort": cohort,
        "form": form,
        "lines": [(one, form[one.reference], met.get(one.pk)) for one in enrolments],
        "without": sum(one.pk not in met for one in enrolments),
    }
    return render(request, "coach/pairings.html", context, status=422 if form.errors else 200)
