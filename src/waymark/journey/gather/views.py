"""A participant's own group and its meetings; the groups of a cohort for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.gather import actions, queries
from waymark.journey.gather.forms import MeetingForm
from waymark.kit.refusals import Refusal
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@open_to(Role.PARTICIPANT)
@require_safe
def group(request: Request) -> HttpResponse:
    enrolment = _own(request)
    mine = queries.find_group(enrolment=enrolment)
    gatherings = queries.list_gatherings(enrolment=enrolment, group=mine)
    to_record = [one for one in gatherings if one.meeting is None]
    context = {
        "group": mine,
        "members": queries.list_members(group=mine) if mine else [],
        "gatherings": gatherings,
        "following": to_record[0] if to_record else None,
        "is_over": bool(to_record) and to_record[0].dated.ends_at <= request.at,
        "held": len(gatherings) - len(to_record),
        "enrolment": enrolment,
    }
    return render(request, "gather/group.html", context)


@open_to(Role.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request, item_id: str) -> HttpResponse:
    enrolment = _own(request)
    mine = queries.find_group(enrolment=enrolment)
    gatherings = queries.list_gatherings(enrolment=enrolment, group=mine)
    one = next((each for each in gatherings if each.item.id == item_id), None)
    if mine is None or one is None:
        raise Http404
    members = queries.list_members(group=mine)
    context = {"group": mine, "one": one, "item": one.item}
    if one.meeting is not None and request.method != "POST":
        there = {each.enrolment_id for each in one.meeting.presences.all()}
        context |= {"meeting": one.meeting, "present": [each for each in members if each.pk in there]}
        return render(request, "gather/held.html", context)
    posted = request.POST if request.method == "POST" else None
    form = MeetingForm(posted, members=members, planned=one.item.minutes)
    if posted is not None and form.is_valid():
        try:
            actions.record_meeting(group=mine, item=one.item, by=request.person, at=request.at, **form.said())
        except Refusal as refusal:
            form.add_error(None, [str(reason) for reason in refusal.reasons])
        else:
            messages.success(
                request, "The meeting is recorded; its minutes are credited to those who were there."
            )
            return redirect("gather:meeting", item_id=item_id)
    context["form"] = form
    return render(request, "gather/meeting.html", context, status=422 if form.errors else 200)


def _own(request: Request) -> Enrolment:
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        raise Http404
    return enrolment


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_for(for_=request.person, role=request.role, slug=slug)
    if cohort is None:
        raise Http404
    enrolments = cohorts.list_enrolments_for(for_=request.person, role=request.role, cohort_slug=slug)
    if request.method == "POST":
        joined = actions.deal_groups(cohort=cohort, by=request.person, at=request.at)
        people = counted(sum(joined.values()), "participant has", "participants have")
        messages.success(request, f"{people} a group now." if joined else "Everybody had a group already.")
        return redirect("gather:groups", slug=slug)
    found = queries.list_groups(cohort=cohort)
    placed = {one.enrolment_id for each in found for one in each.memberships.all()}
    context = {
        "cohort": cohort,
        "groups": found,
        "enrolled": len(enrolments),
        "waiting": [one for one in enrolments if one.pk not in placed],
    }
    return render(request, "gather/groups.html", context)
