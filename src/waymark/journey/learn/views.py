"""Sessions and registers for staff; sessions and study for a participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.learn import actions, queries, rules, words
from waymark.journey.learn.forms import Register
from waymark.journey.learn.reading import html_of
from waymark.kit.refusals import Refusal
from waymark.kit.show import counted, long_moment

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Enrolment


@open_to(Role.FACILITATOR, Role.LEAD)
@require_safe
def cohort_sessions(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_for(for_=request.person, role=request.role, slug=slug)
    if cohort is None:
        raise Http404
    sessions = queries.list_sessions(cohort=cohort)
    due = [one for one in sessions if not one.noted and one.starts_at <= request.at]
    to_come = [one for one in sessions if one.starts_at > request.at]
    context = {
        "cohort": cohort,
        "sessions": sessions,
        "due": due,
        "following": to_come[0] if to_come else None,
        "enrolled": len(
            cohorts.list_enrolments_for(for_=request.person, role=request.role, cohort_slug=slug)
        ),
    }
    return render(request, "learn/cohort_sessions.html", context)


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, slug: str, item_id: str) -> HttpResponse:
    dated = cohorts.get_calendar_item_for(
        for_=request.person, role=request.role, cohort_slug=slug, item_id=item_id
    )
    item = _item(dated, Way.ATTENDED)
    if dated is None or item is None:
        raise Http404
    enrolments = cohorts.list_enrolments_for(for_=request.person, role=request.role, cohort_slug=slug)
    noted = queries.attended_minutes(dated=dated)
    form = Register(request.POST or None, enrolments=enrolments, minutes=noted, planned=item.minutes)
    if request.method == "POST" and form.is_valid():
        try:
            rows = actions.take_register(dated=dated, minutes=form.said(), by=request.person, at=request.at)
        except Refusal as refusal:
            form.add_error(None, [str(reason) for reason in refusal.reasons])
        else:
            messages.success(request, _register_says(len(rows)))
            return redirect("learn:cohort_sessions", slug=slug)
    context = {"dated": dated, "item": item, "form": form, "noted": noted} | _beginning(dated, request)
    return render(request, "learn/register.html", context, status=422 if form.errors else 200)


def _register_says(changed: int) -> str:
    people = counted(changed, "participant", "participants")
    return f"Register saved: {people} noted." if changed else "Nothing had changed, so nothing was added."


def _item(dated: CalendarItem | None, way: Way) -> Item | None:
    if dated is None:
        return None
    item = programme_of(dated.cohort.programme).item(dated.item_id)
    return item if item.way is way else None


def _beginning(dated: CalendarItem, request: Request) -> dict[str, object]:
    zone = programme_of(dated.cohort.programme).assessment.zone
    starts = queries.starts_at(dated, zone=zone)
    if starts <= request.at:
        return {"starts": starts}
    says = words.reasons((rules.Why.NOT_STARTED,), starts=long_moment(starts))[0].says
    return {"starts": starts, "too_early": says}


@open_to(Role.PARTICIPANT)
@require_safe
def session(request: Request, item_id: str) -> HttpResponse:
    enrolment, item, dated = _own(request, item_id, Way.ATTENDED)
    framework = framework_of(enrolment.cohort.programme)
    context = {
        "item": item,
        "dated": dated,
        "attendance": queries.find_attendance(enrolment=enrolment, item_id=item_id),
        "statements": [framework.statement(code) for code in item.statements],
        "is_over": dated.ends_at <= request.at,
    }
    return render(request, "learn/session.html", context)


@open_to(Role.PARTICIPANT)
@require_safe
def study(request: Request, item_id: str) -> HttpResponse:
    enrolment, item, dated = _own(request, item_id, Way.STUDIED)
    readings = queries.list_readings(enrolment=enrolment, item=item)
    context = {
        "item": item,
        "dated": dated,
        "readings": readings,
        "whole": next((one for one in readings if one.page_id == rules.WHOLE), None),
        "following": next((one for one in readings if one.done_at is None), None),
        "done": sum(one.minutes for one in readings if one.done_at),
        "left": [one for one in readings if one.done_at is None],
    }
    return render(request, "learn/study.html", context)


@open_to(Role.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
def study_page(request: Request, item_id: str, page_id: str) -> HttpResponse:
    enrolment, item, _ = _own(request, item_id, Way.STUDIED)
    readings = queries.list_readings(enrolment=enrolment, item=item)
    reading = next((one for one in readings if one.page_id == page_id), None)
    if reading is None:
        raise Http404
    if request.method == "POST":
        actions.complete(enrolment=enrolment, item=item, page_id=page_id, by=request.person, at=request.at)
        messages.success(request, f"“{reading.title}” is done; its minutes are in your hours.")
        return redirect("learn:study", item_id=item_id)
    page = queries.find_page(item=item, page_id=page_id)
    if page is None:
        return redirect("learn:study", item_id=item_id)
    framework = framework_of(enrolment.cohort.programme)
    context = {
        "item": item,
        "page": page,
        "reading": reading,
        "place": readings.index(reading) + 1,
        "of": len(item.pages),
        "html": html_of(page.text),
        "statements": [framework.statement(code) for code in page.statements],
    }
    return render(request, "learn/study_page.html", context)


def _own(request: Request, item_id: str, way: Way) -> tuple[Enrolment, Item, CalendarItem]:
    """The participant's enrolment, and an item of theirs that is done in that way; 404 otherwise."""
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        raise Http404
    items = {item.id: item for item in programme_of(enrolment.cohort.programme).items if item.way is way}
    dated = {one.item_id: one for one in cohorts.list_calendar(cohort_id=enrolment.cohort_id)}
    if item_id not in items or item_id not in dated:
        raise Http404
    return enrolment, items[item_id], dated[item_id]
