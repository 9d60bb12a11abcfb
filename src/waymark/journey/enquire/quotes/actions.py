"""Enter a quote, ask for consent, record that it was given or withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.enquire import emails
from waymark.journey.enquire.quotes import queries, words
from waymark.journey.enquire.quotes.models import ConsentHow, ConsentKind, Quote, QuoteConsent
from waymark.kit.clock import local_day
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotRecordConsent(Refusal):
    """The date is in the future, or there is nothing to withdraw."""


@transaction.atomic
def add_quote(
    *, programme_slug: str, text: str, name: str, role: str, email: str, by: Person, at: datetime
) -> Quote:
    """It isn't shown before consent is recorded."""
    quote = Quote.objects.create(
        provider_id=by.provider_id,
        programme_slug=programme_slug,
        words=text,
        name=name,
        role=role,
        email=email,
        by=by,
        at=at,
    )
    people.issue_link(quote)
    quote.save(update_fields=["token_digest"])
    ledger.record("enquire.quote_added", about=quote, provider_id=by.provider_id, by=by, at=at)
    return quote


@transaction.atomic
def ask_for_consent(*, quote: Quote, site: str, by: Person, at: datetime) -> None:
    """Email the person a link with which they agree or withdraw. It can be sent again at any time."""
    message = people.Message(
        emails.QUOTE,
        quote.email,
        once=f"quote:{quote.pk}:asked:{at.isoformat()}",
        link=(quote.PURPOSE, quote.pk, site),
    )
    people.queue_message(message, provider=quote.provider, at=at)
    ledger.record("enquire.quote_asked", about=quote, provider_id=quote.provider_id, by=by, at=at)


@transaction.atomic
def give_consent(
    *, quote: Quote, given_by: str, given_on: date, how: ConsentHow, by: Person | None, at: datetime
) -> QuoteConsent | None:
    """Record who agreed, when, how and to what; the quote is shown from now on. None if it is shown already."""
    row = lock_row(quote)
    if given_on > local_day(at):
        raise CannotRecordConsent(Reason("given_on", words.IN_THE_FUTURE))
    if queries.is_shown(quote=row):
        return None
    agreed = words.consent(provider=row.provider.name, name=row.name)
    return _record(
        row, ConsentKind.GIVEN, given_by=given_by, given_on=given_on, how=how, agreed=agreed, by=by, at=at
    )


@transaction.atomic
def withdraw_consent(
    *, quote: Quote, given_by: str, how: ConsentHow, reason: str = "", by: Person | None, at: datetime
) -> QuoteConsent | None:
    """The quote is off every page at once. None if it isn't shown."""
    row = lock_row(quote)
    if not queries.is_shown(quote=row):
        return None
    on = local_day(at)
    return _record(
        row, ConsentKind.WITHDRAWN, given_by=given_by, given_on=on, how=how, agreed=reason, by=by, at=at
    )


def _record(
    quote: Quote,
    kind: ConsentKind,
    *,
    given_by: str,
    given_on: date,
    how: ConsentHow,
    agreed: str,
    by: Person | None,
    at: datetime,
) -> QuoteConsent:
    row = QuoteConsent.objects.create(
        quote=quote, kind=kind, given_by=given_by, given_on=given_on, how=how, agreed=agreed, by=by, at=at
    )
    verb = "enquire.quote_withdrawn" if kind is ConsentKind.WITHDRAWN else "enquire.quote_given"
    ledger.record(verb, about=quote, provider_id=quote.provider_id, by=by, at=at)
    return row
