"""A participant whose hours the people of a delivery partner see is told so; no one else is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.cohorts.queries import list_own_partners

HARBOUR = "Harbour Lights"
TOLD = f"{HARBOUR} is your delivery partner. Its people see your name, your attendance and your hours."
PAGES = ("/hours/", "/account/", "/your-data/")
TODAY = date(2026, 10, 22)


def with_partner(cast: Cast, name: str = HARBOUR, on: date = TODAY) -> None:
    cohorts.set_delivery_partner(
        enrolment=cast.amina, partner=name, effective_on=on, by=cast.grace, at=cast.at
    )


def pages_that_tell(cast: Cast, name: str = "amina") -> list[str]:
    browser = cast.browser(name)
    return [path for path in PAGES if TOLD in browser.get(path).content.decode()]


def test_the_pages_about_hours_and_data_say_who_sees_them(cast: Cast) -> None:
    assert pages_that_tell(cast) == []
    with_partner(cast)
    assert pages_that_tell(cast) == [*PAGES]
    assert pages_that_tell(cast, "ben") == []


@pytest.mark.parametrize("name", ["grace", "hugo"])
def test_staff_are_not_told_it_of_themselves(cast: Cast, name: str) -> None:
    with_partner(cast)
    assert pages_that_tell(cast, name) == []


def test_only_the_partner_of_now_is_named(cast: Cast) -> None:
    with_partner(cast, on=TODAY + timedelta(days=1))
    assert list_own_partners(person=cast.amina.person, at=cast.at) == {}
    with_partner(cast, "Lantern Hill", TODAY - timedelta(days=1))
    with_partner(cast)
    assert list_own_partners(person=cast.amina.person, at=cast.at) == {cast.amina.pk: HARBOUR}
    with_partner(cast, "")
    assert list_own_partners(person=cast.amina.person, at=cast.at) == {}


def test_who_has_left_is_seen_by_no_partner(cast: Cast) -> None:
    with_partner(cast)
    cohorts.withdraw(
        enrolment=cast.amina,
        reason=next(iter(WithdrawalReason)),
        effective_on=TODAY,
        by=cast.grace,
        at=cast.at,
    )
    assert list_own_partners(person=cast.amina.person, at=cast.at) == {}
