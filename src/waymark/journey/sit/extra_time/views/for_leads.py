"""More time, for leads: requests to decide, deciding them, requesting for a participant, and standing arrangements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.extra_time.actions import (
    decide_access_time,
    decide_extension,
    request_access_time,
)
from waymark.journey.sit.extra_time.forms import (
    AccessTimeDecisionForm,
    AccessTimeForm,
    ExtensionDecisionForm,
    ExtensionRequestForm,
)
from waymark.journey.sit.extra_time.lines import (
    arrangement_line,
    arrangement_lines,
    extension_line,
    extension_lines,
    time_of_participant,
)
from waymark.journey.sit.extra_time.models import AccessTime, Extension
from waymark.journey.sit.extra_time.queries import (
    get_access_time_for,
    get_extension_for,
    get_writing_progress,
    list_access_times_to_decide,
    list_arrangements,
    list_extensions_for,
    list_own_extensions,
)
from waymark.journey.sit.extra_time.requests import (
    form_or_reasons,
    keep_in_memory,
    save_request,
    submitted_form,
)
from waymark.journey.sit.extra_time.rules import may_decide
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.queries import current_window_of
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import closing, local_moment
from waymark.journey.sit.words import amount_written, as_reasons
from waymark.journey.sit.writing.origin import is_sent_from_here
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

DECIDERS = (Role.LEAD, Role.BOARD)
"""Where a provider has one lead, a board member is the second person."""


@never_cache
@open_to(*DECIDERS)
def cohort_extensions(request: Request, cohort: str) -> HttpResponse:
    """The requests in a cohort: undecided ones first, oldest first."""
    viewer: dict[str, Any] = {"for_": request.person, "role": request.role}
    row = cohorts.get_cohort_or_404(**viewer, slug=cohort)
    lines = extension_lines(list_extensions_for(**viewer, cohort_slug=cohort))
    access_times = list_access_times_to_decide(**viewer, cohort_slug=cohort)
    undecided = [line for line in lines if not line.is_decided]
    context = {
        "cohort": row,
        "undecided": undecided,
        "arrangements": arrangement_lines(access_times, zone=cohorts.zone_of(cohort=row), at=request.at),
        "waiting": len(undecided) + len(access_times),
        "decided": [line for line in lines if line.is_decided],
    }
    return render(request, "sit/extensions_of_cohort.html", context)


@never_cache
@open_to(*DECIDERS)
def extension(request: Request, cohort: str, extension: int) -> HttpResponse:
    """GET: the request, and how far the participant is. POST: the decision, by someone else than its author."""
    row = _get_extension_or_404(request, cohort, extension)
    until = extension_line(row).until
    form = ExtensionDecisionForm(requested=until)
    if request.method == "POST":
        form = ExtensionDecisionForm(request.POST, requested=until)
        if form.is_valid():
            with refusal_as_error(form):
                decide_extension(extension=row, by=request.person, at=request.at, **form.decision_fields())
                messages.success(request, "You’ve made your decision. We’ve emailed the participant.")
                return redirect("sit:cohort_extensions", cohort=cohort)
    return _show(request, _get_extension_or_404(request, cohort, extension), form)


def _get_extension_or_404(request: Request, cohort: str, extension_id: int) -> Extension:
    row = get_extension_for(
        for_=request.person, role=request.role, cohort_slug=cohort, extension_id=extension_id
    )
    if row is None:
        raise Http404
    return row


def _show(request: Request, extension: Extension, form: ExtensionDecisionForm) -> HttpResponse:
    zone, enrolment = extension.window.zone, extension.enrolment
    times = deadlines.times_of(window=extension.window, enrolment=enrolment)
    decision = may_decide(asked_by=extension.by_id, writer=enrolment.person_id, decider=request.person.pk)
    progress = get_writing_progress(extension=extension)
    others = [other for other in list_own_extensions(enrolment=enrolment) if other.pk != extension.pk]
    context = {
        "cohort": extension.window.cohort,
        "line": extension_line(extension),
        "enrolment": enrolment,
        "form": form,
        "reasons": as_reasons(decision.reasons, window=times, zone=zone),
        "closes": f"{closing(times, zone=zone)} ({zone})",
        "is_late": is_late(times, at=request.at),
        "progress": progress,
        "written": amount_written(progress.words, most=extension.window.max_words),
        "saved_at": local_moment(progress.saved_at, zone=zone) if progress.saved_at else "",
        "others": extension_lines(others),
        "arrangements": arrangement_lines(list_arrangements(enrolment=enrolment), zone=zone, at=request.at),
    }
    return render(request, "sit/extension.html", context, status=422 if form.errors else 200)


@never_cache
@open_to(Role.LEAD)
def own_time(request: Request, cohort: str, enrolment: str) -> HttpResponse:
    """GET: one participant's arrangements and requests. POST: a new standing arrangement."""
    row = _get_enrolment_or_404(request, cohort, enrolment)
    form = AccessTimeForm()
    if request.method == "POST":
        form = AccessTimeForm(request.POST)
        if form.is_valid() and _request_access_time(request, row, form):
            messages.success(request, "You’ve requested the arrangement. Someone else decides.")
            return redirect("sit:own_time", cohort=cohort, enrolment=enrolment)
    window = current_window_of(enrolment=row, at=request.at)
    context = time_of_participant(row, window, at=request.at) | {
        "cohort": row.cohort,
        "enrolment": row,
        "form": form,
    }
    return render(request, "sit/own_time.html", context, status=422 if form.errors else 200)


