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
