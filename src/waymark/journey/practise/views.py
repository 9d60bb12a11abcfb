"""The participant's own workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts.queries import current_enrolment_of
from waymark.ground.hours.queries import credited_by_item
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of
from waymark.ground.programmes.values import Item
from waymark.journey.practise import actions, queries
from waymark.journey.practise.forms import EntryForm
from waymark.journey.practise.words import STAGES
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@open_to(Role.PARTICIPANT)
@require_safe
def workbook(request: Request) -> HttpResponse:
    enrolment, item = _own(request)
    stages = queries.list_stages(enrolment=enrolment)
    credited = credited_by_item(enrolment=enrolment).get(item.id, 0)
    context = {
        "item": item,
        "stages": stages,
        "written": sum(len(one.entries) for one in stages),
        "empty": [one for one in stages if not one.entries],
        "credited": min(credited, item.minutes),
    }
    return render(request, "practise/workbook.html", context)


@open_to(Role.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_entry(request: Request) -> HttpResponse:
    enrolment, item = _own(request)
    framework = framework_of(enrolment.cohort.programme)
    form = EntryForm(request.POST if request.method == "POST" else None, framework=framework)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_entry(
                enrolment=enrolment,
                item=item,
                evidence=form.evidence(),
                by=request.person,
                at=request.at,
                **form.entry(),
            )
        except Refusal as refusal:
            form.add_error(None, [str(reason) for reason in refusal.reasons])
        else:
            messages.success(request, "The entry is in your workbook.")
            return redirect("practise:entry", entry_id=row.pk)
    context = {"item": item, "form": form}
    return render(request, "practise/new_entry.html", context, status=422 if form.errors else 200)


@open_to(Role.PARTICIPANT)
@require_safe
def entry(request: Request, entry_id: int) -> HttpResponse:
    enrolment, item = _own(request)
    row = queries.find_entry(enrolment=enrolment, entry_id=entry_id)
    if row is None:
        raise Http404
    context = {"item": item, "own": True} | entry_context(enrolment, row)
    return render(request, "practise/entry.html", context)


def entry_context(enrolment: Enrolment, row: Any) -> dict[str, Any]:
    framework = framework_of(enrolment.cohort.programme)
    evidence = queries.list_evidence(enrolment=enrolment, entry_id=row.pk)
    return {
        "entry": row,
        "stage": STAGES[row.stage][0],
        "evidence": [(one, framework.statement(one.statement)) for one in evidence],
    }


def _own(request: Request) -> tuple[Enrolment, Item]:
    enrolment = current_enrolment_of(person=request.person)
    item = queries.find_worked_item(enrolment=enrolment) if enrolment else None
    if enrolment is None or item is None:
        raise Http404
    return enrolment, item
