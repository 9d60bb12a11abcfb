"""Dietary needs: a participant’s own page, and the lead’s, who reads them for a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from waymark.ground.people import actions, queries
from waymark.ground.people.access import Request, belongs_to, open_to
from waymark.ground.people.roles import Role
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed
from waymark.web.dietary.forms import DietaryForm, ReadingForm

GET_AND_POST = ["GET", "HEAD", "POST"]


@open_to(Role.PARTICIPANT)
@never_cache
@require_http_methods(GET_AND_POST)
def own_dietary_needs(request: Request) -> HttpResponse:
    """What the person needs, entered or changed."""
    current = queries.own_dietary_need(person=request.person)
    initial = {"needs": current.needs, "agrees": True} if current else {}
    form = DietaryForm(request.POST if request.method == "POST" else None, initial=initial)
    version = current.at.isoformat() if current else ""
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            if current is not None and current.needs != form.cleaned_data["needs"].strip():
                refuse_if_changed(made_from(request), version, by=request.person.name, at=current.at)
            actions.save_dietary_need(person=request.person, needs=form.cleaned_data["needs"], at=request.at)
            messages.success(request, "You’ve saved your dietary needs.")
            return redirect("web:own_dietary_needs")
    context = {"form": form, "current": current, "form_version": version}
    return render(request, "web/own_dietary_needs.html", context, status=422 if form.errors else 200)


@open_to(Role.PARTICIPANT)
@belongs_to("web:own_dietary_needs")
@require_POST
def own_dietary_needs_removal(request: Request) -> HttpResponse:
    if actions.remove_dietary_need(person=request.person, at=request.at):
        messages.success(request, "You’ve removed your dietary needs. We don’t keep them.")
    return redirect("web:own_dietary_needs")


@open_to(Role.LEAD)
@never_cache
@require_http_methods(GET_AND_POST)
def dietary_needs(request: Request, person_id: int) -> HttpResponse:
    """GET: whether there are any. POST with a reason: what they are."""
    person = queries.get_person_for(for_=request.person, person_id=person_id)
    if person is None:
        raise Http404
    form = ReadingForm(request.POST if request.method == "POST" else None)
    need = None
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            need = actions.read_dietary_need(
                person=person, reason=form.cleaned_data["reason"], by=request.person, at=request.at
            )
    context = {
        "about": person,
        "form": form,
        "need": need,
        "has_any": queries.has_dietary_need(person=person),
    }
    return render(request, "web/dietary_needs.html", context, status=422 if form.errors else 200)
