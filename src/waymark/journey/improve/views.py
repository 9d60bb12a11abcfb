"""The list of issues, and the lead's pages to record one and to assign its action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts.queries import list_cohorts_for, zone_of
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.improve import actions, queries
from waymark.journey.improve.forms import ActionCorrectionForm, ActionForm, IssueForm
from waymark.journey.improve.models import ImprovementAction, Issue
from waymark.kit import forms
from waymark.kit.clock import local_day


@dataclass(frozen=True)
class IssueRow:
    """An issue in the list; `today` is the day in its cohort's time zone."""

    issue: Issue
    action: ImprovementAction | None
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.action is not None and self.action.due_on < self.today


def _row(issue: Issue, *, at: datetime) -> IssueRow:
    return IssueRow(issue, issue.action, local_day(at, zone_of(cohort=issue.cohort)))


@open_to(Role.LEAD, Role.FACILITATOR, Role.BOARD)
@require_safe
def issues(request: Request) -> HttpResponse:
    rows = [
        _row(issue, at=request.at) for issue in queries.list_issues(for_=request.person, role=request.role)
    ]
    context = {
        "rows": rows,
        "without_action": [row for row in rows if row.action is None],
        "overdue": [row for row in rows if row.is_overdue],
        "is_lead": request.role is Role.LEAD,
    }
    return render(request, "improve/issues.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def issue_new(request: Request) -> HttpResponse:
    cohorts = list_cohorts_for(for_=request.person, role=request.role)
    form = IssueForm(request.POST if request.method == "POST" else None, cohorts=cohorts)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            issue = actions.record_issue(
                cohort=form.selected_cohort(),
                summary=form.cleaned_data["summary"],
                evidence=form.cleaned_data["evidence"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, "Issue recorded. You can assign an action now or later.")
            return redirect("improve:action", issue_id=issue.pk)
    context = {"form": form, "cohorts": cohorts}
    return render(request, "improve/issue_new.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: Request, issue_id: int) -> HttpResponse:
    issue = queries.get_issue_for(for_=request.person, role=request.role, issue_id=issue_id)
    if issue is None:
        raise Http404
    owners = queries.list_owners(for_=request.person)
    form = ActionForm(request.POST if request.method == "POST" else None, owners=owners)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            assigned = actions.assign_action(
                issue=issue,
                what=form.cleaned_data["what"],
                owner=form.selected_owner(),
                due_on=form.cleaned_data["due_on"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, f"Action assigned to {assigned.owner.name}.")
            return redirect("improve:issues")
    row = _row(issue, at=request.at)
    context = {
        "issue": issue,
        "action": row.action,
        "earlier": queries.list_earlier_actions(action=row.action) if row.action else [],
        "form": form,
        "today": row.today,
    }
    return render(request, "improve/action.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, issue_id: int) -> HttpResponse:
    """The action of an issue, to be changed: what, who, by when."""
    issue = queries.get_issue_for(for_=request.person, role=request.role, issue_id=issue_id)
    if issue is None:
        raise Http404
    assigned = issue.action
    if assigned is None:
        return redirect("improve:action", issue_id=issue_id)
    form = ActionCorrectionForm(
        request.POST if request.method == "POST" else None,
        owners=queries.list_owners(for_=request.person),
        initial={"what": assigned.what, "owner": str(assigned.owner_id), "due_on": assigned.due_on},
    )
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            forms.refuse_if_changed(
                forms.made_from(request), assigned.pk, by=assigned.by.name, at=assigned.at
            )
            actions.correct_action(
                action=assigned,
                what=form.cleaned_data["what"],
                owner=form.selected_owner(),
                due_on=form.cleaned_data["due_on"],
                reason=form.cleaned_data["reason"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, "You’ve changed the action.")
            return redirect("improve:action", issue_id=issue_id)
    context = {"issue": issue, "form": form, "form_version": assigned.pk}
    return render(request, "improve/correction.html", context, status=422 if form.errors else 200)
