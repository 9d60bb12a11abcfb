"""Enter a webinar, change or cancel it, add its recording; take a place and give it up; remind."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.programmes import queries as programmes
from waymark.journey.enquire import emails
from waymark.journey.enquire.webinars import queries, rules, words
from waymark.journey.enquire.webinars.models import Webinar, WebinarPlace
from waymark.journey.enquire.webinars.rules import WebinarReason
from waymark.kit.formatting import long_moment
from waymark.kit.forms import refuse_if_changed, version_of
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.kit.email_kinds import EmailKind


class CannotSignUp(Refusal):
    """The webinar has started, is cancelled or is full."""


class CannotChangeWebinar(Refusal):
    """The webinar would be in the past, is cancelled, or has not been held."""


def version(webinar: Webinar) -> str:
    """Of what a form about it shows."""
    return version_of(
        webinar.programme_slug,
        webinar.title,
        webinar.starts_at,
        webinar.minutes,
        webinar.link,
        webinar.capacity,
        webinar.recording,
    )


@transaction.atomic
def save_webinar(
    *,
    programme_slug: str,
    title: str,
    starts_at: datetime,
    minutes: int,
    link: str,
    capacity: int | None,
    by: Person,
    at: datetime,
    webinar: Webinar | None = None,
    made_from: Any = None,
) -> Webinar:
    """Enter a webinar, or change one. Everyone with a place is told once of another time or link."""
    if starts_at <= at:
        raise CannotChangeWebinar(*reasons_for((WebinarReason.IN_THE_PAST,), words.SENTENCES))
    row = Webinar(provider_id=by.provider_id)
    before = None
    if webinar is not None:
        row = lock_row(webinar)
        refuse_if_changed(made_from, version(row), by=row.by.name if row.by else "", at=row.at)
        if row.cancelled_at is not None:
            raise CannotChangeWebinar(*reasons_for((WebinarReason.CANCELLED,), words.SENTENCES))
        before = (row.starts_at, row.link)
    row.programme_slug, row.title, row.capacity = programme_slug, title, capacity
    row.starts_at, row.minutes, row.link = starts_at, minutes, link
    row.by, row.at = by, at
    row.save()
    ledger.record("enquire.webinar_saved", about=row, provider_id=by.provider_id, by=by, at=at)
    if before is not None and before != (starts_at, link):
        _tell_everyone(row, emails.MOVED, occasion=f"moved:{version(row)}:{at.isoformat()}", at=at)
    return row


@transaction.atomic
def cancel_webinar(*, webinar: Webinar, by: Person, at: datetime) -> None:
    """Everyone with a place is told once."""
    row = lock_row(webinar)
    if row.cancelled_at is not None:
        return
    Webinar.objects.filter(pk=row.pk).update(cancelled_at=at, by=by, at=at)
    ledger.record("enquire.webinar_cancelled", about=row, provider_id=row.provider_id, by=by, at=at)
    _tell_everyone(row, emails.CANCELLED, occasion="cancelled", at=at, has_place=False)


@transaction.atomic
def add_recording(
    *, webinar: Webinar, recording: str, by: Person, at: datetime, made_from: Any = None
) -> None:
    """Send the address of the recording to everyone who had a place. The same address again sends nothing."""
    row = lock_row(webinar)
    refuse_if_changed(made_from, version(row), by=row.by.name if row.by else "", at=row.at)
    if row.starts_at > at or row.cancelled_at is not None:
        raise CannotChangeWebinar(*reasons_for((WebinarReason.NOT_HELD,), words.SENTENCES))
    if row.recording == recording:
        return
    Webinar.objects.filter(pk=row.pk).update(recording=recording, by=by, at=at)
    row.recording = recording
    ledger.record("enquire.webinar_recorded", about=row, provider_id=row.provider_id, by=by, at=at)
    occasion = f"recorded:{version_of(recording)}"
    _tell_everyone(row, emails.RECORDED, occasion=occasion, at=at, has_place=False)


@transaction.atomic
def take_place(*, webinar: Webinar, email: str, site: str, client_address: str, at: datetime) -> WebinarPlace:
    """A place, and the email that confirms it. Signing up again changes nothing; giving up can be undone."""
    row = lock_row(webinar)
    place = WebinarPlace.objects.filter(webinar=row, email=email.lower()).first()
    if place is not None and place.cancelled_at is None:
        return place
    decision = rules.may_sign_up(
        starts_at=row.starts_at,
        is_cancelled=row.cancelled_at is not None,
        taken=row.places.filter(cancelled_at=None).count(),
        capacity=row.capacity,
        at=at,
    )
    if not decision.allowed:
        raise CannotSignUp(*reasons_for(decision.reasons, words.SENTENCES))
    place = place or WebinarPlace(webinar=row, email=email.lower())
    place.at, place.cancelled_at = at, None
    place.save()
    people.issue_link(place)
    place.save(update_fields=["token_digest"])
    message = _message(place, emails.CONFIRMED, occasion=f"confirmed:{at.isoformat()}", site=site)
    people.queue_visitors_message(message, provider=row.provider, client_address=client_address, at=at)
    return place


@transaction.atomic
def give_up_place(*, place: WebinarPlace, at: datetime) -> None:
    """By the link of the place. Again, it changes nothing."""
    WebinarPlace.objects.filter(pk=place.pk, cancelled_at=None).update(cancelled_at=at)


def send_reminders(*, at: datetime) -> int:
    """Remind everyone whose webinar starts within 24 hours, once; how many."""
    sent = 0
    for candidate in queries.list_places_to_remind(at=at):
        with transaction.atomic():
            place = lock_row(candidate)
            webinar = candidate.webinar
            if not rules.is_reminder_due(
                starts_at=webinar.starts_at,
                signed_up_at=place.at,
                reminded_for=place.reminded_for,
                at=at,
            ):
                continue
            WebinarPlace.objects.filter(pk=place.pk).update(reminded_for=webinar.starts_at)
            occasion = f"reminder:{webinar.starts_at.isoformat()}"
            message = _message(candidate, emails.REMINDER, occasion=occasion, site=settings.SITE)
            people.queue_message(message, provider=webinar.provider, at=at)
            sent += 1
    return sent


def _tell_everyone(
    webinar: Webinar, kind: EmailKind, *, occasion: str, at: datetime, has_place: bool = True
) -> None:
    for place in queries.list_places(webinar=webinar):
        place.webinar = webinar
        message = _message(place, kind, occasion=occasion, site=settings.SITE if has_place else "")
        people.queue_message(message, provider=webinar.provider, at=at)


def _message(place: WebinarPlace, kind: EmailKind, *, occasion: str, site: str) -> people.Message:
    """With the link of the place if there is a `site`, otherwise with the address of the programme's page."""
    webinar = place.webinar
    page = settings.SITE.rstrip("/") + reverse("apply:programme", args=[webinar.programme_slug])
    published = programmes.find_newest(slug=webinar.programme_slug)
    values = {
        "title": webinar.title,
        "starts": long_moment(webinar.starts_at),
        "join": webinar.link,
        "recording": webinar.recording,
        "programme": programmes.programme_of(published).short_title if published else webinar.programme_slug,
        "link": page,
    }
    places = {name for name in values if "{" + name + "}" in kind.subject + kind.text}
    return people.Message(
        kind,
        place.email,
        {name: value for name, value in values.items() if name in places},
        once=f"webinar_place:{place.pk}:{occasion}",
        link=(place.PURPOSE, place.pk, site.rstrip("/")) if site else None,
    )
