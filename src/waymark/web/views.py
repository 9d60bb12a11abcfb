"""Home pages, and pages that show facts of several rooms."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.access import (
    Request,
    about_own_enrolment,
    open_to,
    open_to_everyone,
    same_for_everyone,
)
from waymark.ground.people.roles import LABELS, Role
from waymark.kit.clock import LONDON, earliest, zone_named
from waymark.kit.downloads import download
from waymark.kit.forms import refusal_as_error
from waymark.kit.spreadsheets import csv_of
from waymark.web import audit_log as log
from waymark.web import cohort as progress
from waymark.web import forms, front, participant_page, running
from waymark.web import participant as own
from waymark.web.access import PERSON, ROLE
from waymark.web.actions import move_time
from waymark.web.clock import real_now
from waymark.web.front import provider_of_site
from waymark.web.homes.views import HOMES
from waymark.web.own_enrolment import NAMED, named_address
from waymark.web.person_mark import mark_of
from waymark.web.support import queries as support

if TYPE_CHECKING:
    from waymark.ground.people.models import Provider


@require_safe
@same_for_everyone
def home(request: Request) -> HttpResponseBase:
    """The home page of the current role; for visitors and with `?front`, the front page of a provider."""
    if request.role is None:
        host = provider_of_site(request)
        return front.front_page(request, host) if host else front.providers_page(request)
    if "front" in request.GET:
        return front.front_page(request, request.person.provider)
    if request.role is not Role.PARTICIPANT:  # whose enrolments are read with it
        support.note_on_home(request)
    return HOMES[request.role](request)


@require_safe
@same_for_everyone
def provider(request: Request, slug: str) -> HttpResponse:
    """The front page of one of several providers."""
    own = people.find_provider(slug=slug)
    if own is None:
        raise Http404
    return front.front_page(request, own)


@require_safe
@open_to(Role.PARTICIPANT)
def enrolments(request: Request) -> HttpResponse:
    """A person with several enrolments chooses which one to work on."""
    own = cohorts.list_own_enrolments(person=request.person, at=request.at)
    page = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        page = reverse("web:home")
    choices = [
        {
            "enrolment": enrolment,
            "url": named_address(page, enrolment.reference),
            "status": cohorts.status_in_words(enrolment=enrolment, at=request.at),
            "is_chosen": request.session.get(NAMED) == enrolment.reference,
        }
        for enrolment in own
    ]
    return render(request, "web/enrolments.html", {"choices": choices})


@require_safe
@open_to(Role.PARTICIPANT)
@about_own_enrolment
def route(request: Request) -> HttpResponse:
    """Every item of the programme with its dates for this participant."""
    enrolment = cohorts.own_enrolment_or_404(request)
    journey = own.journey_of(enrolment=enrolment, at=request.at)
    return render(request, "web/route.html", participant_page.route_of(journey, enrolment=enrolment))


@require_safe
@open_to(Role.PARTICIPANT)
@about_own_enrolment
def hours(request: Request) -> HttpResponse:
    """Every credit in the participant's hours record."""
    enrolment = cohorts.own_enrolment_or_404(request)
    return render(
        request, "web/hours.html", participant_page.hours_record_of(enrolment=enrolment, at=request.at)
    )


@require_safe
@open_to(Role.LEAD, Role.FACILITATOR)
def cohort_progress(request: Request, slug: str) -> HttpResponse:
    role = request.role or Role.FACILITATOR
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=role, slug=slug)
    rows = progress.rows_of(cohort=cohort, for_=request.person, role=role, at=request.at)
    at_risk = [row for row in rows if row.risk]
    return render(request, "web/cohort_progress.html", {"cohort": cohort, "rows": rows, "at_risk": at_risk})


@require_safe
@open_to(Role.LEAD)
def participant(request: Request, reference: str) -> HttpResponse:
    """One participant: progress, and their audit log entries."""
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=Role.LEAD, reference=reference)
    if enrolment is None:
        raise Http404
    page = participant_page.for_lead(enrolment=enrolment, at=request.at)
    return render(request, "web/participant.html", page)


@require_safe
@open_to(Role.LEAD)
def audit_log(request: Request) -> HttpResponse:
    """Who did what, as sentences, filtered and page by page."""
    form = _audit_log_filter(request)
    entries = log.find_entries(provider_id=request.person.provider_id, **form.filters)
    page = Paginator(entries, log.PER_PAGE).get_page(request.GET.get("page"))
    chosen = request.GET.copy()
    chosen.pop("page", None)
    lines = log.lines_of(page.object_list)
    shown = {
        "form": form,
        "page": page,
        "lines": lines,
        "query": chosen.urlencode(),
        "filtered": form.filters,
    }
    return render(request, "web/audit_log.html", shown)


