"""A cohort, its calendar, its staff and its participants are found by those who may see it, and only its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions, queries
from waymark.ground.cohorts.models import Cohort
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Person, RoleHeld
from waymark.ground.people.roles import Role


@pytest.fixture
def autumn(cast: Cast) -> Cohort:
    """A second cohort of the same provider, with ben in it and hugo working with it as a marker."""
    cohort = actions.open_cohort(
        programme=cast.cohort.programme, name="Autumn 2026", starts_on=date(2026, 9, 7), by=None, at=cast.at
    )
    actions.enrol(cohort=cohort, person=cast.ben.person, by=None, at=cast.at)
    actions.assign_staff(cohort=cohort, person=cast.hugo, role=Role.MARKER, by=None, at=cast.at)
    return cohort


def names(people: list[Person]) -> list[str]:
    return [person.given_name for person in people]


def test_a_list_of_participants_holds_one_cohort(cast: Cast, autumn: Cohort) -> None:
    enrolments = queries.list_enrolments_for(for_=cast.grace, role=Role.LEAD, cohort_slug=autumn.slug)
    assert names([enrolment.person for enrolment in enrolments]) == ["Ben"]
    enrolments = queries.list_enrolments_for(for_=cast.grace, role=Role.LEAD, cohort_slug=cast.cohort.slug)
    assert names([enrolment.person for enrolment in enrolments]) == ["Amina", "Ben"]


def test_the_participants_of_a_cohort_are_not_listed_for_a_stranger(cast: Cast) -> None:
    slug = cast.cohort.slug
    assert queries.list_enrolments_for(for_=cast.finn, role=Role.LEAD, cohort_slug=slug) == []
    assert queries.list_staff_for(for_=cast.finn, role=Role.LEAD, cohort_slug=slug) == []


@pytest.mark.parametrize(
    ("who", "role", "sees"),
    [
        ("grace", Role.LEAD, True),
        ("hugo", Role.COACH, True),
        ("hugo", Role.MARKER, False),
        ("finn", Role.LEAD, False),
    ],
)
def test_an_enrolment_is_found_by_who_may_see_its_cohort(
    cast: Cast, who: str, role: Role, sees: bool
) -> None:
    viewer = cast.people[who]
    enrolment = queries.get_enrolment_for(for_=viewer, role=role, reference=cast.amina.reference)
    assert (enrolment == cast.amina) is sees
    assert queries.get_enrolment_for(for_=viewer, role=role, reference="no-such") is None


def test_the_staff_of_a_cohort_are_its_own(cast: Cast, autumn: Cohort) -> None:
    staff = queries.list_staff_for(for_=cast.grace, role=Role.LEAD, cohort_slug=autumn.slug)
    assert [(row.person.given_name, row.role) for row in staff] == [("Hugo", Role.MARKER.value)]
    assert names(queries.list_staff_of(cohort_id=autumn.pk, role=Role.MARKER)) == ["Hugo"]
    assert names(queries.list_staff_of(cohort_id=cast.cohort.pk, role=Role.MARKER)) == [
        "Chioma",
        "Esther",
        "Dev",
    ]
    assert queries.list_staff_of(cohort_id=autumn.pk, role=Role.COACH) == []


def test_an_item_of_the_calendar_is_found_in_its_own_cohort(cast: Cast, autumn: Cohort) -> None:
    item_id = cast.programme().items[3].id
    for cohort in (cast.cohort, autumn):
        item = queries.get_calendar_item_for(
            for_=cast.grace, role=Role.LEAD, cohort_slug=cohort.slug, item_id=item_id
        )
        assert item
        assert (item.cohort, item.item_id) == (cohort, item_id)
    assert not queries.get_calendar_item_for(
        for_=cast.finn, role=Role.LEAD, cohort_slug=autumn.slug, item_id=item_id
    )


def test_cohorts_of_a_programme_come_by_their_first_day(cast: Cast, autumn: Cohort) -> None:
    cohorts = queries.list_open_cohorts_of(programme_slug="llse-npqel")
    assert cohorts == [cast.cohort, autumn]
    assert queries.list_open_cohorts_of(programme_slug="ucl-npqel-2025") == [cast.ucl_cohort]


def test_cohorts_of_a_viewer_come_newest_first(cast: Cast, autumn: Cohort) -> None:
    assert queries.list_cohorts_for(for_=cast.grace, role=Role.LEAD) == [autumn, cast.cohort]
    assert queries.list_cohorts_for(for_=cast.hugo, role=Role.MARKER) == [autumn]
    assert queries.list_cohorts_for(for_=cast.finn, role=Role.LEAD) == [cast.ucl_cohort]
    for person, role in ((cast.grace, Role.LEAD), (cast.hugo, Role.MARKER), (cast.finn, Role.LEAD)):
        cohorts = queries.list_cohorts_for(for_=person, role=role)
        names = [(cohort.pk, cohort.name) for cohort in cohorts]
        assert queries.list_cohort_names(for_=person, role=role) == names


def test_the_enrolled_of_one_cohort_are_counted_for_who_may_see_it(cast: Cast, autumn: Cohort) -> None:
    def count(viewer: Person, role: Role, cohort: Cohort) -> int:
        listed = queries.list_participants_for(for_=viewer, role=role, cohort=cohort)
        counted = queries.count_enrolled_for(for_=viewer, role=role, cohort=cohort)
        assert len(listed) == counted
        return counted

    assert (count(cast.grace, Role.LEAD, cast.cohort), count(cast.grace, Role.LEAD, autumn)) == (2, 1)
    assert (count(cast.hugo, Role.COACH, cast.cohort), count(cast.hugo, Role.COACH, autumn)) == (2, 0)
    assert count(cast.finn, Role.LEAD, cast.cohort) == 0


def test_the_enrolled_are_counted_for_each_cohort_of_the_provider(cast: Cast, autumn: Cohort) -> None:
    assert queries.count_enrolled_by_cohort(for_=cast.grace, on=cast.at.date()) == {
        cast.cohort.pk: 2,
        autumn.pk: 1,
    }
    assert queries.count_enrolled_by_cohort(for_=cast.finn, on=cast.at.date()) == {cast.ucl_cohort.pk: 1}


def test_own_enrolments_are_all_of_them_the_first_one_first(cast: Cast, autumn: Cohort) -> None:
    own = queries.list_own_enrolments(person=cast.ben.person, at=cast.at)
    assert [enrolment.cohort for enrolment in own] == [cast.cohort, autumn]
    assert queries.list_own_enrolments(person=cast.amina.person, at=cast.at) == [cast.amina]
    assert queries.list_own_enrolments(person=cast.grace, at=cast.at) == []


def test_addresses_of_the_enrolled_are_those_of_one_cohort(cast: Cast, autumn: Cohort) -> None:
    assert queries.list_enrolled_emails(cohort=autumn) == {"ben@llse.example"}
    assert queries.list_enrolled_emails(cohort=cast.cohort) == {"amina@llse.example", "ben@llse.example"}


def test_addresses_of_staff_are_those_of_one_cohort_with_leads_board_and_setters(
    cast: Cast, autumn: Cohort
) -> None:
    assert queries.list_working_emails(cohort=autumn) == {
        "hugo@llse.example",
        "grace@llse.example",
        "jonas@llse.example",
        "petra@llse.example",
    }


def test_who_is_enrolled_in_one_cohort_may_join_another(cast: Cast, autumn: Cohort) -> None:
    enrolment = actions.enrol(cohort=autumn, person=cast.amina.person, by=None, at=cast.at)
    assert enrolment.cohort == autumn


def test_a_name_without_letters_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.CannotOpenCohort) as refused:
        actions.open_cohort(
            programme=cast.cohort.programme, name="!!!", starts_on=date(2027, 1, 4), by=None, at=cast.at
        )
    assert refused.value.codes == ("no_name",)


def test_who_works_with_a_cohort_holds_the_role(cast: Cast, autumn: Cohort) -> None:
    assert RoleHeld.objects.filter(person=cast.hugo, role=Role.MARKER.value).exists()
    assert RoleHeld.objects.filter(person=cast.ben.person, role=Role.PARTICIPANT.value).exists()


def test_every_act_leaves_one_audit_line(cast: Cast, autumn: Cohort) -> None:
    def lines(verb: str) -> int:
        return count_entries(provider_id=cast.llse.pk, verb=verb)

    opened, staffed, enrolled = (lines(f"cohorts.{verb}") for verb in ("opened", "staffed", "enrolled"))
    assert (opened, enrolled) == (2, 3)
    actions.assign_staff(cohort=autumn, person=cast.hugo, role=Role.MARKER, by=None, at=cast.at)
    assert lines("cohorts.staffed") == staffed
    actions.assign_staff(cohort=autumn, person=cast.fay, role=Role.FACILITATOR, by=None, at=cast.at)
    assert lines("cohorts.staffed") == staffed + 1
