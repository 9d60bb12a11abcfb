"""For the participant: their sessions, and the study they complete page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.learn import actions, queries
from waymark.journey.learn.markdown import render_markdown
from waymark.journey.learn.rules import REMAINDER
from waymark.kit.formatting import duration

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Enrolment


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def session(request: Request, item_id: str) -> HttpResponse:
    enrolment, item, calendar_item = _get_own_item(request, item_id, Way.ATTENDED)
    framework = framework_of(enrolment.cohort.programme)
    context = {
        "item": item,
        "calendar_item": calendar_item,
        "attendance": queries.find_attendance(enrolment=enrolment, item_id=item_id),
        "statements": [framework.statement(code) for code in item.statements],
        "is_over": calendar_item.ends_at <= request.at,
    }
    return render(request, "learn/session.html", context)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def study(request: Request, item_id: str) -> HttpResponse:
    enrolment, item, calendar_item = _get_own_item(request, item_id, Way.STUDIED)
    unmet = queries.unmet_before_start(enrolment=enrolment, at=request.at)
    if unmet:
        return render(request, "learn/waiting.html", {"item": item, "reasons": unmet})
    parts = queries.list_study_parts(enrolment=enrolment, item=item)
    to_do = [part for part in parts if part.completed_at is None]
    context = {
        "item": item,
        "calendar_item": calendar_item,
        "pages": [part for part in parts if part.page_id != REMAINDER],
        "remainder": next((part for part in parts if part.page_id == REMAINDER), None),
        "next_page": to_do[0] if to_do and to_do[0].page_id != REMAINDER else None,
        "completed_minutes": sum(part.minutes for part in parts if part.completed_at),
        "is_complete": not to_do,
    }
    return render(request, "learn/study.html", context)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_http_methods(["GET", "HEAD", "POST"])
def study_page(request: Request, item_id: str, page_id: str) -> HttpResponse:
    enrolment, item, _ = _get_own_item(request, item_id, Way.STUDIED)
    parts = queries.list_study_parts(enrolment=enrolment, item=item)
    part = next((part for part in parts if part.page_id == page_id), None)
    if part is None:
        raise Http404
    if request.method == "POST":
        actions.complete_study(
            enrolment=enrolment, item=item, page_id=page_id, by=request.person, at=request.at
        )
        added = duration(part.minutes)
        messages.success(request, f"You’ve completed “{part.title}”. We’ve added {added} to your hours.")
        return redirect("learn:study", item_id=item_id)
    page = queries.find_page(item=item, page_id=page_id)
    if page is None:
        return redirect("learn:study", item_id=item_id)
    unmet = queries.unmet_before_start(enrolment=enrolment, at=request.at)
    if unmet and part.completed_at is None:
        return render(request, "learn/waiting.html", {"item": item, "reasons": unmet})
    framework = framework_of(enrolment.cohort.programme)
    context = {
        "item": item,
        "page": page,
        "part": part,
        "number": parts.index(part) + 1,
        "page_count": len(item.pages),
        "html": render_markdown(page.text),
        "statements": [framework.statement(code) for code in page.statements],
    }
    return render(request, "learn/study_page.html", context)


def _get_own_item(request: Request, item_id: str, way: Way) -> tuple[Enrolment, Item, CalendarItem]:
    """The participant's enrolment and an item of theirs that is done in that way; 404 otherwise."""
    enrolment = cohorts.own_enrolment_or_404(request)
    items = {item.id: item for item in programme_of(enrolment.cohort.programme).items if item.way is way}
    calendar = {entry.item_id: entry for entry in cohorts.list_calendar(cohort_id=enrolment.cohort_id)}
    if item_id not in items or item_id not in calendar:
        raise Http404
    return enrolment, items[item_id], calendar[item_id]
