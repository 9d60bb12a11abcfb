"""The pages of a participant's own workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts.queries import own_enrolment
from waymark.ground.hours.queries import get_minutes_by_item
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of
from waymark.ground.programmes.values import Item
from waymark.journey.practise import actions, queries
from waymark.journey.practise.forms import EntryForm
from waymark.journey.practise.words import STAGES
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def workbook(request: Request) -> HttpResponse:
    enrolment, item = _own_workbook(request)
    stages = queries.list_stages(enrolment=enrolment)
    credited = get_minutes_by_item(enrolment=enrolment).get(item.id, 0)
    context = {
        "item": item,
        "stages": stages,
        "entry_count": sum(len(stage.entries) for stage in stages),
        "empty_stages": [stage for stage in stages if not stage.entries],
        "credited": min(credited, item.minutes),
    }
    return render(request, "practise/workbook.html", context)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_http_methods(["GET", "HEAD", "POST"])
def new_entry(request: Request) -> HttpResponse:
    enrolment, item = _own_workbook(request)
    framework = framework_of(enrolment.cohort.programme)
    form = EntryForm(request.POST if request.method == "POST" else None, framework=framework)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            entry = actions.add_entry(
                enrolment=enrolment,
                item=item,
                evidence=form.evidence(),
                by=request.person,
                at=request.at,
                **form.entry(),
            )
            messages.success(request, "Your entry has been saved to your workbook.")
            return redirect("practise:entry", entry_id=entry.pk)
    context = {"item": item, "form": form}
    return render(request, "practise/new_entry.html", context, status=422 if form.errors else 200)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def entry(request: Request, entry_id: int) -> HttpResponse:
    enrolment, _ = _own_workbook(request)
    entry = queries.find_entry(enrolment=enrolment, entry_id=entry_id)
    if entry is None:
        raise Http404
    framework = framework_of(enrolment.cohort.programme)
    evidence = queries.list_evidence(enrolment=enrolment, entry_id=entry_id)
    context = {
        "entry": entry,
        "stage": STAGES[entry.stage][0],
        "evidence": [(piece, framework.statement(piece.statement)) for piece in evidence],
    }
    return render(request, "practise/entry.html", context)


def _own_workbook(request: Request) -> tuple[Enrolment, Item]:
    """The participant's enrolment, and the item of the programme that the workbook belongs to."""
    enrolment = own_enrolment(request)
    item = queries.find_workbook_item(enrolment=enrolment) if enrolment else None
    if enrolment is None or item is None:
        raise Http404
    return enrolment, item
