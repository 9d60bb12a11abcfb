"""The page on which a lead moves a participant to another peer group."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.gather import actions, queries
from waymark.journey.gather.move_forms import MoveForm
from waymark.kit.forms import refusal_as_error


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, slug: str, reference: str) -> HttpResponse:
    """From one group to another, with the reason; someone without a group is put into one."""
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=request.role, reference=reference)
    if enrolment is None or enrolment.cohort.slug != slug:
        raise Http404
    current = queries.find_group(enrolment=enrolment)
    groups = [group for group in queries.list_groups(cohort=enrolment.cohort) if group != current]
    form = MoveForm(
        request.POST if request.method == "POST" else None, groups=groups, is_move=current is not None
    )
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            chosen = form.cleaned_data
            group = next(group for group in groups if str(group.pk) == chosen["group"])
            actions.move_to_group(
                enrolment=enrolment,
                group=group,
                reason=chosen.get("reason", ""),
                from_on=chosen.get("from_on"),
                by=request.person,
                at=request.at,
            )
            messages.success(request, f"{enrolment.person.name} is in {group.name} now. We’ve emailed them.")
            return redirect("gather:groups", slug=slug)
    context = {
        "enrolment": enrolment,
        "current": current,
        "form": form,
        "history": queries.list_group_changes(enrolment=enrolment),
    }
    return render(request, "gather/move.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_POST
def group_change_undo(request: Request, slug: str, change: int) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    row = queries.find_group_change(cohort=cohort, pk=change)
    if row is None:
        raise Http404
    actions.undo_group_change(change=row, by=request.person, at=request.at)
    messages.success(request, "You’ve undone this. They’re back in their earlier group.")
    return redirect("gather:groups", slug=slug)
