"""Findings for those who may read them; the lead writes them down and decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts.queries import list_cohorts_for
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.improve import actions, queries
from waymark.journey.improve.forms import ActionForm, FindingForm
from waymark.journey.improve.models import Finding
from waymark.kit.clock import local_day
from waymark.kit.refusals import Refusal


@open_to(Role.LEAD, Role.FACILITATOR, Role.BOARD)
@require_safe
def findings(request: Request) -> HttpResponse:
    rows = queries.list_findings(for_=request.person, role=request.role)
    today = local_day(request.at)
    decided = [one for one in rows if hasattr(one, "action")]
    context = {
        "findings": rows,
        "open": [one for one in rows if one not in decided],
        "late": [one for one in decided if one.action.due_on < today],
        "today": today,
        "is_lead": request.role is Role.LEAD,
    }
    return render(request, "improve/findings.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def finding_new(request: Request) -> HttpResponse:
    cohorts = list_cohorts_for(for_=request.person, role=request.role)
    form = FindingForm(request.POST if request.method == "POST" else None, cohorts=cohorts)
    if request.method == "POST" and form.is_valid() and (finding := _written(request, form)):
        return redirect("improve:action", finding_id=finding.pk)
    context = {"form": form, "cohorts": cohorts}
    return render(request, "improve/finding_new.html", context, status=422 if form.errors else 200)


def _written(request: Request, form: FindingForm) -> Finding | None:
    said = form.cleaned_data
    try:
        finding = actions.write_finding(
            cohort=form.chosen(),
            says=said["says"],
            rests_on=said["rests_on"],
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        form.add_error(None, [str(reason) for reason in refusal.reasons])
        return None
    messages.success(request, "The finding is written down. Decide what is done about it, now or later.")
    return finding


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: Request, finding_id: int) -> HttpResponse:
    finding = queries.get_finding_for(for_=request.person, role=request.role, finding_id=finding_id)
    if finding is None:
        raise Http404
    owners = queries.list_owners(for_=request.person)
    form = ActionForm(request.POST if request.method == "POST" else None, owners=owners)
    if request.method == "POST" and form.is_valid() and _decided(request, finding, form):
        return redirect("improve:findings")
    context = {
        "finding": finding,
        "decided": queries.find_action(finding=finding),
        "form": form,
        "today": local_day(request.at),
    }
    return render(request, "improve/action.html", context, status=422 if form.errors else 200)


def _decided(request: Request, finding: Finding, form: ActionForm) -> bool:
    said = form.cleaned_data
    try:
        decided = actions.decide_action(
            finding=finding,
            what=said["what"],
            owner=form.chosen(),
            due_on=said["due_on"],
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        form.add_error(None, [str(reason) for reason in refusal.reasons])
        return False
    messages.success(request, f"Decided. {decided.owner.name} owns it.")
    return True
