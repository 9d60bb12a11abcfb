"""Applications and files are found by the provider they were sent to, in the cohort they were sent for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, queries
from waymark.journey.apply.models import Application
from waymark.journey.apply.tests.makers import make_csv, make_person
from waymark.journey.apply.tests.test_actions import ANSWERS, link


def open_cohort(cast: Cast, beside: Cohort, name: str, *, starts_on: date = date(2027, 4, 26)) -> Cohort:
    return cohorts.open_cohort(
        programme=beside.programme, name=name, starts_on=starts_on, by=None, at=cast.at
    )


@pytest.fixture
def spring(cast: Cast) -> Cohort:
    return open_cohort(cast, cast.cohort, "Spring 2027")


@pytest.fixture
def summer(cast: Cast) -> Cohort:
    return open_cohort(cast, cast.cohort, "Summer 2027", starts_on=date(2027, 6, 7))


@pytest.fixture
def at_ucl(cast: Cast) -> Cohort:
    return open_cohort(cast, cast.ucl_cohort, "Spring 2027")


def send(cast: Cast, cohort: Cohort, once: str, *, minutes: int = 0, **given: str) -> Application:
    at = cast.at + timedelta(minutes=minutes)
    return actions.send_application(cohort=cohort, answers=replace(ANSWERS, **given), once=once, at=at)


def test_other_applications_of_an_applicant_are_those_to_the_same_provider(
    cast: Cast, spring: Cohort, summer: Cohort, at_ucl: Cohort
) -> None:
    first = send(cast, spring, "a")
    second = send(cast, summer, "b", email=ANSWERS.email.upper())
    send(cast, at_ucl, "c")
    send(cast, summer, "d", email="somebody@else.example")
    assert queries.list_others_by_applicant(application=first) == [second]


def test_what_a_visitor_sent_is_found_in_its_own_cohort_and_programme(
    cast: Cast, spring: Cohort, summer: Cohort
) -> None:
    sent = send(cast, spring, "a")

    def found(cohort: str, programme: str, reference: str) -> Application | None:
        return queries.find_sent(cohort_slug=cohort, programme_slug=programme, reference=reference)

    assert found("spring-2027", "llse-npqel", sent.reference) == sent
    assert found("summer-2027", "llse-npqel", sent.reference) is None
    assert found("spring-2027", "ucl-npqel-2025", sent.reference) is None
    assert found("spring-2027", "llse-npqel", "no-such") is None


def test_the_oldest_waiting_application_is_the_providers_own(
    cast: Cast, spring: Cohort, at_ucl: Cohort
) -> None:
    elsewhere = send(cast, at_ucl, "a")
    later, older = send(cast, spring, "c", minutes=9), send(cast, spring, "b", minutes=5)
    assert queries.oldest_waiting_for(for_=cast.grace) == older
    assert queries.oldest_waiting_for(for_=cast.finn) == elsewhere
    actions.reject_application(application=older, reason="cohort_full", note="", by=cast.grace, at=cast.at)
    assert queries.oldest_waiting_for(for_=cast.grace) == later


def test_waiting_applications_are_counted_within_the_provider(
    cast: Cast, spring: Cohort, summer: Cohort, at_ucl: Cohort
) -> None:
    decided = send(cast, spring, "a")
    send(cast, spring, "b", email="b@else.example")
    send(cast, summer, "c")
    send(cast, at_ucl, "d")
    actions.reject_application(application=decided, reason="cohort_full", note="", by=cast.grace, at=cast.at)
    assert queries.count_waiting_by_cohort(for_=cast.grace) == {spring.pk: 1, summer.pk: 1}
    assert queries.count_waiting_by_cohort(for_=cast.finn) == {at_ucl.pk: 1}


def test_applications_are_listed_and_found_in_one_cohort_of_the_viewers_provider(
    cast: Cast, spring: Cohort, summer: Cohort
) -> None:
    first, second = send(cast, spring, "a"), send(cast, summer, "b")
    assert queries.list_applications_for(for_=cast.grace, cohort=spring) == [first]
    assert queries.list_applications_for(for_=cast.finn, cohort=spring) == []

    def found(cohort: Cohort, reference: str) -> Application | None:
        return queries.get_application_for(for_=cast.grace, cohort=cohort, reference=reference)

    assert found(spring, first.reference) == first
    assert found(summer, first.reference) is None
    assert found(summer, second.reference) == second
    assert not queries.get_application_for(for_=cast.finn, cohort=spring, reference=first.reference)


def test_files_are_found_in_their_own_cohort_by_their_own_provider(
    cast: Cast, spring: Cohort, summer: Cohort
) -> None:
    data = make_csv([make_person(1)])
    file = actions.bring_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    other = actions.bring_file(cohort=spring, name="b.csv", data=data, by=cast.grace, at=cast.at)
    assert queries.get_file_for(for_=cast.grace, cohort=spring, file_id=file.pk) == file
    assert queries.get_file_for(for_=cast.grace, cohort=summer, file_id=file.pk) is None
    assert queries.get_file_for(for_=cast.finn, cohort=spring, file_id=file.pk) is None
    assert queries.list_files_for(for_=cast.grace, cohort=spring) == [other, file]
    assert queries.list_files_for(for_=cast.grace, cohort=summer) == []
    assert queries.list_files_for(for_=cast.finn, cohort=spring) == []


def test_a_file_that_is_brought_and_confirmed_leaves_two_audit_lines(cast: Cast, spring: Cohort) -> None:
    data = make_csv([make_person(1)])
    file = actions.bring_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    for _ in range(2):
        actions.enrol_from_file(file=file, link=link, by=cast.grace, at=cast.at)
    for verb in ("apply.file_brought", "apply.file_confirmed"):
        assert count_entries(provider_id=cast.llse.pk, verb=verb) == 1


@pytest.mark.parametrize("who", ["fay", "grace", "jonas"])
def test_a_row_with_the_address_of_staff_enrols_nobody(cast: Cast, spring: Cohort, who: str) -> None:
    cohorts.assign_staff(cohort=spring, person=cast.fay, role=Role.FACILITATOR, by=None, at=cast.at)
    person = cast.people[who]
    row = [person.given_name, person.family_name, person.email.upper(), "", ""]
    data = make_csv([row, make_person(1)])
    file = actions.bring_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    assert [judged.is_taken for judged in queries.rows_of(file)] == [False, True]
    assert actions.enrol_from_file(file=file, link=link, by=cast.grace, at=cast.at).enrolled == 1
    assert not Enrolment.objects.filter(cohort=spring, person=person).exists()


def test_who_came_to_work_with_the_cohort_after_the_file_was_read_is_passed_over(
    cast: Cast, spring: Cohort
) -> None:
    row = [cast.fay.given_name, cast.fay.family_name, cast.fay.email, "", ""]
    data = make_csv([row, make_person(1)])
    file = actions.bring_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    assert [judged.is_taken for judged in queries.rows_of(file)] == [True, True]
    cohorts.assign_staff(cohort=spring, person=cast.fay, role=Role.FACILITATOR, by=None, at=cast.at)
    assert actions.enrol_from_file(file=file, link=link, by=cast.grace, at=cast.at).enrolled == 1
    assert not Enrolment.objects.filter(cohort=spring, person=cast.fay).exists()


def test_who_works_with_another_cohort_may_be_enrolled(cast: Cast, spring: Cohort) -> None:
    row = [cast.fay.given_name, cast.fay.family_name, cast.fay.email, "", ""]
    file = actions.bring_file(cohort=spring, name="a.csv", data=make_csv([row]), by=cast.grace, at=cast.at)
    assert actions.enrol_from_file(file=file, link=link, by=cast.grace, at=cast.at).enrolled == 1
