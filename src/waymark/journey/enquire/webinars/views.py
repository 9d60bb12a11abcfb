"""Webinars: sign up and give up a place, for visitors; dates, changes and recordings, for leads."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programmes
from waymark.journey.enquire import actions
from waymark.journey.enquire.webinars import queries, words
from waymark.journey.enquire.webinars.actions import version
from waymark.journey.enquire.webinars.forms import PlaceForm, RecordingForm, WebinarForm
from waymark.journey.enquire.webinars.models import Webinar, WebinarPlace
from waymark.kit import forms
from waymark.kit.client_address import client_address

GIVE_UP, TAKE = "give_up", "take"
"""What the button of a place’s link says."""


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: Request, webinar_id: int) -> HttpResponse:
    """The same answer whether or not the address had a place already."""
    webinar = queries.find_webinar(webinar_id=webinar_id)
    if webinar is None:
        raise Http404
    form = PlaceForm(request.POST if request.method == "POST" else None)
    context = {"webinar": webinar, "host": webinar.provider, "form": form, "consent": words.CONSENT}
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            actions.take_place(
                webinar=webinar,
                email=form.cleaned_data["email"],
                site=f"{request.scheme}://{request.get_host()}",
                client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
                at=request.at,
            )
            return render(request, "enquire/webinar_signed_up.html", context)
    return render(request, "enquire/webinar_sign_up.html", context, status=422 if form.errors else 200)


@open_to_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: Request, token: str) -> HttpResponse:
    """Opening the link changes nothing; its button gives up the place, or takes it again: what it says, and once."""
    row: WebinarPlace | None = queries.find_place_of(token=token)
    if row is None:
        raise Http404
    if request.method == "POST":
        act = request.POST.get("act")
        if act == GIVE_UP:
            actions.give_up_place(place=row, at=request.at)
        elif act == TAKE:
            actions.take_place(
                webinar=row.webinar,
                email=row.email,
                site=f"{request.scheme}://{request.get_host()}",
                client_address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
                at=request.at,
            )
        return redirect("enquire:webinar_place", token)
    context = {"place": row, "webinar": row.webinar, "host": row.webinar.provider}
    return render(request, "enquire/webinar_place.html", context)


@open_to(Role.LEAD)
@require_safe
def webinars(request: Request) -> HttpResponse:
    rows = queries.list_webinars_for(for_=request.person)
    context = {
        "coming": [row for row in reversed(rows) if row.starts_at > request.at and row.cancelled_at is None],
        "past": [row for row in rows if row.starts_at <= request.at or row.cancelled_at is not None],
    }
    return render(request, "enquire/webinars.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def new_webinar(request: Request) -> HttpResponse:
    return _webinar_page(request, None)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def webinar(request: Request, webinar_id: int) -> HttpResponse:
    return _webinar_page(request, _get_webinar(request, webinar_id))


def _get_webinar(request: Request, webinar_id: int) -> Webinar:
    row = queries.get_webinar_for(for_=request.person, webinar_id=webinar_id)
    if row is None:
        raise Http404
    return row


def _webinar_page(request: Request, row: Webinar | None) -> HttpResponse:
    own = programmes.list_offered_for(for_=request.person)
    choices = [(published.slug, programmes.programme_of(published).short_title) for published in own]
    form = WebinarForm(
        request.POST if request.method == "POST" else None, programmes=choices, initial=WebinarForm.of(row)
    )
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            values = form.cleaned_data
            actions.save_webinar(
                webinar=row,
                programme_slug=values["programme"],
                title=values["title"],
                starts_at=form.starts_at(),
                minutes=values["minutes"],
                link=values["link"],
                capacity=values["capacity"],
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request) if row else None,
            )
            messages.success(
                request, "Saved. If the time or the link changed, we’ve emailed everyone who has a place."
            )
            return redirect("enquire:webinars")
    context: dict[str, Any] = {
        "form": form,
        "webinar": row,
        "is_past": row is not None and row.starts_at <= request.at,
        "places": queries.list_places(webinar=row) if row else [],
        "recording_form": RecordingForm(initial={"recording": row.recording if row else ""}),
        "form_version": version(row) if row else None,
    }
    return render(request, "enquire/webinar.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.LEAD)
def webinar_cancellation(request: Request, webinar_id: int) -> HttpResponse:
    actions.cancel_webinar(webinar=_get_webinar(request, webinar_id), by=request.person, at=request.at)
    messages.success(request, "Cancelled. We’ve emailed everyone who had a place.")
    return redirect("enquire:webinars")


@require_POST
@open_to(Role.LEAD)
def webinar_recording(request: Request, webinar_id: int) -> HttpResponse:
    row = _get_webinar(request, webinar_id)
    form = RecordingForm(request.POST)
    if form.is_valid():
        with forms.refusal_as_error(form):
            actions.add_recording(webinar=row, **form.cleaned_data, by=request.person, at=request.at)
            messages.success(request, "Recording added. We’ve emailed it to everyone who had a place.")
            return redirect("enquire:webinar", webinar_id)
    context = {"webinar": row, "form": form}
    return render(request, "enquire/webinar_recording.html", context, status=422)
