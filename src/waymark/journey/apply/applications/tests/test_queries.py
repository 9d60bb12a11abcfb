"""Whose applications a query finds: those of one cohort, programme and provider."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort
from waymark.journey.apply import actions, queries
from waymark.journey.apply.applications.models import Application
from waymark.journey.apply.applications.queries import find_applicant
from waymark.journey.apply.applications.tests.makers import ANSWERS


def open_cohort(cast: Cast, beside: Cohort, name: str, *, starts_on: date = date(2027, 4, 26)) -> Cohort:
    return cohorts.open_cohort(
        programme=beside.programme, name=name, starts_on=starts_on, by=None, at=cast.at
    )


@pytest.fixture
def summer(cast: Cast) -> Cohort:
    return open_cohort(cast, cast.cohort, "Summer 2027", starts_on=date(2027, 6, 7))


@pytest.fixture
def at_ucl(cast: Cast) -> Cohort:
    return open_cohort(cast, cast.ucl_cohort, "Spring 2027")


def submit(cast: Cast, cohort: Cohort, key: str, *, minutes: int = 0, **answers: str) -> Application:
    at = cast.at + timedelta(minutes=minutes)
    return actions.submit_application(
        cohort=cohort, answers=replace(ANSWERS, **answers), idempotency_key=key, at=at
    )


def test_a_submitted_application_is_found_only_in_its_own_cohort_and_programme(
    cast: Cast, spring: Cohort, summer: Cohort
) -> None:
    submitted = submit(cast, spring, "a")

    def find(cohort: str, programme: str, reference: str) -> Application | None:
        return queries.find_submitted_application(
            cohort_slug=cohort, programme_slug=programme, reference=reference
        )

    assert find("spring-2027", "llse-npqel", submitted.reference) == submitted
    assert find("summer-2027", "llse-npqel", submitted.reference) is None
    assert find("spring-2027", "ucl-npqel-2025", submitted.reference) is None
    assert find("spring-2027", "llse-npqel", "no-such") is None


def test_each_cohort_waits_since_its_own_oldest_application_without_a_decision(
    cast: Cast, spring: Cohort, summer: Cohort, at_ucl: Cohort
) -> None:
    elsewhere, other = submit(cast, at_ucl, "a"), submit(cast, summer, "d", minutes=1)
    later, older = submit(cast, spring, "c", minutes=9), submit(cast, spring, "b", minutes=5)
    assert queries.waiting_since_by_cohort(for_=cast.grace) == {spring.pk: older.at, summer.pk: other.at}
    assert queries.waiting_since_by_cohort(for_=cast.finn) == {at_ucl.pk: elsewhere.at}
    actions.reject_application(application=older, reason="cohort_full", note="", by=cast.grace, at=cast.at)
    assert queries.waiting_since_by_cohort(for_=cast.grace) == {spring.pk: later.at, summer.pk: other.at}


def test_waiting_applications_are_counted_within_the_provider(
    cast: Cast, spring: Cohort, summer: Cohort, at_ucl: Cohort
) -> None:
    decided = submit(cast, spring, "a")
    submit(cast, spring, "b", email="b@else.example")
    submit(cast, summer, "c")
    submit(cast, at_ucl, "d")
    actions.reject_application(application=decided, reason="cohort_full", note="", by=cast.grace, at=cast.at)
    assert queries.count_waiting_by_cohort(for_=cast.grace) == {spring.pk: 1, summer.pk: 1}
    assert queries.count_waiting_by_cohort(for_=cast.finn) == {at_ucl.pk: 1}


def test_applications_are_listed_and_found_in_one_cohort_of_the_viewers_provider(
    cast: Cast, spring: Cohort, summer: Cohort
) -> None:
    first, second = submit(cast, spring, "a"), submit(cast, summer, "b")
    assert queries.list_applications_for(for_=cast.grace, cohort=spring) == [first]
    assert queries.list_applications_for(for_=cast.finn, cohort=spring) == []

    def find(cohort: Cohort, reference: str) -> Application | None:
        return queries.get_application_for(for_=cast.grace, cohort=cohort, reference=reference)

    assert find(spring, first.reference) == first
    assert find(summer, first.reference) is None
    assert find(summer, second.reference) == second
    assert not queries.get_application_for(for_=cast.finn, cohort=spring, reference=first.reference)


@pytest.mark.parametrize(("zone", "is_open"), [("Europe/London", True), ("Pacific/Auckland", False)])
def test_applications_close_by_the_day_in_the_cohorts_own_time_zone(
    cast: Cast, spring: Cohort, monkeypatch: pytest.MonkeyPatch, zone: str, is_open: bool
) -> None:
    monkeypatch.setattr("waymark.ground.cohorts.queries.zone_of", lambda *, cohort: zone)
    noon_before = datetime(2027, 4, 25, 13, tzinfo=UTC)
    cohorts_open = queries.list_cohorts_to_apply_for(programme_slug="llse-npqel", at=noon_before)
    assert (spring in cohorts_open) is is_open


def test_the_applications_of_a_person_are_those_from_their_addresses_at_their_provider(
    cast: Cast, spring: Cohort, summer: Cohort, at_ucl: Cohort
) -> None:
    ben = cast.people["ben"]
    first = submit(cast, spring, "a", email="BEN@llse.example")
    second = submit(cast, summer, "b", email="ben.before@llse.example", minutes=1)
    submit(cast, spring, "c", email="someone.else@llse.example")
    submit(cast, at_ucl, "d", email="ben@llse.example")
    assert queries.list_applications_of(person=ben) == [first]
    both = queries.list_applications_of(person=ben, also_from=["Ben.Before@llse.example"])
    assert both == [second, first]
    assert queries.list_applications_of(person=cast.people["amina"]) == []


def test_an_application_that_enrolled_someone_stays_theirs_with_another_address(
    cast: Cast, spring: Cohort
) -> None:
    application = submit(cast, spring, "a", email="new.head@llse.example")
    assert find_applicant(application=application) is None
    actions.accept_application(application=application, site="https://x.example", by=cast.grace, at=cast.at)
    application = Application.objects.get()
    person = find_applicant(application=application)
    assert person is not None
    person.email = "another@llse.example"
    person.save(update_fields=["email"])
    assert queries.list_applications_of(person=person) == [application]
    assert find_applicant(application=Application.objects.get()) == person


def test_a_known_address_finds_the_applicant_before_any_decision(cast: Cast, spring: Cohort) -> None:
    application = submit(cast, spring, "a", email="ben@llse.example")
    assert find_applicant(application=application) == cast.people["ben"]


def test_the_pages_of_a_person_and_of_their_application_lead_to_each_other(
    cast: Cast, spring: Cohort
) -> None:
    application = submit(cast, spring, "a", email="ben@llse.example")
    page = f"/cohorts/{spring.slug}/applications/{application.reference}/"
    person = f"/people/{cast.people['ben'].pk}/"
    grace = cast.browser("grace")
    assert f'href="{person}"' in grace.get(page).content.decode()
    shown = grace.get(person).content.decode()
    assert f'href="{page}"' in shown
    assert "Waiting for a decision" in shown
    other = grace.get(f"/people/{cast.people['amina'].pk}/").content.decode()
    assert "Has not applied." in other
    assert application.reference not in other
