"""Standing arrangements: extra days in this window and later ones."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from waymark.ground.people.models import Email, RoleHeld
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions
from waymark.journey.sit.extra_time.tests.makers import (
    CLOSES,
    OWN,
    close_of,
    make_window_and_second_lead,
)
from waymark.journey.sit.models import AccessTime
from waymark.journey.sit.tests.makers import make_window


@pytest.fixture
def window(cast):
    return make_window_and_second_lead(cast)


def time_of(cast):
    return f"/sit/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/time/"


def test_arrangement_applies_to_this_window_and_later_ones_and_both_sides_see_it(cast, window):
    fields = {"extra_days": "2", "arrangement": "25% more time"}
    browser = cast.browser("grace")
    assert [browser.post(time_of(cast), fields).status_code for _ in range(2)] == [302, 302]
    assert AccessTime.objects.count() == 1
    assert close_of(window, cast) == datetime(2026, 10, 29, tzinfo=UTC)
    later = make_window(cast, paper=window.paper, opens_on=date(2027, 3, 22))
    assert close_of(later, cast) == datetime(2027, 3, 31, 23, tzinfo=UTC)
    for who, page in (("grace", time_of(cast)), ("amina", OWN)):
        text = cast.browser(who).get(page).content.decode()
        assert "25% more time" in text
        assert "Grace Penhaligon" in text
        assert "Wednesday 28 October 2026, 23:59 (Europe/London)" in text
    assert Email.objects.filter(subject="Extra time for your written assessments").count() == 1


def test_arrangement_does_not_reopen_a_window_that_is_over(cast, window):
    actions.grant_access_time(
        enrolment=cast.amina, extra_days=3, arrangement="More time", by=cast.grace, at=CLOSES
    )
    assert close_of(window, cast) == CLOSES


@pytest.mark.parametrize("days", ["0", "-1", "61", "1.5", "1e3", "NaN", "9" * 30, "two", ""])
def test_invalid_number_of_days_is_refused(cast, window, days):
    response = cast.browser("grace").post(time_of(cast), {"extra_days": days, "arrangement": "More time"})
    assert response.status_code == 422
    assert "More time" in response.content.decode()
    assert not AccessTime.objects.exists()


def test_no_one_may_give_extra_time_to_themselves(cast, window):
    RoleHeld.objects.create(person=cast.amina.person, role=Role.LEAD.value, at=cast.at)
    with pytest.raises(actions.CannotGrantAccessTime):
        actions.grant_access_time(
            enrolment=cast.amina, extra_days=1, arrangement="x", by=cast.amina.person, at=cast.at
        )


def test_participant_with_more_time_is_told_so_beside_the_length_of_the_window(cast, window):
    sentence = "including the first and last day. You have been given more time"
    assert sentence not in cast.browser("amina").get("/sit/").content.decode()
    actions.grant_access_time(
        enrolment=cast.amina,
        extra_days=1,
        arrangement="25% more time",
        by=cast.people["grace"],
        at=cast.at,
    )
    assert sentence in cast.browser("amina").get("/sit/").content.decode()
    assert sentence not in cast.browser("ben").get("/sit/").content.decode()
