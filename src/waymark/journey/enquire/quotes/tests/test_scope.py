"""A quote is shown on its own programme's page, seen by its own provider, and each act on it is on record."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.ledger.models import Entry
from waymark.ground.people import links
from waymark.journey.enquire import actions
from waymark.journey.enquire.quotes import queries
from waymark.journey.enquire.quotes.models import ConsentHow, Quote

pytestmark = pytest.mark.django_db


def add(cast: Cast, *, who: str = "grace", slug: str = "llse-npqel", shown: bool = False) -> Quote:
    quote = actions.add_quote(
        programme_slug=slug, text="It helped.", name="A head", role="Head", email="ola@school.example",
        by=cast.people[who], at=cast.at,
    )  # fmt: skip
    if shown:
        agree(cast, quote)
    return quote


def agree(cast: Cast, quote: Quote) -> None:
    actions.give_consent(
        quote=quote,
        given_by="Ola",
        given_on=date(2026, 10, 1),
        how=ConsentHow.EMAIL,
        by=cast.grace,
        at=cast.at,
    )


def withdraw(cast: Cast, quote: Quote) -> None:
    actions.withdraw_consent(quote=quote, given_by="Ola", how=ConsentHow.EMAIL, by=cast.grace, at=cast.at)


def test_only_the_quotes_of_a_programme_that_may_be_shown_are(cast: Cast) -> None:
    shown, withdrawn = add(cast, shown=True), add(cast, shown=True)
    add(cast)
    add(cast, slug="ucl-npqel-2025", who="finn", shown=True)
    withdraw(cast, withdrawn)
    assert queries.list_shown(programme_slug="llse-npqel") == [shown]
    agree(cast, withdrawn)
    assert queries.list_shown(programme_slug="llse-npqel") == [withdrawn, shown]


def test_six_quotes_are_shown(cast: Cast) -> None:
    for _ in range(7):
        add(cast, shown=True)
    assert len(queries.list_shown(programme_slug="llse-npqel")) == 6


def test_a_lead_sees_their_own_providers_quotes(cast: Cast) -> None:
    first, second, strangers = add(cast), add(cast), add(cast, who="finn")
    assert queries.list_quotes_for(for_=cast.grace) == [second, first]
    assert queries.get_quote_for(for_=cast.grace, quote_id=first.pk) == first
    assert queries.get_quote_for(for_=cast.grace, quote_id=strangers.pk) is None
    assert [queries.find_quote(quote.pk) for quote in (first, second)] == [first, second]


def test_a_link_leads_to_its_own_quote(cast: Cast) -> None:
    quotes = [add(cast), add(cast)]
    tokens = [links.address_of(quote, site=SITE).rstrip("/").rpartition("/")[2] for quote in quotes]
    assert [queries.find_quote_of(token=token) for token in tokens] == quotes
    assert queries.find_quote_of(token=tokens[0] + "x") is None


def test_each_act_is_on_record(cast: Cast) -> None:
    quote = add(cast)
    actions.ask_for_consent(quote=quote, site="https://npq.example", by=cast.grace, at=cast.at)
    agree(cast, quote)
    withdraw(cast, quote)
    verbs = Entry.objects.filter(verb__startswith="enquire.quote_").order_by("id")
    assert [entry.verb.removeprefix("enquire.quote_") for entry in verbs] == [
        "added",
        "asked",
        "given",
        "withdrawn",
    ]
