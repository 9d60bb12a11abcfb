"""What is agreed with a person so that they can take part: for leads to record, and for the person to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waymark.ground.people import actions as people
from waymark.ground.people import queries as people_queries
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.actions import NeedDraft
from waymark.ground.people.roles import Role
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed
from waymark.web.access_needs import actions
from waymark.web.access_needs.forms import ChangedNeedForm, DeclinedNeedForm, EndedNeedForm, NeedForm

if TYPE_CHECKING:
    from waymark.ground.people.models import AgreedNeed, Person, ProposedNeed


def _get_person(request: Request, person_id: int) -> Person:
    """Someone else of the lead's provider, or 404: no one records their own needs."""
    person = people_queries.get_person_for(for_=request.person, person_id=person_id)
    if person is None or person.pk == request.person.pk:
        raise Http404
    return person


def _get_need(request: Request, person_id: int, need_id: int) -> AgreedNeed:
    need = people_queries.get_need_for(for_=request.person, person_id=person_id, need_id=need_id)
    if need is None:
        raise Http404
    return need


@open_to(Role.LEAD)
@never_cache
def access_needs(request: Request, person_id: int) -> HttpResponse:
    """GET: what is agreed. POST: another need."""
    person = _get_person(request, person_id)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            _, cohorts = actions.agree_need(
                person=person, draft=form.to_draft(), by=request.person, at=request.at
            )
            _tell(request, cohorts)
            return redirect("web:person_access_needs", person_id)
    people.note_view_of_needs(person=person, by=request.person, at=request.at)
    needs = people_queries.list_needs_of(person=person)
    context = {
        "person": person,
        "form": form,
        "proposed": people_queries.list_proposed_needs_of(person=person),
        "declined": people_queries.list_declined_needs_of(person=person),
        "needs": [(need, people_queries.list_earlier_needs(need=need)) for need in needs],
        "ended": people_queries.list_ended_needs_of(person=person),
        "today": request.at.date(),
    }
    return render(request, "web/access_needs.html", context, status=422 if form.errors else 200)


def _tell(request: Request, cohorts: list[str]) -> None:
    messages.success(request, "You’ve saved what was agreed.")
    if cohorts:
        where = " and ".join(cohorts)
        messages.info(request, f"Extra time is proposed in {where}. Another programme lead decides.")


@open_to(Role.LEAD)
@never_cache
def access_need(request: Request, person_id: int, need_id: int) -> HttpResponse:
    """Change what was agreed, with a reason."""
    need = _get_need(request, person_id, need_id)
    initial: dict[str, Any] = {name: getattr(need, name) for name in NeedDraft.__dataclass_fields__}
    form = ChangedNeedForm(request.POST or None, initial=initial)
    current = people_queries.current_need(need=need)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            refuse_if_changed(made_from(request), str(current.pk), by=current.by.name, at=current.at)
            _, cohorts = actions.change_need(
                need=current,
                draft=form.to_draft(),
                reason=form.cleaned_data["reason"],
                by=request.person,
                at=request.at,
            )
            _tell(request, cohorts)
            return redirect("web:person_access_needs", person_id)
    if request.method == "GET" and current.pk != need.pk:
        return redirect("web:person_access_needs", person_id)
    context = {
        "person": need.person,
        "need": need,
        "form": form,
        "end_form": EndedNeedForm(),
        "form_version": str(current.pk),
    }
    return render(request, "web/access_need.html", context, status=422 if form.errors else 200)


def _get_proposed(request: Request, person_id: int, proposed_id: int) -> ProposedNeed:
    proposed = people_queries.get_proposed_need_for(
        for_=request.person, person_id=person_id, proposed_id=proposed_id
    )
    if proposed is None:
        raise Http404
    return proposed


@open_to(Role.LEAD)
@never_cache
def proposed_need(request: Request, person_id: int, proposed_id: int) -> HttpResponse:
    """GET: what someone said they need. POST: it is agreed, as the lead has filled the form in with them."""
    proposed = _get_proposed(request, person_id, proposed_id)
    form = NeedForm(request.POST or None, initial={"need": proposed.need})
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            _, cohorts = actions.agree_proposed_need(
                proposed=proposed, draft=form.to_draft(), by=request.person, at=request.at
            )
            _tell(request, cohorts)
            return redirect("web:person_access_needs", person_id)
    return _proposed_page(request, proposed, form, DeclinedNeedForm())


@require_POST
@open_to(Role.LEAD)
def proposed_need_decline(request: Request, person_id: int, proposed_id: int) -> HttpResponse:
    """It isn’t agreed, and the person reads why."""
    proposed = _get_proposed(request, person_id, proposed_id)
    form = DeclinedNeedForm(request.POST)
    if form.is_valid():
        with refusal_as_error(form):
            people.decline_proposed_need(
                proposed=proposed, why=form.cleaned_data["why"], by=request.person, at=request.at
            )
            messages.success(request, "You’ve declined it. They can read why on their own page.")
            return redirect("web:person_access_needs", person_id)
    return _proposed_page(request, proposed, NeedForm(initial={"need": proposed.need}), form)


def _proposed_page(
    request: Request, proposed: ProposedNeed, form: NeedForm, decline_form: DeclinedNeedForm
) -> HttpResponse:
    context = {
        "person": proposed.person,
        "proposed": proposed,
        "form": form,
        "decline_form": decline_form,
    }
    has_errors = form.errors or decline_form.errors
    return render(request, "web/proposed_need.html", context, status=422 if has_errors else 200)


@require_POST
@open_to(Role.LEAD)
def access_need_end(request: Request, person_id: int, need_id: int) -> HttpResponse:
    """Nothing is needed any more; what was recorded stays to be read."""
    need = _get_need(request, person_id, need_id)
    form = EndedNeedForm(request.POST)
    if form.is_valid():
        with refusal_as_error(form):
            people.end_need(
                need=need, reason=form.cleaned_data["ended_because"], by=request.person, at=request.at
            )
            messages.success(request, "You’ve ended it. Extra time already granted for a window stays.")
            return redirect("web:person_access_needs", person_id)
    initial: dict[str, Any] = {name: getattr(need, name) for name in NeedDraft.__dataclass_fields__}
    context = {
        "person": need.person,
        "need": need,
        "form": ChangedNeedForm(initial=initial),
        "end_form": form,
        "form_version": str(need.pk),
    }
    return render(request, "web/access_need.html", context, status=422)


@open_to(Role.PARTICIPANT)
@never_cache
def own_access_needs(request: Request) -> HttpResponse:
    """What is agreed with the person who asks, and whom to write to about it."""
    context = {
        "needs": people_queries.list_needs_of(person=request.person),
        "proposed": people_queries.list_proposed_needs_of(person=request.person),
        "declined": people_queries.list_declined_needs_of(person=request.person),
        "enquiries": request.person.provider.enquiries_email,
    }
    return render(request, "web/own_access_needs.html", context)
