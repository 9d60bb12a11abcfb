"""Pages for programme leads: finding people, one person, and what is corrected about them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import actions
from waymark.ground.people import queries as people
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.clock import local_day
from waymark.kit.downloads import download
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed, version_of
from waymark.kit.spreadsheets import csv_of
from waymark.web.people import forms, listing, page, words

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.kit.forms import Form


@require_safe
@open_to(Role.LEAD)
def people_list(request: Request) -> HttpResponse:
    """Everyone at the provider, searched, filtered, counted, and page by page."""
    form = _filter(request)
    matches = listing.find_people(for_=request.person, today=local_day(request.at), **form.filters)
    shown = listing.page_of(matches, number=request.GET.get("page", ""))
    chosen = request.GET.copy()
    chosen.pop("page", None)
    context = {
        "form": form,
        "page": shown,
        "lines": [listing.line_of(person) for person in shown.object_list],
        "query": chosen.urlencode(),
        "filtered": form.filters,
    }
    return render(request, "web/people/people.html", context)


@require_safe
@open_to(Role.LEAD)
def people_csv(request: Request) -> HttpResponse:
    """The people of the same filter as a file, which can be uploaded again as an enrolment file."""
    matches = listing.find_people(
        for_=request.person, today=local_day(request.at), **_filter(request).filters
    )
    rows = listing.cells_of(matches)
    return download(csv_of(listing.HEADING, rows), name="people.csv", kind="text/csv; charset=utf-8")


def _filter(request: Request) -> forms.PeopleFilter:
    own = cohorts.list_cohort_names(for_=request.person, role=Role.LEAD)
    return forms.PeopleFilter(request.GET, cohorts=[(str(pk), name) for pk, name in own])


def _person_or_404(request: Request, person_id: int) -> Person:
    person = people.get_person_for(for_=request.person, person_id=person_id)
    if person is None:
        raise Http404
    return person


@require_safe
@open_to(Role.LEAD)
def person(request: Request, person_id: int) -> HttpResponse:
    """A merged record leads to the one that remains."""
    row = _person_or_404(request, person_id)
    if row.pk != person_id:
        return redirect("web:person", row.pk)
    return render(request, "web/people/person.html", page.context_of(row, at=request.at))


@dataclass(frozen=True)
class Change:
    """A page on which one field is changed."""

    form: type[Form]
    act: Callable[..., Any]
    initial: Callable[[Person], dict[str, Any]]
    title: str
    submit: str = "Save the change"


def _school_of(person: Person) -> str:
    return person.organisation.name if person.organisation else ""


CHANGES = {
    "name": Change(
        forms.NameForm,
        actions.correct_name,
        lambda person: {"given_name": person.given_name, "family_name": person.family_name},
        "Change the name of {name}",
    ),
    "email": Change(
        forms.EmailForm,
        actions.request_email_change,
        lambda person: {},
        "Change the email address of {name}",
        "Email a link to the new address",
    ),
    "trn": Change(
        forms.TrnForm, actions.correct_trn, lambda person: {"trn": person.trn}, "Change the TRN of {name}"
    ),
    "school": Change(
        forms.SchoolForm,
        actions.correct_school,
        lambda person: {"name": _school_of(person)},
        "Change where {name} works",
    ),
}


@open_to(Role.LEAD)
def person_name(request: Request, person_id: int) -> HttpResponse:
    return _change(request, person_id, "name")


@open_to(Role.LEAD)
def person_email(request: Request, person_id: int) -> HttpResponse:
    return _change(request, person_id, "email")


@open_to(Role.LEAD)
def person_trn(request: Request, person_id: int) -> HttpResponse:
    return _change(request, person_id, "trn")


@open_to(Role.LEAD)
def person_school(request: Request, person_id: int) -> HttpResponse:
    return _change(request, person_id, "school")


def _change(request: Request, person_id: int, field: str) -> HttpResponse:
    row, change = _person_or_404(request, person_id), CHANGES[field]
    version = page.version_of_field(row, field)
    form = change.form(request.POST or None, initial=change.initial(row))
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            by, at = page.last_change(row, field, at=request.at)
            refuse_if_changed(made_from(request), version, by=by, at=at)
            values = form.cleaned_data | ({"site": _site(request)} if field == "email" else {})
            done = change.act(person=row, by=request.person, at=request.at, **values)
            messages.success(request, _done(row, field, done))
            return redirect("web:person", person_id)
    context = {
        "person": row,
        "form": form,
        "title": change.title.format(name=row.name),
        "submit": change.submit,
        "note": page.statement_note(row, at=request.at) if field == "name" else "",
        "asks_new_address": field == "email",
        "form_version": version,
    }
    return render(request, "web/people/change.html", context, status=422 if form.errors else 200)


def _done(person: Person, field: str, done: Any) -> str:
    if field == "email":
        return f"We’ve emailed {done.email} a link to confirm it, and told {person.email}."
    if done is None:
        return "Nothing was different, so nothing has changed."
    if field == "trn" and done.after:
        return f"Saved. We read the TRN as {done.after}."
    return "Saved. The change is in the timeline."


@require_POST
@open_to(Role.LEAD)
def email_withdrawal(request: Request, person_id: int) -> HttpResponse:
    row = _person_or_404(request, person_id)
    if actions.withdraw_email_change(person=row, by=request.person, at=request.at):
        messages.success(request, "The link to the new address no longer works. Nothing has changed.")
    return redirect("web:person", person_id)


@require_POST
@open_to(Role.LEAD)
def person_invitation(request: Request, person_id: int) -> HttpResponse:
    """Send an invitation, or send it again; earlier links stop working."""
    row = _person_or_404(request, person_id)
    if not row.account_id:
        actions.withdraw_invitation(person=row, by=request.person, at=request.at)
        actions.invite(person=row, site=_site(request), by=request.person, at=request.at)
        messages.success(request, f"We’ve emailed {row.email} an invitation. The link works for 14 days.")
    return redirect("web:person", person_id)


@require_POST
@open_to(Role.LEAD)
def invitation_withdrawal(request: Request, person_id: int) -> HttpResponse:
    row = _person_or_404(request, person_id)
    if actions.withdraw_invitation(person=row, by=request.person, at=request.at):
        messages.success(request, f"You’ve withdrawn the invitation of {row.name}. Its link no longer works.")
    return redirect("web:person", person_id)


@open_to(Role.LEAD)
def person_merge(request: Request, person_id: int) -> HttpResponse:
    """Find the other record by its email address; then choose which remains, field by field."""
    row = _person_or_404(request, person_id)
    other = _other(request, row)
    if other is None:
        return _find_other(request, row)
    pair = sorted((row, other), key=lambda person: person.pk)
    version = version_of([page.version_of_field(person, field) for person in pair for field in CHANGES])
    initial = _undisputed(pair)
    form = forms.MergeForm(request.POST or None, pair=pair, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            refuse_if_changed(made_from(request), version, by=words.FALLBACK, at=request.at)
            merge = _merge(request, pair, form.cleaned_data)
            messages.success(request, f"The two records of {merge.survivor.name} are one now.")
            return redirect("web:person", merge.survivor_id)
    context = {
        "person": row,
        "other": other,
        "form": form,
        "against": people.reasons_against(survivor=row, absorbed=other),
        "form_version": version,
    }
    return render(request, "web/people/merge.html", context, status=422 if form.errors else 200)


def _undisputed(pair: list[Person]) -> dict[str, int]:
    """What is chosen already: what is the same in both records, or known in one of them alone."""
    values = {
        "name": [person.name for person in pair],
        "email": [person.email for person in pair],
        "trn": [person.trn for person in pair],
        "school": [str(person.organisation or "") for person in pair],
    }
    return {
        name: next((person.pk for person, text in zip(pair, texts, strict=True) if text), pair[0].pk)
        for name, texts in values.items()
        if len(set(filter(None, texts))) < 2
    }


def _merge(request: Request, pair: list[Person], chosen: dict[str, Any]) -> Any:
    by_id = {person.pk: person for person in pair}
    survivor = by_id[chosen["survivor"]]
    kept = actions.Kept.of(
        name=by_id[chosen["name"]],
        email=by_id[chosen["email"]],
        trn=by_id[chosen["trn"]],
        school=by_id[chosen["school"]],
    )
    absorbed = next(person for person in pair if person != survivor)
    return actions.merge_people(
        survivor=survivor,
        absorbed=absorbed,
        kept=kept,
        reason=chosen["reason"],
        by=request.person,
        at=request.at,
    )


def _other(request: Request, row: Person) -> Person | None:
    chosen = request.GET.get("with", "")
    if not re.fullmatch(r"[0-9]{1,18}", chosen):
        return None
    other = people.get_person_for(for_=request.person, person_id=int(chosen))
    return None if other is None or other.pk == row.pk else other


def _find_other(request: Request, row: Person) -> HttpResponse:
    form = forms.OtherRecordForm(request.GET if "other" in request.GET else None)
    if form.is_bound and form.is_valid():
        other = people.find_person(provider=request.person.provider, email=form.cleaned_data["other"])
        if other and other.pk != row.pk:
            return redirect(f"{request.path}?with={other.pk}")
        form.add_error(
            "other", "No one at your provider has this email address. Check it, or search for the name"
        )
    return render(
        request,
        "web/people/merge_find.html",
        {"person": row, "form": form},
        status=422 if form.errors else 200,
    )


def _site(request: Request) -> str:
    return request.build_absolute_uri("/").rstrip("/")
