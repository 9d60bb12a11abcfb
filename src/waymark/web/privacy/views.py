"""Pages about personal data: a person’s own, the lead’s for one person, and how long things are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.access import Request, belongs_to, open_to
from waymark.ground.people.roles import Role
from waymark.kit import forms
from waymark.kit.downloads import download
from waymark.kit.refusals import Refusal
from waymark.web.privacy import requests, retention
from waymark.web.privacy.erasure import plan_erasure
from waymark.web.privacy.forms import ErasureDecisionForm, ErasureForm, HoldForm, PeriodForm, SwitchForm
from waymark.web.privacy.models import CopyRequest, PreparedCopy
from waymark.web.privacy.special import list_views_of
from waymark.web.privacy.subject_access import due_at
from waymark.web.privacy.upcoming import list_upcoming
from waymark.web.privacy.words import BEGAN

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

GET_AND_POST = ["GET", "HEAD", "POST"]
ZIP = "application/zip"
HOLD_IDS = "hold_%s"
"""The ids of the second form on a page: ids are unique."""


def _person(request: Request, person_id: int) -> Person:
    person = people.get_person_for(for_=request.person, person_id=person_id)
    if person is None:
        raise Http404
    return person


@open_to()
@require_http_methods(GET_AND_POST)
def your_data(request: Request) -> HttpResponse:
    """A person asks for a copy of their data here, and downloads it once it is released."""
    if request.method == "POST":
        requests.ask_for_copy(person=request.person, by=request.person, at=request.at)
        messages.success(request, "You’ve asked for a copy of your data.")
        return redirect("web:your_data")
    open_request = requests.open_request_of(request.person)
    context = {
        "open_request": open_request,
        "due_at": due_at(open_request.at) if open_request else None,
        "copy": requests.copy_to_download(person=request.person, at=request.at),
        "views": list_views_of(person=request.person),
        "partners": sorted(set(cohorts.list_own_partners(person=request.person, at=request.at).values())),
    }
    return render(request, "web/privacy/your_copy.html", context)


@open_to()
@require_safe
def your_copy(request: Request) -> HttpResponse:
    copy = requests.copy_to_download(person=request.person, at=request.at)
    if copy is None:
        raise Http404
    return download(bytes(copy.archive), name="your-data.zip", kind=ZIP)


@open_to(Role.LEAD)
@require_http_methods(GET_AND_POST)
def subject_access(request: Request, person_id: int) -> HttpResponse:
    """Requests of one person for a copy: recorded, prepared, looked at by a second lead, released."""
    person = _person(request, person_id)
    open_request, problem = requests.open_request_of(person), ""
    copy = open_request.copies.filter(released_at=None).order_by("-id").first() if open_request else None
    if request.method == "POST":
        try:
            _step(request, person, open_request, copy)
            return redirect("web:subject_access", person_id=person.pk)
        except Refusal as refusal:
            problem = str(refusal)
    context = {
        "person": person,
        "open_request": open_request,
        "due_at": due_at(open_request.at) if open_request else None,
        "copy": copy,
        "is_own": copy is not None and copy.by_id == request.person.pk,
        "problem": problem,
        "earlier": PreparedCopy.objects.filter(request__person=person, released_at__isnull=False)
        .select_related("by", "released_by")
        .defer("archive")
        .order_by("-id"),
    }
    return render(request, "web/privacy/subject_access.html", context, status=422 if problem else 200)


def _step(
    request: Request, person: Person, open_request: CopyRequest | None, copy: PreparedCopy | None
) -> None:
    """What the pressed button says."""
    step = request.POST.get("step")
    if step == "ask":
        requests.ask_for_copy(person=person, by=request.person, at=request.at)
        messages.success(request, "You’ve recorded the request.")
    elif step == "prepare" and open_request:
        requests.prepare_copy(request=open_request, by=request.person, at=request.at)
        messages.success(request, "You’ve prepared the copy. A second lead checks and releases it.")
    elif step == "release" and copy:
        link = request.build_absolute_uri(reverse("web:your_data"))
        requests.release_copy(copy=copy, link=link, by=request.person, at=request.at)
        messages.success(request, "You’ve released the copy. We’ve emailed them.")


@open_to(Role.LEAD)
@require_safe
def prepared_copy(request: Request, person_id: int) -> HttpResponse:
    """The copy as it was prepared, for the second look."""
    person = _person(request, person_id)
    open_request = requests.open_request_of(person)
    copy = open_request.copies.filter(released_at=None).order_by("-id").first() if open_request else None
    if copy is None:
        raise Http404
    return download(bytes(copy.archive), name=f"copy-{person.pk}.zip", kind=ZIP)


@open_to(Role.LEAD)
@require_http_methods(GET_AND_POST)
def erasure(request: Request, person_id: int) -> HttpResponse:
    """What erasing someone would remove; one lead asks for it, another decides."""
    person = _person(request, person_id)
    open_erasure = requests.open_erasure_of(person)
    data = request.POST if request.method == "POST" else None
    form: forms.Form = ErasureDecisionForm(data) if open_erasure else ErasureForm(data)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            if open_erasure:
                approved = form.cleaned_data["decision"] == "approve"
                requests.decide_erasure(
                    request=open_erasure,
                    approved=approved,
                    why=form.cleaned_data["why"],
                    by=request.person,
                    at=request.at,
                )
                notice = (
                    "You’ve approved it. It will be done within minutes."
                    if approved
                    else "You’ve refused it."
                )
            else:
                requests.ask_for_erasure(
                    person=person, reason=form.cleaned_data["reason"], by=request.person, at=request.at
                )
                notice = "You’ve asked for the erasure. A second lead decides."
            messages.success(request, notice)
            return redirect("web:erasure", person_id=person.pk)
    context = {
        "person": person,
        "plan": plan_erasure(person),
        "open_erasure": open_erasure,
        "form": form,
        "is_own": open_erasure is not None and open_erasure.by_id == request.person.pk,
        "hold_form": HoldForm(auto_id=HOLD_IDS),
    }
    return render(request, "web/privacy/erasure.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@belongs_to("web:erasure")
@require_POST
def legal_hold(request: Request, person_id: int) -> HttpResponse:
    """Put on with a reason, or lifted."""
    person = _person(request, person_id)
    if request.POST.get("step") == "lift":
        requests.lift_hold(person=person, by=request.person, at=request.at)
        messages.success(request, "You’ve lifted the legal hold.")
        return redirect("web:erasure", person_id=person.pk)
    form = HoldForm(request.POST, auto_id=HOLD_IDS)
    if not form.is_valid():
        context = {"person": person, "plan": plan_erasure(person), "form": ErasureForm(), "hold_form": form}
        return render(request, "web/privacy/erasure.html", context, status=422)
    requests.put_hold(person=person, **form.cleaned_data, by=request.person, at=request.at)
    messages.success(request, "You’ve put a legal hold on this person. Nothing about them will be removed.")
    return redirect("web:erasure", person_id=person.pk)


@open_to(Role.LEAD)
@require_http_methods(GET_AND_POST)
def retention_settings(request: Request) -> HttpResponse:
    """How long each class is kept, what is due now, and whether it is removed every day."""
    provider, step = request.person.provider, request.POST.get("step")
    form = PeriodForm(request.POST if step == "period" else None)
    switch_form = SwitchForm(request.POST if step == "on" else None)
    if step == "period" and form.is_valid():
        retention.change_period(
            provider=provider,
            retention_class=form.selected_class(),
            number=form.cleaned_data["number"],
            unit=form.selected_unit(),
            by=request.person,
            at=request.at,
        )
        messages.success(request, "You’ve changed how long it is kept.")
        return redirect("web:retention")
    if step == "off" or (step == "on" and switch_form.is_valid()):
        retention.switch(provider=provider, on=step == "on", by=request.person, at=request.at)
        messages.success(request, f"The daily removal is now {step}.")
        return redirect("web:retention")
    rows = retention.list_classes(provider_id=provider.pk, at=request.at)
    context = {
        "rows": rows,
        "due": sum(row.due for row in rows),
        "is_on": retention.is_on(provider_id=provider.pk),
        "form": form,
        "switch_form": switch_form,
    }
    failed = form.errors or switch_form.errors
    return render(request, "web/privacy/retention.html", context, status=422 if failed else 200)


@open_to(Role.LEAD)
@require_safe
def retention_of_class(request: Request, slug: str) -> HttpResponse:
    """What of one class falls due when, and why."""
    provider = request.person.provider
    rows = retention.list_classes(provider_id=provider.pk, at=request.at)
    row = next((row for row in rows if row.kept.slug.value == slug and row.period), None)
    if row is None:
        raise Http404
    upcoming = list_upcoming(provider_id=provider.pk, retention_class=row.kept.slug, at=request.at)
    groups = [(group, BEGAN[group.because.value]) for group in upcoming.groups]
    context = {
        "row": row,
        "groups": groups,
        "upcoming": upcoming,
        "is_on": retention.is_on(provider_id=provider.pk),
        "has_people": any(group.who for group, _ in groups),
    }
    return render(request, "web/privacy/retention_of_class.html", context)
