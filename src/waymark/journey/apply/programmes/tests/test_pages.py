"""The public page of a programme, and its published versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from waymark.ground.cohorts.models import Cohort


@pytest.mark.parametrize(
    ("slug", "texts"),
    [
        ("llse-npqel", ["70 hours", "more than 90%", "63 hours 1 minute or more", "Face to face workshops",
                        "neither the provider", "Ask us", "1,500", "npq@llse.example", "School culture"]),
        ("ucl-npqel-2025", ["74 hours", "at least 90%", "66 hours 36 minutes or more", "£4,099 + VAT",
                            "£4,918.80 with VAT", "75 hours", "Residential 1", "Manchester or Oxford",
                            "September 2025", "Programme Impact Report"]),
    ],
)  # fmt: skip
def test_a_programme_page_shows_the_facts_of_its_pack(cast: Cast, slug: str, texts: list[str]) -> None:
    page = Client().get(f"/programmes/{slug}/").content.decode()
    assert not [text for text in texts if text not in page]
    assert "Applications are closed at the moment" in page


@pytest.mark.parametrize("slug", ["llse-npqel", "ucl-npqel-2025"])
def test_what_was_assumed_is_shown_to_the_providers_lead_only(cast: Cast, slug: str) -> None:
    url = f"/programmes/{slug}/"
    lead, other_lead = ("grace", "finn") if slug == "llse-npqel" else ("finn", "grace")
    assert "Assumed" in cast.browser(lead).get(url).content.decode()
    for reader in (Client(), cast.browser("amina"), cast.browser(other_lead)):
        assert "assumed" not in reader.get(url).content.decode().lower()


def test_only_cohorts_that_have_not_started_take_applications(cast: Cast, spring: Cohort) -> None:
    text = Client().get("/programmes/llse-npqel/").content.decode()
    assert "Apply for Spring 2027" in text
    assert "LLSE spring 2025" not in text


def test_a_programme_page_needs_few_queries(
    cast: Cast, spring: Cohort, django_assert_max_num_queries: Any
) -> None:
    Client().get("/programmes/llse-npqel/")
    with django_assert_max_num_queries(6):
        Client().get("/programmes/llse-npqel/")


def test_an_unknown_programme_is_not_found(cast: Cast) -> None:
    assert Client().get("/programmes/nothing/").status_code == 404


def test_versions_show_the_problems_in_the_pack(cast: Cast) -> None:
    text = cast.browser("grace").get("/programmes/llse-npqel/versions/").content.decode()
    assert cast.cohort.programme.pack_id[:12] in text
    assert "warnings" in text
    assert "LLSE spring 2025" in text
