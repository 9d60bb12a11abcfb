"""Questions about quotes. Only a quote whose newest record is a consent is ever shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery

from waymark.ground.people import queries as people
from waymark.journey.enquire.quotes.models import ConsentKind, Quote, QuoteConsent

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

MOST_SHOWN = 6


def _with_state() -> QuerySet[Any]:
    newest = QuoteConsent.objects.filter(quote=OuterRef("pk")).order_by("-id").values("kind")[:1]
    return Quote.objects.annotate(state=Subquery(newest))


def list_shown(*, programme_slug: str) -> list[Quote]:
    """What the public page of a programme shows, the newest first."""
    rows = _with_state().filter(programme_slug=programme_slug, state=ConsentKind.GIVEN)
    return list(rows.order_by("-id")[:MOST_SHOWN])


def list_quotes_for(*, for_: Person) -> list[Quote]:
    """Every quote of the viewer's provider with its `state`, the newest first."""
    return list(_with_state().filter(provider_id=for_.provider_id).order_by("-id"))


def get_quote_for(*, for_: Person, quote_id: int) -> Quote | None:
    rows = _with_state().filter(provider_id=for_.provider_id, pk=quote_id)
    return rows.select_related("provider").first()


def list_consents(*, quote: Quote) -> list[QuoteConsent]:
    """Every consent and withdrawal, the oldest first."""
    return list(quote.consents.select_related("by").order_by("id"))


def is_shown(*, quote: Quote) -> bool:
    newest = quote.consents.order_by("-id").first()
    return newest is not None and newest.kind == ConsentKind.GIVEN


def find_quote(quote_id: int) -> Quote | None:
    """For the mail bridge, which makes the link's address (`settings.LINKS`)."""
    return Quote.objects.filter(pk=quote_id).first()


def find_quote_of(*, token: str) -> Quote | None:
    """The quote with that link."""
    rows = Quote.objects.filter(token_digest=people.digest_of(token)).select_related("provider")
    quote = rows.first()
    return quote if quote and people.is_genuine_link(token, quote) else None
