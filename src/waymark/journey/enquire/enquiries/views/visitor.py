"""For visitors: ask a question, and see that it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.people.access import Request, open_to_everyone
from waymark.ground.people.queries import find_provider
from waymark.ground.programmes.queries import programme_of
from waymark.journey.enquire import actions
from waymark.journey.enquire.enquiries import queries, words
from waymark.journey.enquire.enquiries.forms import GENERAL, EnquiryForm
from waymark.kit import forms
from waymark.kit.client_address import client_address

if TYPE_CHECKING:
    from waymark.ground.people.models import Provider

SENT = "enquiry"
"""Key of the session: the reference of the enquiry that this visitor sent last."""


def get_provider(slug: str) -> Provider:
    provider = find_provider(slug=slug)
    if provider is None:
        raise Http404
    return provider


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def new_enquiry(request: Request, provider: str) -> HttpResponse:
    """The form; `?programme=` selects what the question is about."""
    own = get_provider(provider)
    programmes = [
        (published.slug, programme_of(published).short_title)
        for published in queries.list_programmes(provider=own)
    ]
    programme_slug = request.GET.get("programme", "")
    form = EnquiryForm(
        request.POST if request.method == "POST" else None,
        programmes=programmes,
        initial={
            "key": get_random_string(24),
            "programme": programme_slug if programme_slug in dict(programmes) else GENERAL,
        },
    )
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            enquiry = actions.send_enquiry(
                provider=own,
                programme_slug=form.about,
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                question=form.cleaned_data["question"],
                idempotency_key=form.cleaned_data["key"] or get_random_string(24),
                client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
                at=request.at,
            )
            request.session[SENT] = enquiry.reference
            return redirect("enquire:enquiry_sent", own.slug)
    clock = queries.clock_for(provider=own, programme_slug=programme_slug)
    context = {
        "form": form,
        "provider": own,
        "host": own,
        "promise": words.promise(clock),
        "consent": words.consent(provider=own.name),
        "programme_slug": programme_slug if programme_slug in dict(programmes) else "",
    }
    return render(request, "enquire/new_enquiry.html", context, status=422 if form.errors else 200)


@open_to_everyone
@require_safe
def enquiry_sent(request: Request, provider: str) -> HttpResponse:
    """The reference, shown only to the browser that sent the enquiry."""
    own = get_provider(provider)
    enquiry = queries.find_sent(reference=request.session.get(SENT, ""), provider=own)
    if enquiry is None:
        raise Http404
    context = {
        "enquiry": enquiry,
        "provider": own,
        "host": own,
        "acknowledged": queries.was_acknowledged(enquiry=enquiry),
    }
    return render(request, "enquire/enquiry_sent.html", context)
