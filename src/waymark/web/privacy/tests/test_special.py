"""Staff who open special-category data leave one line a day; one's own pages leave none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from waymark.ground.ledger.models import Entry
from waymark.web.privacy.special import PAGES, VERB

pytestmark = pytest.mark.django_db


def _views() -> int:
    return Entry.objects.filter(verb=VERB).count()


def test_opening_access_needs_is_noted_once_a_day_for_each_viewer_and_person(cast: Cast) -> None:
    grace = cast.browser("grace")
    page = f"/people/{cast.amina.person.pk}/access-needs/"
    for _ in range(3):
        assert grace.get(page).status_code == 200
    assert _views() == 1
    line = Entry.objects.get(verb=VERB)
    assert (line.about_id, line.by_id) == (cast.amina.person.pk, cast.grace.pk)
    grace.get(f"/people/{cast.ben.person.pk}/access-needs/")
    assert _views() == 2
    cast.set_time(cast.at + timedelta(days=1))
    grace.get(page)
    assert _views() == 3


def test_a_page_that_was_not_shown_is_not_noted(cast: Cast) -> None:
    assert cast.browser("ben").get(f"/people/{cast.amina.person.pk}/access-needs/").status_code == 403
    assert _views() == 0


def test_the_pages_are_there() -> None:
    from tests.house.test_access_matrix import ALL

    assert set(PAGES) <= set(ALL)


def test_a_person_sees_when_and_why_their_sensitive_data_was_opened(cast: Cast) -> None:
    amina, ben, grace = cast.browser("amina"), cast.browser("ben"), cast.browser("grace")
    assert "No one has opened" in amina.get("/your-data/").content.decode()
    amina.post("/my/dietary-needs/", {"needs": "No nuts", "agrees": "on"})
    page = f"/people/{cast.amina.person.pk}/dietary-needs/"
    hidden = grace.get(page).content.decode()
    assert "No nuts" not in hidden
    assert "Say why you want to read it" in hidden
    refused = grace.post(page, {"reason": " "})
    assert (refused.status_code, "Enter why you need to see it" in refused.content.decode()) == (422, True)
    assert "No one has opened" in amina.get("/your-data/").content.decode()
    assert "No nuts" in grace.post(page, {"reason": "Lunch in Manchester"}).content.decode()
    grace.get(f"/people/{cast.amina.person.pk}/access-needs/")
    seen = amina.get("/your-data/").content.decode()
    assert "Your dietary needs<span" in seen
    assert "Reason: Lunch in Manchester" in seen
    assert "Sensitive data, such as access needs" in seen
    assert "Lunch in Manchester" not in ben.get("/your-data/").content.decode()
