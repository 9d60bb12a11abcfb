"""For the lead: cohorts, the opening of one, and who works with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.cohorts import actions as ground
from waymark.ground.cohorts import queries as cohorts_of
from waymark.ground.hours import queries as hours
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.queries import get_person_for
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes
from waymark.journey.apply import actions, forms, queries
from waymark.journey.apply.calendar_preview import preview_of
from waymark.journey.apply.views.applications import cohort_of
from waymark.kit.clock import local_day
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


@open_to(Role.LEAD)
def cohorts(request: Request) -> HttpResponse:
    rows = cohorts_of.list_cohorts_for(for_=request.person, role=Role.LEAD)
    enrolled = cohorts_of.count_enrolled_by_cohort(for_=request.person)
    waiting = queries.count_waiting_by_cohort(for_=request.person)
    shown = {
        "rows": [(row, enrolled.get(row.pk, 0), waiting.get(row.pk, 0)) for row in rows],
        "today": local_day(request.at),
        "programmes": _newest(request),
    }
    return render(request, "apply/cohorts.html", shown)


def _newest(request: Request) -> list[Any]:
    seen: dict[str, Any] = {}
    for row in programmes.list_published_for(for_=request.person):
        seen.setdefault(row.slug, row)
    return list(seen.values())


@open_to(Role.LEAD)
def cohort_new(request: Request) -> HttpResponse:
    """A form that is asked, a preview of the calendar under its address, then the opening."""
    published = programmes.list_published_for(for_=request.person)
    choices = [(str(row.pk), f"{row.title}, version {row.version}") for row in published]
    said = request.POST if request.method == "POST" else request.GET
    form = forms.CohortForm(said or None, programmes=choices)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "apply/cohort_new.html", {"form": form, "published": published}, status=status)
    if request.method == "POST":
        return _open(request, form)
    return _previewed(request, form)


def _previewed(request: Request, form: forms.CohortForm, *, status: int = 200) -> HttpResponse:
    asked = form.cleaned_data
    chosen = programmes.get_published_for(for_=request.person, published_id=int(asked["programme"]))
    starts_on: date = asked["starts_on"]
    shown: dict[str, Any] = {"form": form, "asked": asked, "chosen": chosen}
    if chosen is not None:
        shown["preview"] = preview_of(programmes.programme_of(chosen), starts_on=starts_on)
    return render(request, "apply/cohort_new.html", shown, status=status)


def _open(request: Request, form: forms.CohortForm) -> HttpResponse:
    asked = form.cleaned_data
    chosen = programmes.get_published_for(for_=request.person, published_id=int(asked["programme"]))
    assert chosen is not None  # the form offers the provider's own versions alone
    try:
        cohort = ground.open_cohort(
            programme=chosen,
            name=asked["name"],
            starts_on=asked["starts_on"],
            by=request.person,
            at=request.at,
        )
    except Refusal as refusal:
        form.add_error("name", str(refusal))
        return _previewed(request, form, status=422)
    messages.success(request, f"{cohort.name} is open, with its calendar.")
    return redirect("apply:cohort", cohort.slug)


@open_to(Role.LEAD)
def cohort(request: Request, slug: str) -> HttpResponse:
    return _cohort_page(request, cohort_of(request, slug), _staff_form(request))


def _staff_form(request: Request) -> forms.StaffForm:
    possible = queries.list_possible_staff(for_=request.person)
    choices = [(str(one.person.pk), f"{one.person.name} ({', '.join(one.roles)})") for one in possible]
    return forms.StaffForm(request.POST or None, persons=choices)


def _cohort_page(
    request: Request, cohort: Cohort, form: forms.StaffForm, *, status: int = 200
) -> HttpResponse:
    enrolments = cohorts_of.list_enrolments_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort.slug)
    programme = programmes.programme_of(cohort.programme)
    calendar = cohorts_of.list_calendar(cohort_id=cohort.pk)
    credited = hours.credited_in_cohort(cohort=cohort)
    shown = {
        "cohort": cohort,
        "programme": programme,
        "people": [
            (row, hours.standing_by(programme, calendar, credited.get(row.pk, {}), at=request.at))
            for row in enrolments
        ],
        "calendar": [(row, programme.item(row.item_id)) for row in calendar],
        "staff": cohorts_of.list_staff_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort.slug),
        "waiting": queries.count_waiting_by_cohort(for_=request.person).get(cohort.pk, 0),
        "form": form,
        "started": cohort.starts_on <= local_day(request.at),
        "today": local_day(request.at),
    }
    return render(request, "apply/cohort.html", shown, status=status)


@require_POST
@open_to(Role.LEAD)
def cohort_staff(request: Request, slug: str) -> HttpResponse:
    cohort, form = cohort_of(request, slug), _staff_form(request)
    if form.is_valid():
        person = get_person_for(for_=request.person, person_id=form.cleaned_data["person"])
        assert person is not None  # the form offers the provider's own people alone
        role = Role(form.cleaned_data["role"])
        try:
            actions.staff_cohort(cohort=cohort, person=person, role=role, by=request.person, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{person.name} works with {cohort.name}.")
            return redirect("apply:cohort", slug)
    return _cohort_page(request, cohort, form, status=422)
