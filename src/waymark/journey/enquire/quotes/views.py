"""Quotes: agree and withdraw, with a link; enter them and record consent, for leads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes
from waymark.journey.enquire import actions
from waymark.journey.enquire.quotes import queries, words
from waymark.journey.enquire.quotes.forms import ConsentForm, QuoteForm, WithdrawalForm
from waymark.journey.enquire.quotes.models import ConsentHow, Quote
from waymark.kit import forms
from waymark.kit.clock import local_day

AGREE, WITHDRAW = "agree", "withdraw"
"""What the button of the link says. A page that is out of date, or is sent twice, does nothing else than it says."""


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def quote_consent(request: Request, token: str) -> HttpResponse:
    """Opening the link changes nothing; its button agrees, or withdraws: what the page that was read offered."""
    quote = queries.find_quote_of(token=token)
    if quote is None:
        raise Http404
    if request.method == "POST":
        act = request.POST.get("act")
        if act == WITHDRAW:
            actions.withdraw_consent(
                quote=quote, given_by=quote.name, how=ConsentHow.LINK, by=None, at=request.at
            )
        elif act == AGREE:
            actions.give_consent(
                quote=quote,
                given_by=quote.name,
                given_on=local_day(request.at),
                how=ConsentHow.LINK,
                by=None,
                at=request.at,
            )
        return redirect("enquire:quote_consent", token)
    context = {
        "quote": quote,
        "host": quote.provider,
        "is_shown": queries.is_shown(quote=quote),
        "consent": words.consent(provider=quote.provider.name, name=quote.name),
    }
    return render(request, "enquire/quote_consent.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def quotes(request: Request) -> HttpResponse:
    own = programmes.list_offered_for(for_=request.person)
    choices = [(published.slug, programmes.programme_of(published).short_title) for published in own]
    form = QuoteForm(request.POST if request.method == "POST" else None, programmes=choices)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        row = actions.add_quote(
            programme_slug=values["programme"],
            text=values["text"],
            name=values["name"],
            role=values["role"],
            email=values["email"],
            by=request.person,
            at=request.at,
        )
        messages.success(
            request, "Saved. It isn’t shown until you record consent or they agree using their link."
        )
        return redirect("enquire:quote", row.pk)
    context = {"form": form, "rows": queries.list_quotes_for(for_=request.person)}
    return render(request, "enquire/quotes.html", context, status=422 if form.errors else 200)


def _get_quote(request: Request, quote_id: int) -> Quote:
    row = queries.get_quote_for(for_=request.person, quote_id=quote_id)
    if row is None:
        raise Http404
    return row


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: Request, quote_id: int) -> HttpResponse:
    """One quote with its history; the form records consent, or its withdrawal."""
    row = _get_quote(request, quote_id)
    shown = queries.is_shown(quote=row)
    form: Any = (WithdrawalForm if shown else ConsentForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            act: Any = actions.withdraw_consent if shown else actions.give_consent
            values = form.cleaned_data | {"how": ConsentHow(form.cleaned_data["how"])}
            act(quote=row, **values, by=request.person, at=request.at)
            messages.success(request, "Taken off the page." if shown else "The quote is shown now.")
            return redirect("enquire:quote", quote_id)
    context = {
        "quote": row,
        "is_shown": shown,
        "consents": queries.list_consents(quote=row),
        "consent": words.consent(provider=row.provider.name, name=row.name),
        "form": form,
    }
    return render(request, "enquire/quote.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.LEAD)
def quote_request(request: Request, quote_id: int) -> HttpResponse:
    row = _get_quote(request, quote_id)
    site = f"{request.scheme}://{request.get_host()}"
    actions.ask_for_consent(quote=row, site=site, by=request.person, at=request.at)
    messages.success(request, f"We’ve emailed a link to {row.email}.")
    return redirect("enquire:quote", quote_id)
