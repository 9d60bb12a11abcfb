"""A participant's own group and its meetings; the groups of a cohort, and who looks after them, for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.journey.gather import actions, queries
from waymark.journey.gather.forms import (
    GroupOwnersForm,
    MeetingCorrectionForm,
    MeetingForm,
    recorded_details,
)
from waymark.kit.formatting import counted
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed
from waymark.kit.moves import with_undo

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.gather.models import Meeting, PeerGroup

CORRECTED = "You’ve corrected the record of the meeting, and the hours of those it concerns."


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def group(request: Request) -> HttpResponse:
    enrolment = _own_enrolment(request)
    own_group = queries.find_group(enrolment=enrolment)
    planned = queries.list_planned_meetings(enrolment=enrolment, group=own_group)
    to_record = [meeting for meeting in planned if meeting.meeting is None]
    context = {
        "group": own_group,
        "members": queries.list_members(group=own_group) if own_group else [],
        "planned_meetings": planned,
        "next_meeting": to_record[0] if to_record else None,
        "is_over": bool(to_record) and to_record[0].calendar_item.ends_at <= request.at,
        "recorded": len(planned) - len(to_record),
        "enrolment": enrolment,
    }
    return render(request, "gather/group.html", context)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request, item_id: str) -> HttpResponse:
    own_group, planned = _own_planned_meeting(request, item_id)
    if planned.meeting is not None and request.method != "POST":
        return _recorded_meeting(request, own_group, planned)
    posted = request.POST if request.method == "POST" else None
    members = queries.list_members(group=own_group)
    form = MeetingForm(posted, members=members, planned=planned.item.minutes)
    if posted is not None and form.is_valid():
        with refusal_as_error(form):
            actions.record_meeting(
                group=own_group, item=planned.item, by=request.person, at=request.at, **form.details()
            )
            messages.success(
                request,
                "You’ve recorded the meeting. We’ve added its time to the hours of everyone who was there.",
            )
            return redirect("gather:meeting", item_id=item_id)
    context = {"group": own_group, "planned": planned, "item": planned.item, "form": form}
    return render(request, "gather/meeting.html", context, status=422 if form.errors else 200)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, item_id: str) -> HttpResponse:
    """The record of a meeting, to be corrected by a member of the group."""
    own_group, planned = _own_planned_meeting(request, item_id)
    recorded = planned.meeting
    if recorded is None:
        return redirect("gather:meeting", item_id=item_id)
    posted = request.POST if request.method == "POST" else None
    form = MeetingCorrectionForm(
        posted,
        members=queries.list_members(group=own_group),
        planned=planned.item.minutes,
        initial=recorded_details(recorded),
    )
    if posted is not None and form.is_valid():
        with refusal_as_error(form):
            refuse_if_changed(made_from(request), recorded.pk, by=recorded.by.name, at=recorded.at)
            actions.correct_meeting(
                meeting=recorded, item=planned.item, by=request.person, at=request.at, **form.details()
            )
            messages.success(request, CORRECTED)
            return redirect("gather:meeting", item_id=item_id)
    context = {"item": planned.item, "meeting": recorded, "form": form, "form_version": recorded.pk}
    return render(request, "gather/correction.html", context, status=422 if form.errors else 200)


def _own_planned_meeting(request: Request, item_id: str) -> tuple[PeerGroup, queries.PlannedMeeting]:
    """The viewer's group, and its meeting for an item of their programme."""
    enrolment = _own_enrolment(request)
    own_group = queries.find_group(enrolment=enrolment)
    all_planned = queries.list_planned_meetings(enrolment=enrolment, group=own_group)
    planned = next((meeting for meeting in all_planned if meeting.item.id == item_id), None)
    if own_group is None or planned is None:
        raise Http404
    return own_group, planned


def _recorded_meeting(request: Request, group: PeerGroup, planned: queries.PlannedMeeting) -> HttpResponse:
    meeting: Meeting | None = planned.meeting
    assert meeting is not None
    present = {presence.enrolment_id for presence in meeting.presences.all()}
    context = {
        "group": group,
        "item": planned.item,
        "meeting": meeting,
        "present": [member for member in queries.list_members(group=group) if member.pk in present],
        "earlier": queries.list_earlier_records(meeting=meeting),
    }
    return render(request, "gather/recorded_meeting.html", context)


def _own_enrolment(request: Request) -> Enrolment:
    return cohorts.own_enrolment_or_404(request)


@open_to(Role.FACILITATOR, Role.COACH)
@require_safe
def own_groups(request: Request) -> HttpResponse:
    """The groups that the viewer looks after."""
    return render(request, "gather/own_groups.html", {"groups": queries.list_own_groups(for_=request.person)})


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    enrolments = cohorts.list_enrolments_for(
        for_=request.person, role=request.role, cohort_slug=slug, on=cohorts.today_of(request.at)
    )
    if request.method == "POST":
        joined = actions.create_groups(cohort=cohort, by=request.person, at=request.at)
        messages.success(request, _created_message(sum(joined.values())))
        return redirect("gather:groups", slug=slug)
    cohort_groups = queries.list_groups(cohort=cohort)
    grouped = {membership.enrolment_id for group in cohort_groups for membership in group.memberships.all()}
    context = {
        "cohort": cohort,
        "groups": cohort_groups,
        "without_owner": sum(group.owner_id is None for group in cohort_groups),
        "enrolled": len(enrolments),
        "without_group": [enrolment for enrolment in enrolments if enrolment.pk not in grouped],
        "is_lead": request.role is Role.LEAD,
        "changes": with_undo(
            queries.list_group_changes(cohort=cohort),
            today=cohorts.today_of(request.at),
            zone=cohorts.zone_of(cohort=cohort),
        )
        if request.role is Role.LEAD
        else [],
    }
    return render(request, "gather/groups.html", context)


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def group_owners(request: Request, slug: str) -> HttpResponse:
    """Who looks after each group; with `?proposal`, shared out over the facilitators and not saved."""
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    cohort_groups = queries.list_groups(cohort=cohort)
    proposed = queries.propose_owners(cohort=cohort, groups=cohort_groups)
    posted = request.POST if request.method == "POST" else None
    is_proposal = posted is None and "proposal" in request.GET
    people = queries.list_possible_owners(cohort=cohort)
    form = GroupOwnersForm(
        posted, groups=cohort_groups, people=people, proposed=proposed if is_proposal else None
    )
    if posted is not None and form.is_valid():
        with refusal_as_error(form):
            changed = actions.choose_owners(
                cohort=cohort,
                owners=form.chosen(),
                by=request.person,
                at=request.at,
                made_from=form.made_from(made_from(request)),
            )
            messages.success(request, _owners_message(len(changed)))
            return redirect("gather:groups", slug=slug)
    context = {
        "cohort": cohort,
        "form": form,
        "form_version": form.version(),
        "people": people,
        "is_proposal": is_proposal,
        "proposed": len(proposed),
    }
    return render(request, "gather/group_owners.html", context, status=422 if form.errors else 200)


def _owners_message(changed: int) -> str:
    if not changed:
        return "There were no changes to save."
    return f"Saved. You’ve changed who looks after {counted(changed, 'group', 'groups')}."


def _created_message(joined: int) -> str:
    if not joined:
        return "Everyone was already in a group."
    return f"You’ve added {counted(joined, 'participant', 'participants')} to groups."
