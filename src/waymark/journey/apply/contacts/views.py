"""For the lead: the sponsor and the mentor of an enrolment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply.contacts import actions, queries, words
from waymark.journey.apply.contacts.asking import ask_sponsor_of
from waymark.journey.apply.contacts.forms import ContactForm
from waymark.journey.apply.contacts.models import EnrolmentContact
from waymark.journey.apply.contacts.rules import ContactDraft
from waymark.journey.apply.invitations import site_of
from waymark.journey.apply.sponsors.queries import answer_of_sponsor
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

Kind = EnrolmentContact.Kind


def _enrolment(request: Request, slug: str, reference: str) -> Enrolment:
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=request.role, reference=reference)
    if enrolment is None or enrolment.cohort.slug != slug:
        raise Http404
    return enrolment


def _contact(request: Request, slug: str, reference: str, kind: str) -> HttpResponse:
    """GET: who it is and was. POST: who it is from now on."""
    enrolment = _enrolment(request, slug, reference)
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
            contact = actions.set_contact(
                enrolment=enrolment,
                kind=kind,
                draft=form.to_draft(),
                reason=form.cleaned_data.get("reason", ""),
                replaces=current,
                site=site_of(request),
                by=request.person,
                at=request.at,
            )
            was_asked = contact.links.exists() and contact != current
            messages.success(request, words.SAVED_AND_ASKED if was_asked else words.SAVED.format(kind=label))
            return redirect(request.path)
    context = {
        "enrolment": enrolment,
        "label": label,
        "contact": current,
        "earlier": queries.list_earlier_contacts(contact=current) if current else [],
        "form": form,
        "form_version": str(current.pk) if current else "",
        "is_sponsor": kind == Kind.SPONSOR,
    }
    if kind == Kind.SPONSOR and current is not None and current.email:
        context |= {
            "asks": True,
            "endorsement": answer_of_sponsor(contact=current),
            "links": queries.list_askings(enrolment=enrolment),
        }
    return render(request, "apply/contacts/contact.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: Request, slug: str, reference: str) -> HttpResponse:
    return _contact(request, slug, reference, Kind.SPONSOR)


@require_POST
@open_to(Role.LEAD)
def sponsor_again(request: Request, slug: str, reference: str) -> HttpResponse:
    """Email the sponsor of now a new link."""
    enrolment = _enrolment(request, slug, reference)
    link = ask_sponsor_of(enrolment=enrolment, site=site_of(request), by=request.person, at=request.at)
    messages.success(request, words.ASKED.format(email=link.email))
    return redirect("apply:contact_sponsor", slug, reference)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def mentor(request: Request, slug: str, reference: str) -> HttpResponse:
    return _contact(request, slug, reference, Kind.MENTOR)