def _request_access_time(request: Request, enrolment: Enrolment, form: AccessTimeForm) -> bool:
    with refusal_as_error(form):
        request_access_time(
            enrolment=enrolment,
            extra_days=form.cleaned_data["extra_days"] or 0,
            rest_minutes=form.cleaned_data["rest_minutes"] or 0,
            arrangement=form.cleaned_data["arrangement"],
            by=request.person,
            at=request.at,
        )
        return True
    return False


@never_cache
@open_to(*DECIDERS)
def access_time(request: Request, cohort: str, access_time: int) -> HttpResponse:
    """GET: the arrangement that is asked for. POST: the decision, by someone else than its author."""
    row = _get_access_time_or_404(request, cohort, access_time)
    form = AccessTimeDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            decide_access_time(
                access_time=row,
                granted=form.cleaned_data["decision"] == "granted",
                why=form.cleaned_data["why"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, "You’ve made your decision. We’ve emailed the participant.")
            return redirect("sit:cohort_extensions", cohort=cohort)
        row = _get_access_time_or_404(request, cohort, access_time)
    cohort_row = row.enrolment.cohort
    context = {
        "cohort": cohort_row,
        "enrolment": row.enrolment,
        "line": arrangement_line(row, zone=cohorts.zone_of(cohort=cohort_row), at=request.at),
        "form": form,
        "is_own": request.person.pk in (row.by_id, row.enrolment.person_id),
    }
    return render(request, "sit/access_time.html", context, status=422 if form.errors else 200)


def _get_access_time_or_404(request: Request, cohort: str, access_time_id: int) -> AccessTime:
    row = get_access_time_for(
        for_=request.person, role=request.role, cohort_slug=cohort, access_time_id=access_time_id
    )
    if row is None:
        raise Http404
    return row


@csrf_exempt
@never_cache
@open_to(Role.LEAD)
def new_extension(request: Request, cohort: str, enrolment: str) -> HttpResponse:
    """Requests more time for a participant; another lead decides."""
    upload = keep_in_memory(request)
    if request.method == "POST" and not is_sent_from_here(request):
        return render(request, "403_csrf.html", status=403)
    row = _get_enrolment_or_404(request, cohort, enrolment)
    window = current_window_of(enrolment=row, at=request.at)
    context: dict[str, Any] = {"cohort": row.cohort, "enrolment": row, "window": window}
    if window is None:
        return render(request, "sit/new_extension.html", context)
    form = ExtensionRequestForm(window=window)
    if request.method == "POST":
        form = submitted_form(request, upload, window=window)
        if save_request(request, form, upload, window=window, enrolment=row):
            messages.success(request, "You’ve requested more time. Another lead will decide.")
            return redirect("sit:cohort_extensions", cohort=cohort)
    context |= form_or_reasons(form, window=window, enrolment=row, request=request)
    times = deadlines.times_of(window=window, enrolment=row)
    context["closes"] = f"{closing(times, zone=window.zone)} ({window.zone})"
    return render(request, "sit/new_extension.html", context, status=422 if form.errors else 200)


def _get_enrolment_or_404(request: Request, cohort: str, reference: str) -> Enrolment:
    row = cohorts.get_enrolment_for(for_=request.person, role=Role.LEAD, reference=reference)
    if row is None or row.cohort.slug != cohort:
        raise Http404
    return row
