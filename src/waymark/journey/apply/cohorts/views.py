"""For the lead: list cohorts, open one, and add to its staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.cohorts import actions as ground_cohorts
from waymark.ground.cohorts import queries as cohort_queries
from waymark.ground.cohorts.queries import get_cohort_or_404
from waymark.ground.hours import queries as hours
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.queries import get_person_for
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programme_queries
from waymark.journey.apply import queries
from waymark.journey.apply.cohorts.calendar_preview import preview_calendar
from waymark.journey.apply.cohorts.forms import CohortForm, StaffForm, StaffMemberForm
from waymark.kit.clock import local_day
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed, version_of

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.programmes.models import PublishedProgramme


@open_to(Role.LEAD)
def cohorts(request: Request) -> HttpResponse:
    rows = cohort_queries.list_cohorts_for(for_=request.person, role=Role.LEAD)
    today = cohort_queries.today_of(request.at)
    enrolled = cohort_queries.count_enrolled_by_cohort(for_=request.person, on=today)
    waiting = queries.count_waiting_by_cohort(for_=request.person)
    context = {
        "rows": [(cohort, enrolled.get(cohort.pk, 0), waiting.get(cohort.pk, 0)) for cohort in rows],
        "today": local_day(request.at),
        "programmes": programme_queries.list_offered_for(for_=request.person),
    }
    return render(request, "apply/cohorts.html", context)


@open_to(Role.LEAD)
def cohort_new(request: Request) -> HttpResponse:
    """An empty form, then a preview of the calendar with its own address, then the cohort is opened."""
    published = programme_queries.list_offered_for(for_=request.person)
    choices = [(str(version.pk), version.full_name) for version in published]
    data = request.POST if request.method == "POST" else request.GET
    form = CohortForm(data or None, programmes=choices)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "published": published}
        return render(request, "apply/cohort_new.html", context, status=status)
    if request.method == "POST":
        return _open_cohort(request, form)
    return _preview_page(request, form)


def _chosen_programme(request: Request, form: CohortForm) -> PublishedProgramme:
    chosen = programme_queries.get_published_for(
        for_=request.person, published_id=int(form.cleaned_data["programme"])
    )
    assert chosen is not None  # the form offers only the provider's own programmes
    return chosen


def _preview_page(request: Request, form: CohortForm, *, status: int = 200) -> HttpResponse:
    chosen = _chosen_programme(request, form)
    preview = preview_calendar(
        programme_queries.programme_of(chosen), starts_on=form.cleaned_data["starts_on"]
    )
    context = {"form": form, "cohort": form.cleaned_data, "chosen": chosen, "preview": preview}
    return render(request, "apply/cohort_new.html", context, status=status)


def _open_cohort(request: Request, form: CohortForm) -> HttpResponse:
    with refusal_as_error(form, field="name"):
        cohort = ground_cohorts.open_cohort(
            programme=_chosen_programme(request, form),
            name=form.cleaned_data["name"],
            starts_on=form.cleaned_data["starts_on"],
            by=request.person,
            at=request.at,
        )
        messages.success(request, f"You’ve opened {cohort.name}. Next, invite staff and enrol participants.")
        return redirect("apply:cohort", cohort.slug)
    return _preview_page(request, form, status=422)


@open_to(Role.LEAD)
def cohort(request: Request, slug: str) -> HttpResponse:
    row = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    return _cohort_page(request, row, _staff_form(request))


def _staff_form(request: Request) -> StaffForm:
    candidates = queries.list_staff_candidates(for_=request.person)
    choices = [
        (str(candidate.person.pk), f"{candidate.person.name} ({', '.join(candidate.roles)})")
        for candidate in candidates
    ]
    return StaffForm(request.POST or None, people=choices)


def _status_unless_active(enrolment: Enrolment, request: Request) -> str:
    if cohort_queries.takes_part(enrolment):
        return ""
    return cohort_queries.status_in_words(enrolment=enrolment, at=request.at)


def _cohort_page(request: Request, cohort: Cohort, form: StaffForm, *, status: int = 200) -> HttpResponse:
    enrolments = cohort_queries.list_enrolments_for(
        for_=request.person,
        role=Role.LEAD,
        cohort_slug=cohort.slug,
        status_on=cohort_queries.today_of(request.at),
    )
    taking_part = sum(cohort_queries.takes_part(enrolment) for enrolment in enrolments)
    programme = programme_queries.programme_of(cohort.programme)
    calendar = cohort_queries.list_calendar(cohort_id=cohort.pk)
    credited = hours.get_minutes_by_enrolment(cohort=cohort)
    today = local_day(request.at, cohort_queries.zone_of(cohort=cohort))
    context: dict[str, Any] = {
        "cohort": cohort,
        "taking_part": taking_part,
        "others": len(enrolments) - taking_part,
        "participants": [
            (
                enrolment,
                _status_unless_active(enrolment, request),
                hours.calculate_engagement(
                    programme, calendar, credited.get(enrolment.pk, {}), at=request.at
                ),
            )
            for enrolment in enrolments
        ],
        "calendar": [(dated, programme.item(dated.item_id)) for dated in calendar],
        "staff": cohort_queries.list_staff_for(for_=request.person, role=Role.LEAD, cohort_slug=cohort.slug),
        "waiting": queries.count_waiting_by_cohort(for_=request.person).get(cohort.pk, 0),
        "form": form,
        "started": cohort.starts_on <= today,
        "today": today,
    }
    return render(request, "apply/cohort.html", context, status=status)


@require_POST
@open_to(Role.LEAD)
def cohort_staff(request: Request, slug: str) -> HttpResponse:
    cohort = get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    form = _staff_form(request)
    if form.is_valid():
        person = get_person_for(for_=request.person, person_id=form.cleaned_data["person"])
        assert person is not None  # the form offers only the provider's own people
        role = Role(form.cleaned_data["role"])
        with refusal_as_error(form):
            ground_cohorts.assign_staff(
                cohort=cohort, person=person, role=role, by=request.person, at=request.at
            )
            messages.success(request, f"{person.name} is now on the staff of {cohort.name}.")
            return redirect("apply:cohort", slug)
    return _cohort_page(request, cohort, form, status=422)


@open_to(Role.LEAD)
def staff_member(request: Request, slug: str, member: int) -> HttpResponse:
    """Where a member of staff works, and from when until when they work with the cohort."""
    row = cohort_queries.get_staff_member_for(
        for_=request.person, role=Role.LEAD, cohort_slug=slug, member_id=member
    )
    if row is None:
        raise Http404
    initial = {
        "organisation": row.person.organisation.name if row.person.organisation else "",
        "from_on": row.from_on,
        "until_on": row.until_on,
    }
    version = version_of(initial)
    form = StaffMemberForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="until_on"):
            by, at = cohort_queries.last_change_of_staff_member(member=row)
            refuse_if_changed(made_from(request), version, by=by, at=at)
            ground_cohorts.change_staff_member(
                member=row, by=request.person, at=request.at, **form.cleaned_data
            )
            messages.success(request, f"Saved what you changed about {row.person.name}.")
            return redirect("apply:cohort", slug)
    context = {"cohort": row.cohort, "member": row, "form": form, "form_version": version}
    return render(request, "apply/staff_member.html", context, status=422 if form.errors else 200)