@require_safe
@open_to(Role.LEAD)
def audit_log_csv(request: Request) -> HttpResponse:
    """The entries of the same filter as a file."""
    form = _audit_log_filter(request)
    entries = log.find_entries(provider_id=request.person.provider_id, **form.filters)
    rows = (line.cells for line in log.all_lines(entries))
    return download(csv_of(log.HEADING, rows), name="audit-log.csv", kind="text/csv; charset=utf-8")


def _audit_log_filter(request: Request) -> forms.AuditLogFilter:
    own = cohorts.list_cohorts_for(for_=request.person, role=Role.LEAD)
    choices = [(str(cohort.pk), cohort.name) for cohort in own]
    return forms.AuditLogFilter(request.GET, cohorts=choices)


@require_safe
@open_to(Role.LEAD)
def running_page(request: Request) -> HttpResponse:
    """Whether the background worker is running, and which of the provider’s emails have not been sent."""
    status = running.running(at=real_now(), provider_id=request.person.provider_id)
    return render(request, "web/running.html", {"status": status})


@open_to()
def account(request: Request) -> HttpResponse:
    """Change role or provider, or sign out."""
    if request.method == "POST":
        _choose(request, person_id=request.POST.get("person", ""), role=request.POST.get("role", ""))
        return redirect("web:home")
    roles = [(role, LABELS[role], role == request.role) for role in Role if role in request.roles]
    context = {
        "roles": roles,
        "persons": getattr(request, "persons", ()),
        "lines": support.list_accesses_to(person=request.person, at=request.at),
        "partners": _partners_of(request),
    }
    return render(request, "web/account.html", context)


def _partners_of(request: Request) -> list[str]:
    """The delivery partners whose people see something of the participant, each once."""
    if request.role != Role.PARTICIPANT:
        return []
    return sorted(set(cohorts.list_own_partners(person=request.person, at=request.at).values()))


def _choose(request: Request, *, person_id: str, role: str) -> None:
    persons = {str(person.pk) for person in getattr(request, "persons", ())}
    if person_id in persons and person_id != str(request.person.pk):
        request.session[PERSON] = int(person_id)
        request.session.pop(ROLE, None)
    elif role in request.roles:
        request.session[ROLE] = role


@require_safe
@open_to_everyone
def signed_in(request: Request) -> JsonResponse:
    """Whose windows these are now, for a window that is looked at again; empty when no one is signed in."""
    return JsonResponse({"mark": mark_of(request.user.pk) if request.person else ""})


@open_to_everyone
def time_page(request: Request) -> HttpResponse:
    """Move the demonstration's time forward. Production has no such page."""
    if settings.IN_PRODUCTION:
        raise Http404
    form = forms.MoveTime(request.POST or None)
    if request.method == "POST" and form.is_valid():
        to = earliest(form.cleaned_data["on"], form.cleaned_data["at"], zone_named(LONDON))
        with refusal_as_error(form, field="on"):
            move_time(to=to, at=request.at, by=request.person)
            messages.success(request, "You have changed the time for everyone in this demonstration.")
            return redirect("web:time")
    context = {"form": form, "moments": _moments_to_come(request.at)}
    return render(request, "web/time.html", context, status=422 if form.errors else 200)


def _moments_to_come(at: datetime) -> list[tuple[str, str, str, str]]:
    """Interesting moments that are still ahead: label, date, time, and both in words."""
    moments = [
        ("The clocks go back", "2026-10-25", "01:30", "Sunday 25 October 2026, 01:30"),
        ("The last hour of the assessment window", "2026-10-26", "23:00", "Monday 26 October 2026, 23:00"),
        ("The morning after the window closes", "2026-10-27", "09:00", "Tuesday 27 October 2026, 09:00"),
        ("The award board meets", "2026-11-24", "14:00", "Tuesday 24 November 2026, 14:00"),
    ]
    return [moment for moment in moments if moment[1] > at.date().isoformat()]


@require_safe
@same_for_everyone
def accessibility(request: Request) -> HttpResponse:
    """The statement of the reader's provider, or of the provider whose site it is."""
    own = request.person.provider if request.person else provider_of_site(request)
    if own is None:
        context = {"providers": people.list_providers()}
        return render(request, "web/accessibility_providers.html", context)
    return _statement_page(request, own)


@require_safe
@same_for_everyone
def accessibility_of(request: Request, slug: str) -> HttpResponse:
    """The statement of one of several providers."""
    own = people.find_provider(slug=slug)
    if own is None:
        raise Http404
    return _statement_page(request, own)


def _statement_page(request: Request, own: Provider) -> HttpResponse:
    context = {"statement": people.statement_of(provider=own), "provider": own, "host": own}
    return render(request, "web/accessibility.html", context)


@require_safe
@same_for_everyone
def privacy(request: Request) -> HttpResponse:
    context = {"home": reverse("web:home"), "sign_ins_kept": settings.SIGN_INS_KEPT_FOR.days}
    return render(request, "web/privacy.html", context)


@require_safe
@open_to_everyone
def healthz(request: Request) -> HttpResponse:
    """Answers "ok" if this process can reach its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok", content_type="text/plain")
