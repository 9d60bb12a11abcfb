"""For the lead: the sponsor and the mentor of an enrolment."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply.contacts import actions, queries, words
from waymark.journey.apply.contacts.forms import ContactForm
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.contacts.rules import ContactDraft
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed

Kind = EnrolmentContact.Kind


def _contact(request: Request, slug: str, reference: str, kind: str) -> HttpResponse:
    """GET: who it is and was. POST: who it is from now on."""
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=request.role, reference=reference)
    if enrolment is None or enrolment.cohort.slug != slug:
        raise Http404
    current = queries.current_contact(enrolment=enrolment, kind=kind)
    initial: dict[str, Any] = {
        name: getattr(current, name, None) for name in ContactDraft.__dataclass_fields__
    }
    form = ContactForm(
        request.POST if request.method == "POST" else None, initial=initial, is_first=current is None
    )
    label = Kind(kind).label.lower()
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            if current is not None:
                by = current.by.name if current.by else words.SOMEONE
                refuse_if_changed(made_from(request), str(current.pk), by=by, at=current.at)
            actions.set_contact(
                enrolment=enrolment,
                kind=kind,
                draft=form.to_draft(),
                reason=form.cleaned_data.get("reason", ""),
                replaces=current,
                by=request.person,
                at=request.at,
            )
            messages.success(request, words.SAVED.format(kind=label))
            return redirect(request.path)
    context = {
        "enrolment": enrolment,
        "label": label,
        "contact": current,
        "earlier": queries.list_earlier_contacts(contact=current) if current else [],
        "form": form,
        "form_version": str(current.pk) if current else "",
    }
    return render(request, "apply/contacts/contact.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: Request, slug: str, reference: str) -> HttpResponse:
    return _contact(request, slug, reference, Kind.SPONSOR)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def mentor(request: Request, slug: str, reference: str) -> HttpResponse:
    return _contact(request, slug, reference, Kind.MENTOR)
