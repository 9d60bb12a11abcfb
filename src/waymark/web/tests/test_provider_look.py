"""Every page that a visitor or a participant sees has the name, logo and colours of the provider it is about."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import signing
from django.test import Client

from tests.cast import Cast
from tests.emails import SITE, newest_link
from waymark.ground.cohorts.actions import open_cohort
from waymark.ground.emails.consent import SALT, digest_of
from waymark.ground.people import actions as people
from waymark.ground.people.branding.queries import find_provider_of_site
from waymark.ground.people.models import Provider
from waymark.journey.apply import actions as apply
from waymark.journey.apply.applications.tests.makers import FULL_ANSWERS

LOOK = {"brand": "0123456789abcdef", "logo_digest": "f" * 64}
STYLE, LOGO = "/look/0123456789abcdef.css", f"/look/{'f' * 64}"


@pytest.fixture
def look(cast: Cast) -> None:
    """LLSE has colours and a logo, and a site of its own; the other provider has neither."""
    Provider.objects.filter(pk=cast.llse.pk).update(**LOOK, site="testserver")


def has_look(text: str) -> bool:
    return STYLE in text and LOGO in text and ">LLSE</a>" in text


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/programmes/",
        "/privacy/",
        "/accessibility/",
        "/sit/receipts/",
        "/nowhere/",
        "/accounts/invitations/unknown/",
        "/applications/status/unknown/",
    ],
)
def test_a_visitor_sees_the_provider_whose_site_it_is(look: None, address: str) -> None:
    assert has_look(Client().get(address).content.decode()), address


def test_a_site_of_several_providers_is_named_waymark(cast: Cast) -> None:
    Provider.objects.update(**LOOK)
    text = Client().get("/accounts/login/").content.decode()
    assert STYLE not in text
    assert "Waymark</a>" in text
    assert find_provider_of_site(host="testserver") is None


def test_pages_behind_a_link_have_the_look_of_who_sent_it(cast: Cast) -> None:
    spring = open_cohort(
        programme=cast.cohort.programme, name="Spring 2027", starts_on=date(2027, 4, 26), by=None, at=cast.at
    )
    Provider.objects.filter(pk=cast.llse.pk).update(**LOOK)
    cast.llse.refresh_from_db()
    apply.submit_application(cohort=spring, answers=FULL_ANSWERS, idempotency_key="a", at=cast.at, site=SITE)
    people.invite(person=cast.people["amina"], site=SITE, by=None, at=cast.at)
    addresses = [
        newest_link(FULL_ANSWERS.email),
        newest_link(FULL_ANSWERS.sponsor_email),
        newest_link(cast.people["amina"].email),
    ]
    for address in addresses:
        assert has_look(Client().get(address.removeprefix(SITE)).content.decode()), address


def test_the_unsubscribe_page_has_the_look_of_who_sent_the_email(cast: Cast) -> None:
    Provider.objects.filter(pk=cast.llse.pk).update(**LOOK)
    token = signing.dumps([cast.llse.pk, digest_of("a@b.example")], salt=SALT)
    assert has_look(Client().get(f"/unsubscribe/{token}/").content.decode())
