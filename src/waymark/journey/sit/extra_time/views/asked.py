"""More time, for the programme's lead: what waits, deciding it, asking for somebody, and standing arrangements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.extra_time.actions import decide_extension, grant_access_time
from waymark.journey.sit.extra_time.forms import AccessTimeForm, AskForm, ExtensionDecisionForm
from waymark.journey.sit.extra_time.lines import line_of, lines_of, of_participant
from waymark.journey.sit.extra_time.models import Extension
from waymark.journey.sit.extra_time.queries import (
    get_extension_for,
    how_far,
    list_arrangements,
    list_extensions_for,
    list_own_extensions,
)
from waymark.journey.sit.extra_time.rules import may_decide
from waymark.journey.sit.extra_time.views.extensions import ask, form_or_why_not, keep_in_memory, sent
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.queries import current_window_of
from waymark.journey.sit.windows.rules import is_late
from waymark.journey.sit.windows.words import closing, local_moment
from waymark.journey.sit.words import as_reasons
from waymark.journey.sit.writing.keeping import is_sent_from_here
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@never_cache
@open_to(Role.LEAD)
def extensions(request: Request, cohort: str) -> HttpResponse:
    """What was asked in a cohort: undecided first, oldest first."""
    found = cohorts.get_cohort_for(for_=request.person, role=Role.LEAD, slug=cohort)
    if found is None:
        raise Http404
    rows = list_extensions_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort)
    lines = lines_of(rows)
    context = {
        "cohort": found,
        "undecided": [line for line in lines if not line.is_decided],
        "decided": [line for line in lines if line.is_decided],
    }
    return render(request, "sit/extensions_of_cohort.html", context)


@never_cache
@open_to(Role.LEAD)
def extension(request: Request, cohort: str, extension: int) -> HttpResponse:
    """GET: what was asked, and how far they are. POST: the decision, by another than who asked."""
    row = get_extension_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort, extension_id=extension)
    if row is None:
        raise Http404
    until = line_of(row).until
    form = ExtensionDecisionForm(request.POST or None, asked=until)
    if request.method == "POST":
        form = ExtensionDecisionForm(request.POST, asked=until)
        if form.is_valid() and _decide(request, row, form):
            messages.success(request, "It is decided. The participant sees it now, and gets a letter.")
            return redirect("sit:asked", cohort=cohort)
    return _show(request, row, form)


def _decide(request: Request, row: Extension, form: ExtensionDecisionForm) -> bool:
    try:
        decide_extension(extension=row, by=request.person, at=request.at, **form.said())
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason.says)
        return False
    return True


def _show(request: Request, row: Extension, form: ExtensionDecisionForm) -> HttpResponse:
    now = get_extension_for(
        for_=request.person, role=Role.LEAD, cohort_slug=row.window.cohort.slug, extension_id=row.pk
    )
    row = now or row
    zone, enrolment = row.window.zone, row.enrolment
    times = deadlines.times_of(window=row.window, enrolment=enrolment)
    may = may_decide(asked_by=row.by_id, writer=enrolment.person_id, decider=request.person.pk)
    far = how_far(extension=row)
    others = list_own_extensions(enrolment=enrolment)
    context = {
        "cohort": row.window.cohort,
        "line": line_of(row),
        "enrolment": enrolment,
        "form": form,
        "why_not": as_reasons(may.reasons, window=times, zone=zone),
        "closes": f"{closing(times, zone=zone)} ({zone})",
        "is_late": is_late(times, at=request.at),
        "far": far,
        "saved_at": local_moment(far.saved_at, zone=zone) if far.saved_at else "",
        "others": lines_of(one for one in others if one.pk != row.pk),
        "arrangements": list_arrangements(enrolment=enrolment),
    }
    return render(request, "sit/extension.html", context, status=422 if form.errors else 200)


@never_cache
@open_to(Role.LEAD)
def own_time(request: Request, cohort: str, enrolment: str) -> HttpResponse:
    """GET: one participant's arrangements and extensions. POST: a standing arrangement."""
    found, of = _enrolled(request, cohort, enrolment)
    form = AccessTimeForm()
    if request.method == "POST":
        form = AccessTimeForm(request.POST)
        if form.is_valid() and _arrange(request, of, form):
            messages.success(request, "The arrangement stands. The participant sees it, and gets a letter.")
            return redirect("sit:own_time", cohort=cohort, enrolment=enrolment)
    window = current_window_of(enrolment=of, at=request.at)
    context = of_participant(of, window, at=request.at) | {
        "cohort": found,
        "enrolment": of,
        "form": form,
    }
    return render(request, "sit/own_time.html", context, status=422 if form.errors else 200)


def _arrange(request: Request, enrolment: Enrolment, form: AccessTimeForm) -> bool:
    said = form.cleaned_data
    given = {"extra_days": said["extra_days"], "arrangement": said["arrangement"]}
    newest = next(iter(list_arrangements(enrolment=enrolment)), None)
    if newest and all(getattr(newest, name) == value for name, value in given.items()):
        return True
    try:
        grant_access_time(enrolment=enrolment, by=request.person, at=request.at, **given)
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason.says)
        return False
    return True


@csrf_exempt
@never_cache
@open_to(Role.LEAD)
def new_extension(request: Request, cohort: str, enrolment: str) -> HttpResponse:
    """Asking on somebody's behalf; another lead decides."""
    upload = keep_in_memory(request)
    if request.method == "POST" and not is_sent_from_here(request):
        return render(request, "403_csrf.html", status=403)
    found, of = _enrolled(request, cohort, enrolment)
    window = current_window_of(enrolment=of, at=request.at)
    context: dict[str, Any] = {"cohort": found, "enrolment": of, "window": window}
    if window is None:
        return render(request, "sit/new_extension.html", context)
    form = AskForm(window=window)
    if request.method == "POST":
        form = sent(request, upload, window=window)
        if ask(request, form, upload, window=window, enrolment=of):
            messages.success(request, "The request is made. Another lead decides it.")
            return redirect("sit:asked", cohort=cohort)
    context |= form_or_why_not(form, window=window, enrolment=of, request=request)
    times = deadlines.times_of(window=window, enrolment=of)
    context["closes"] = f"{closing(times, zone=window.zone)} ({window.zone})"
    return render(request, "sit/new_extension.html", context, status=422 if form.errors else 200)


def _enrolled(request: Request, cohort: str, reference: str) -> tuple[Cohort, Enrolment]:
    found = cohorts.get_enrolment_for(for_=request.person, role=Role.LEAD, reference=reference)
    if found is None or found.cohort.slug != cohort:
        raise Http404
    return found.cohort, found
