"""Nothing is shown without recorded consent, and what is withdrawn is off the page at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import newest_link
from waymark.journey.enquire import actions
from waymark.journey.enquire.models import ConsentHow, Quote, QuoteConsent

pytestmark = pytest.mark.django_db
PAGE = "/programmes/llse-npqel/"
WORDS = "I visit to learn now, not to check."


def add(cast: Cast) -> Quote:
    return actions.add_quote(
        programme_slug="llse-npqel",
        text=WORDS,
        name="Participant, autumn 2022",
        role="Executive head",
        email="ola@school.example",
        by=cast.grace,
        at=cast.at,
    )


def is_on_page() -> bool:
    return WORDS in Client().get(PAGE).content.decode()


def test_a_quote_without_consent_is_shown_nowhere(cast: Cast) -> None:
    add(cast)
    assert not is_on_page()


def test_a_person_agrees_and_withdraws_with_their_own_link(cast: Cast) -> None:
    quote, browser = add(cast), Client()
    actions.ask_for_consent(quote=quote, site="http://testserver", by=cast.grace, at=cast.at)
    url = newest_link("ola@school.example")
    assert "May we show your words?" in browser.get(url).content.decode()
    assert not is_on_page()
    browser.post(url, {"act": "agree"})
    assert is_on_page()
    browser.post(url, {"act": "withdraw"})
    assert not is_on_page()
    rows = list(QuoteConsent.objects.order_by("id"))
    assert [(row.kind, row.how, row.by) for row in rows] == [
        ("given", "link", None),
        ("withdrawn", "link", None),
    ]
    assert "shows these words on the page" in rows[0].agreed
    assert Client().get("/quotes/consent/nothing/").status_code == 404


def test_a_button_pressed_twice_or_on_an_old_page_does_only_what_it_says(cast: Cast) -> None:
    quote, browser = add(cast), Client()
    actions.ask_for_consent(quote=quote, site="http://testserver", by=cast.grace, at=cast.at)
    url = newest_link("ola@school.example")
    assert 'name="act" value="agree"' in browser.get(url).content.decode()
    for _ in range(2):
        assert browser.post(url, {"act": "agree"}).status_code == 302
    assert is_on_page()
    assert 'name="act" value="withdraw"' in browser.get(url).content.decode()
    for act in ("withdraw", "withdraw", "", "AGREE"):
        assert browser.post(url, {"act": act}).status_code == 302
    assert not is_on_page()
    assert [row.kind for row in QuoteConsent.objects.order_by("id")] == ["given", "withdrawn"]


def test_a_lead_records_who_agreed_when_and_how(cast: Cast) -> None:
    quote, browser = add(cast), cast.browser("grace")
    url = f"/quotes/{quote.pk}/"
    sent = {"given_by": "Ola Whitmore", "given_on": "2026-10-20", "how": "letter"}
    assert browser.post(url, sent | {"given_on": "2026-10-23"}).status_code == 422
    assert browser.post(url, sent | {"how": "link"}).status_code == 422
    assert not is_on_page()
    assert browser.post(url, sent).status_code == 302
    assert is_on_page()
    text = browser.get(url).content.decode()
    for words in ("Given", "Ola Whitmore", "Tuesday 20 October 2026", "In writing, on paper", "I agree that"):
        assert words in text
    assert browser.post(url, {"given_by": "Ola Whitmore", "how": "spoken", "reason": ""}).status_code == 302
    assert not is_on_page()
    assert cast.browser("finn").get(url).status_code == 404


def test_the_same_consent_twice_is_recorded_once(cast: Cast) -> None:
    quote = add(cast)
    for _ in range(2):
        actions.give_consent(
            quote=quote,
            given_by="Ola",
            given_on=cast.at.date(),
            how=ConsentHow.EMAIL,
            by=cast.grace,
            at=cast.at,
        )
    assert QuoteConsent.objects.count() == 1
    other, tomorrow = add(cast), cast.at.date() + timedelta(days=1)
    with pytest.raises(actions.CannotRecordConsent):
        actions.give_consent(
            quote=other, given_by="Ola", given_on=tomorrow, how=ConsentHow.EMAIL, by=cast.grace, at=cast.at
        )
