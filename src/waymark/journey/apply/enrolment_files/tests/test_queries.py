"""Whose files a query finds, and whom a file can enrol."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from tests.emails import SITE
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.roles import Role
from waymark.journey.apply import actions, queries
from waymark.journey.apply.enrolment_files.models import EnrolmentFile
from waymark.journey.apply.enrolment_files.tests.makers import make_csv, make_person


def open_cohort(cast: Cast, beside: Cohort, name: str, *, starts_on: date = date(2027, 4, 26)) -> Cohort:
    return cohorts.open_cohort(
        programme=beside.programme, name=name, starts_on=starts_on, by=None, at=cast.at
    )


def enrolled_from(cast: Cast, file: EnrolmentFile) -> int:
    """How many people the file enrols when it is confirmed."""
    confirmation = actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=cast.at)
    return queries.progress_of(confirmation).enrolled


@pytest.fixture
def summer(cast: Cast) -> Cohort:
    return open_cohort(cast, cast.cohort, "Summer 2027", starts_on=date(2027, 6, 7))


def test_files_are_found_in_their_own_cohort_by_their_own_provider(
    cast: Cast, spring: Cohort, summer: Cohort
) -> None:
    data = make_csv([make_person(1)])
    file = actions.upload_enrolment_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    other = actions.upload_enrolment_file(cohort=spring, name="b.csv", data=data, by=cast.grace, at=cast.at)
    assert queries.get_file_for(for_=cast.grace, cohort=spring, file_id=file.pk) == file
    assert queries.get_file_for(for_=cast.grace, cohort=summer, file_id=file.pk) is None
    assert queries.get_file_for(for_=cast.finn, cohort=spring, file_id=file.pk) is None
    assert queries.list_files_for(for_=cast.grace, cohort=spring) == [other, file]
    assert queries.list_files_for(for_=cast.grace, cohort=summer) == []
    assert queries.list_files_for(for_=cast.finn, cohort=spring) == []


def test_uploading_and_confirming_leave_one_audit_line_each(cast: Cast, spring: Cohort) -> None:
    data = make_csv([make_person(1)])
    file = actions.upload_enrolment_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    for _ in range(2):
        actions.enrol_from_file(file=file, site=SITE, by=cast.grace, at=cast.at)
    for verb in ("apply.file_brought", "apply.file_confirmed"):
        assert count_entries(provider_id=cast.llse.pk, verb=verb) == 1


@pytest.mark.parametrize("who", ["fay", "grace", "jonas"])
def test_a_row_with_the_email_address_of_staff_enrols_no_one(cast: Cast, spring: Cohort, who: str) -> None:
    cohorts.assign_staff(cohort=spring, person=cast.fay, role=Role.FACILITATOR, by=None, at=cast.at)
    person = cast.people[who]
    cells = [person.given_name, person.family_name, person.email.upper(), "", ""]
    data = make_csv([cells, make_person(1)])
    file = actions.upload_enrolment_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    assert [row.can_be_enrolled for row in queries.rows_of(file)] == [False, True]
    assert enrolled_from(cast, file) == 1
    assert not Enrolment.objects.filter(cohort=spring, person=person).exists()


def test_a_person_who_joined_the_staff_since_the_upload_is_skipped(cast: Cast, spring: Cohort) -> None:
    cells = [cast.fay.given_name, cast.fay.family_name, cast.fay.email, "", ""]
    data = make_csv([cells, make_person(1)])
    file = actions.upload_enrolment_file(cohort=spring, name="a.csv", data=data, by=cast.grace, at=cast.at)
    assert [row.can_be_enrolled for row in queries.rows_of(file)] == [True, True]
    cohorts.assign_staff(cohort=spring, person=cast.fay, role=Role.FACILITATOR, by=None, at=cast.at)
    assert enrolled_from(cast, file) == 1
    assert not Enrolment.objects.filter(cohort=spring, person=cast.fay).exists()
    page = cast.browser("grace").get(f"/cohorts/{spring.slug}/enrolment-files/{file.pk}/").content.decode()
    assert "People who couldn’t be enrolled" in page


def test_staff_of_another_cohort_can_be_enrolled(cast: Cast, spring: Cohort) -> None:
    cells = [cast.fay.given_name, cast.fay.family_name, cast.fay.email, "", ""]
    file = actions.upload_enrolment_file(
        cohort=spring, name="a.csv", data=make_csv([cells]), by=cast.grace, at=cast.at
    )
    assert enrolled_from(cast, file) == 1


def test_a_person_whom_the_provider_knows_by_email_keeps_their_name(cast: Cast, spring: Cohort) -> None:
    cells = ["Another", "Name", cast.people["amina"].email, "", ""]
    file = actions.upload_enrolment_file(
        cohort=spring, name="a.csv", data=make_csv([cells]), by=cast.grace, at=cast.at
    )
    [row] = queries.rows_of(file)
    assert [(change.field, change.before) for change in row.changes] == [("name", "Amina Castellane")]
