"""A lead changes how the provider looks; visitors see it; colours that are hard to read are refused."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from waymark.ground.people.actions import CannotBrand, Look, change_look
from waymark.ground.people.branding.models import Branding
from waymark.ground.people.branding.tests.test_picture import png
from waymark.ground.people.models import Provider
from waymark.kit.forms import ChangedSince

pytestmark = pytest.mark.django_db
URL = "/settings/provider/"


def form(**given: object) -> dict[str, object]:
    values = {"name": "Harbour College", "short_name": "Harbour", "enquiries_email": "ask@harbour.example"}
    return values | given


def token_of(page: HttpResponse) -> str:
    match = re.search(r'name="form_token" value="([^"]+)"', page.content.decode())
    assert match
    return match[1]


def look(**given: str) -> Look:
    values = {"name": "Harbour College", "short_name": "Harbour", "enquiries_email": "ask@harbour.example"}
    return Look(**(values | given))


def test_name_colours_and_words_are_on_the_front_page(cast: Cast) -> None:
    browser = cast.browser("grace")
    sent = form(
        link_colour="#7A1F5C", sign_colour="#2b2b6f", headline="Lead well", words="Join us.", contact="1 Quay"
    )
    assert browser.post(URL, sent).status_code == 302
    page = Client().get("/providers/llse/").content.decode()
    for text in (
        "Harbour College",
        "Lead well",
        "Join us.",
        "1 Quay",
        "Runs on Waymark",
        "<title>Harbour College",
    ):
        assert text in page
    provider = Provider.objects.get(slug="llse")
    style = Client().get(f"/look/{provider.brand}.css")
    assert "a{color:#7a1f5c}" in style.content.decode()
    assert "immutable" in style.headers["Cache-Control"]
    assert f"/look/{provider.brand}.css" in page
    assert f"/look/{provider.brand}.css" in cast.browser("fay").get("/").content.decode()


@pytest.mark.parametrize(
    ("field", "colour", "sentence"),
    [
        ("link_colour", "#f6bd27", "and it needs at least 4.5 to 1. Try #"),
        ("sign_colour", "#ffdd00", "its contrast with white text is"),
        ("link_colour", "purple", "Enter a colour as six hexadecimal digits"),
        ("link_colour", "#fff}a{b:c}", "Enter a colour as six hexadecimal digits"),
    ],
)
def test_a_colour_that_is_hard_to_read_is_refused_with_its_ratio(
    cast: Cast, field: str, colour: str, sentence: str
) -> None:
    answer = cast.browser("grace").post(URL, form(**{field: colour}))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Branding.objects.count() == 0


def test_a_logo_is_written_anew_and_served_as_a_picture_alone(cast: Cast) -> None:
    data = png(tail=b"<script>alert(1)</script>")
    browser = cast.browser("grace")
    upload = SimpleUploadedFile("logo.png", data, content_type="text/html")
    assert browser.post(URL, form(logo=upload)).status_code == 302
    provider = Provider.objects.get(slug="llse")
    answer = Client().get(f"/look/{provider.logo_digest}")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"script" not in answer.content
    again = form(headline="Still", form_token=token_of(browser.get(URL)))
    assert browser.post(URL, again).status_code == 302
    assert Provider.objects.get(slug="llse").logo_digest == provider.logo_digest
    removed = form(removes_logo="on", form_token=token_of(browser.get(URL)))
    assert browser.post(URL, removed).status_code == 302
    assert Provider.objects.get(slug="llse").logo_digest == ""


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg/>", "must be a PNG or a JPEG"),
        (b"\x89PNG\r\n\x1a\nx", "can’t be read"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 300_001, "smaller than 300 KB"),
    ],
)
def test_a_logo_that_is_no_picture_is_refused(cast: Cast, data: bytes, sentence: str) -> None:
    answer = cast.browser("grace").post(URL, form(logo=SimpleUploadedFile("logo.png", data)))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_front_page_is_the_providers_of_the_site(cast: Cast) -> None:
    several = Client().get("/").content.decode()
    assert "Choose your provider" in several
    change_look(provider=cast.llse, look=look(site="testserver"), by=cast.grace, at=cast.at)
    assert "Harbour College" in Client().get("/").content.decode()
    with pytest.raises(CannotBrand, match="already at this address"):
        change_look(provider=cast.ucl, look=look(site="testserver"), by=cast.finn, at=cast.at)


def test_two_leads_do_not_overwrite_one_another(cast: Cast) -> None:
    first = change_look(provider=cast.llse, look=look(), by=cast.grace, at=cast.at)
    change_look(provider=cast.llse, look=look(headline="B"), by=cast.grace, at=cast.at, made_from=first.pk)
    with pytest.raises(ChangedSince):
        change_look(
            provider=cast.llse, look=look(headline="C"), by=cast.grace, at=cast.at, made_from=first.pk
        )


def test_each_provider_has_its_own_accessibility_statement(cast: Cast) -> None:
    browser = cast.browser("grace")
    start = browser.get("/accessibility/").content.decode()
    for text in (
        "Leadership Learning South East",
        "EHRC",
        "Equality Advisory and Support Service",
        "axe-core",
    ):
        assert text in start
    names = ("problems", "tested", "contact", "enforcement")
    sent = {name: f"Our {name}" for name in names} | {"prepared_on": "2026-10-01"}
    assert browser.post("/settings/provider/accessibility/", sent).status_code == 302
    page = Client().get("/accessibility/llse/").content.decode()
    assert "Our problems" in page
    assert "Thursday 1 October 2026" in page
    assert "Our problems" not in Client().get("/accessibility/ucl/").content.decode()
    assert "/accessibility/ucl/" in Client().get("/accessibility/").content.decode()


def test_only_leads_open_the_settings(cast: Cast) -> None:
    assert cast.browser("fay").get(URL).status_code == 403
    assert Client().get(URL).status_code == 302
    assert Client().get("/look/nothing.css").status_code == 404
