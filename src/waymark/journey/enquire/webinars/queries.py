"""Questions about webinars. Dates and titles are public; who signed up is the lead's to see."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from waymark.ground.people import queries as people
from waymark.journey.enquire.webinars.models import Webinar, WebinarPlace
from waymark.journey.enquire.webinars.rules import REMINDED_BEFORE

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def _counted() -> QuerySet[Webinar]:
    taken = Count("places", filter=Q(places__cancelled_at=None))
    return Webinar.objects.select_related("provider").annotate(taken=taken)


def list_coming(*, programme_slug: str, at: datetime) -> list[Webinar]:
    """Those that visitors can sign up for, and how many places are taken (`taken`)."""
    rows = _counted().filter(programme_slug=programme_slug, cancelled_at=None, starts_at__gt=at)
    return list(rows.order_by("starts_at"))


def find_webinar(*, webinar_id: int) -> Webinar | None:
    return _counted().filter(pk=webinar_id).first()


def list_webinars_for(*, for_: Person) -> list[Webinar]:
    """Every webinar of the viewer's provider, the newest first."""
    return list(_counted().filter(provider_id=for_.provider_id).order_by("-starts_at"))


def get_webinar_for(*, for_: Person, webinar_id: int) -> Webinar | None:
    return _counted().filter(provider_id=for_.provider_id, pk=webinar_id).select_related("by").first()


def list_places(*, webinar: Webinar) -> list[WebinarPlace]:
    """Who has a place, in the order in which they signed up."""
    return list(webinar.places.filter(cancelled_at=None).order_by("id"))


def find_place(place_id: int) -> WebinarPlace | None:
    """For the mail bridge, which makes the link's address (`settings.LINKS`)."""
    return WebinarPlace.objects.filter(pk=place_id).first()


def find_place_of(*, token: str) -> WebinarPlace | None:
    """The place with that link."""
    rows = WebinarPlace.objects.filter(token_digest=people.digest_of(token))
    place = rows.select_related("webinar__provider").first()
    return place if place and people.is_genuine_link(token, place) else None


def list_places_to_remind(*, at: datetime) -> list[WebinarPlace]:
    """Places in webinars that start within 24 hours, without those already reminded of this start."""
    rows = WebinarPlace.objects.filter(
        cancelled_at=None,
        webinar__cancelled_at=None,
        webinar__starts_at__gt=at,
        webinar__starts_at__lte=at + REMINDED_BEFORE,
    ).exclude(reminded_for__isnull=False, reminded_for__gt=at)
    return list(rows.select_related("webinar__provider").order_by("id")[:500])
