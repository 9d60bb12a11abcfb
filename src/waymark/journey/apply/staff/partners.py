"""For the lead: people of delivery partners, who see attendance and hours of its participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as cohort_queries
from waymark.ground.people import actions as people
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.staff import actions, words
from waymark.journey.apply.staff.forms import PartnerMemberForm
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from datetime import datetime

    from waymark.ground.people.models import Person


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def partner_members(request: Request) -> HttpResponse:
    """Everyone of a delivery partner, and a form to invite someone."""
    partners = cohort_queries.list_partner_names_for(for_=request.person)
    form = PartnerMemberForm(
        request.POST if request.method == "POST" else None,
        partners=partners,
        provider=request.person.provider,
    )
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="email"):
            person, is_invited = invite_partner_member(
                **form.cleaned_data, site=site_of(request), by=request.person, at=request.at
            )
            sentence = words.PARTNER_INVITED if is_invited else words.PARTNER_TOLD
            messages.success(request, sentence.format(name=person.name, partner=form.cleaned_data["partner"]))
            return redirect("apply:partner_members")
    context = {
        "form": form,
        "partners": partners,
        "members": cohort_queries.list_partner_members_for(for_=request.person),
    }
    return render(request, "apply/staff/partners.html", context, status=422 if form.errors else 200)


@transaction.atomic
def invite_partner_member(
    *, given_name: str, family_name: str, email: str, partner: str, site: str, by: Person, at: datetime
) -> tuple[Person, bool]:
    """Someone sees a partner's participants from now on. Returns them, and whether they were sent an invitation."""
    person = people.add_person(
        provider=by.provider,
        given_name=given_name,
        family_name=family_name,
        email=email,
        organisation=partner,
        by=by,
        at=at,
    )
    member = cohorts.add_partner_member(person=person, partner=partner, by=by, at=at)
    if person.account_id is None:
        return person, actions.invite_once(person, site=site, by=by, at=at)
    if member.at == at:
        actions.tell_of_roles(person=person, roles=[f"delivery partner, {member.partner}"], by=by, at=at)
    return person, False


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def partner_member_end(request: Request, member_id: int) -> HttpResponse:
    """POST: it ends. Who comes without the form gets the list, if there is such a person."""
    member = cohort_queries.get_partner_member_for(for_=request.person, member_id=member_id)
    if member is None:
        raise Http404
    if request.method != "POST":
        return redirect("apply:partner_members")
    cohorts.end_partner_member(member=member, by=request.person, at=request.at)
    sentence = words.PARTNER_ENDED.format(name=member.person.name, partner=member.partner)
    messages.success(request, sentence)
    return redirect("apply:partner_members")
