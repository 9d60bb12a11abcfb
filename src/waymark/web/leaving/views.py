"""For the lead: a member of staff leaves, their work goes to named people, and it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import NOT_STAFF, Role
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted, long_date
from waymark.kit.forms import refusal_as_error
from waymark.web.leaving.actions import Acting, hand_over
from waymark.web.leaving.forms import LeavingForm
from waymark.web.leaving.holdings import list_holdings
from waymark.web.leaving.undoing import undo

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def _person_or_404(request: Request, person_id: int) -> Person:
    person = people.get_person_for(for_=request.person, person_id=person_id)
    if person is None or not (
        people.held_roles_of(person) - NOT_STAFF or cohorts.last_leaving_of(person=person)
    ):
        raise Http404
    return person


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: Request, person_id: int) -> HttpResponse:
    """All that a member of staff holds, a successor for each kind, and their last day: one act."""
    person = _person_or_404(request, person_id)
    recorded = cohorts.find_leaving(person=person)
    holdings = list_holdings(person=person, for_=request.person, at=request.at)
    data = request.POST if request.method == "POST" else None
    form = LeavingForm(data, holdings=holdings, today=local_day(request.at), asks_day=recorded is None)
    if data is not None and form.is_valid():
        with refusal_as_error(form):
            site = request.build_absolute_uri("/").rstrip("/")
            acting = Acting(leaver=person, by=request.person, at=request.at, site=site)
            emailed_count = hand_over(
                acting=acting,
                holdings=form.chosen(),
                last_on=form.cleaned_data.get("last_on"),
                reason=form.cleaned_data.get("reason", ""),
            )
            messages.success(request, _done(person, form, emailed_count))
            return redirect("apply:staff_person", person_id)
    context = {"person": person, "recorded": recorded, "form": form, "holdings": holdings}
    return render(request, "web/leaving.html", context, status=422 if form.errors else 200)


def _done(person: Person, form: LeavingForm, emailed_count: int) -> str:
    emailed = f" We’ve emailed {counted(emailed_count, 'person', 'people')}." if emailed_count else ""
    if day := form.cleaned_data.get("last_on"):
        return f"{person.name}’s last day is {long_date(day)}.{emailed}"
    return f"You’ve handed over the work of {person.name}.{emailed}"


@open_to(Role.LEAD)
@require_POST
def leaving_undo(request: Request, person_id: int) -> HttpResponse:
    """Their roles and days come back, and on the same day their work."""
    person = _person_or_404(request, person_id)
    recorded = cohorts.last_leaving_of(person=person)
    if recorded is None:
        raise Http404
    site = request.build_absolute_uri("/").rstrip("/")
    undone = undo(leaving=recorded, by=request.person, at=request.at, site=site)
    work = f" and their work: {', '.join(undone.returned)}" if undone.returned else ""
    messages.success(request, f"{person.name} has their roles back{work}.")
    if undone.kept:
        messages.warning(request, f"This stays as it is. {' '.join(undone.kept)}")
    return redirect("apply:staff_person", person_id)
