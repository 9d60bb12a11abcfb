"""The lead's pages of windows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from waymark.journey.sit.models import (
    SittingWindow,
)
from waymark.journey.sit.tests.makers import CLOSES, make_paper, make_window


def test_a_lead_sets_a_window(cast):
    paper = make_paper(cast)
    browser = cast.browser("grace")
    where = reverse("sit:new_window", kwargs={"cohort": cast.cohort.slug})
    page = browser.get(where).content.decode()
    assert 'value="23:59"' in page
    assert 'value="Europe/London"' in page
    form = {"paper": paper.pk, "opens_on": "2026-10-19", "opens_time": "00:01", "days": "8",
            "closes_time": "23:59", "zone": "Europe/London"}  # fmt: skip
    bad = browser.post(where, form | {"zone": "Europe/Atlantis"})
    assert bad.status_code == 422
    assert "Europe/Atlantis" in bad.content.decode()
    assert browser.post(where, form).status_code == 302
    assert SittingWindow.objects.get().closes_before == CLOSES
    assert browser.post(where, form).status_code == 422
    assert "8 calendar days" in browser.get(
        reverse("sit:window", args=[cast.cohort.slug, SittingWindow.objects.get().pk])
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("name", ["windows", "new_window", "window"])
@pytest.mark.parametrize(("who", "status"), [("grace", 200), ("finn", 404), ("amina", 403), ("jonas", 403)])
def test_only_the_lead_of_the_provider_sees_windows(cast, name, who, status):
    window = make_window(cast)
    more = {"window": window.pk} if name == "window" else {}
    where = reverse(f"sit:{name}", kwargs={"cohort": cast.cohort.slug, **more})
    assert cast.browser(who).get(where).status_code == status
