"""Opening, staffing and enrolling: once, and within one provider."""

from datetime import date

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions, queries
from waymark.ground.people.roles import Role
from waymark.ground.programmes.models import PublishedProgramme


def test_cohort_has_a_date_for_every_item(cast: Cast) -> None:
    calendar = queries.list_calendar(cohort_id=cast.cohort.pk)
    assert {row.item_id for row in calendar} == {item.id for item in cast.programme().items}
    assert min(row.on for row in calendar) >= cast.cohort.starts_on


def test_cohort_name_is_unique_per_provider(cast: Cast) -> None:
    with pytest.raises(actions.CannotOpenCohort, match="already"):
        actions.open_cohort(
            programme=cast.cohort.programme,
            name="llse SPRING 2025",
            starts_on=date(2027, 1, 4),
            by=None,
            at=cast.at,
        )


def test_cohort_is_not_opened_on_an_old_version(cast: Cast) -> None:
    old = cast.cohort.programme
    new = PublishedProgramme.objects.create(
        provider=cast.llse, slug=old.slug, version=2, title=old.title, pack_id=old.pack_id, at=cast.at
    )
    details = {"name": "Spring 2027", "starts_on": date(2027, 1, 4), "by": cast.grace, "at": cast.at}
    with pytest.raises(actions.CannotOpenCohort) as refused:
        actions.open_cohort(programme=old, **details)
    assert refused.value.codes == ("old_version",)
    assert actions.open_cohort(programme=new, **details).programme == new


def test_person_is_not_enrolled_twice(cast: Cast) -> None:
    with pytest.raises(actions.CannotEnrol, match="already"):
        actions.enrol(cohort=cast.cohort, person=cast.people["amina"], by=None, at=cast.at)


def test_whoever_is_enrolled_gets_the_role_of_a_participant(cast: Cast) -> None:
    person = cast.person("nia", "Nia", "Achterberg", None)
    actions.enrol(cohort=cast.cohort, person=person, by=None, at=cast.at)
    assert [held.role for held in person.roles_held.all()] == [Role.PARTICIPANT]


def test_people_of_another_provider_are_refused(cast: Cast) -> None:
    with pytest.raises(actions.CannotEnrol):
        actions.enrol(cohort=cast.cohort, person=cast.people["uma"], by=None, at=cast.at)
    with pytest.raises(actions.CannotStaff):
        actions.assign_staff(
            cohort=cast.cohort, person=cast.people["finn"], role=Role.COACH, by=None, at=cast.at
        )


@pytest.mark.parametrize(
    ("who", "role", "sees"),
    [
        ("grace", Role.LEAD, True),
        ("jonas", Role.BOARD, True),
        ("fay", Role.FACILITATOR, True),
        ("fay", Role.COACH, False),
        ("finn", Role.LEAD, False),
    ],
)
def test_who_sees_a_cohort(cast: Cast, who: str, role: Role, sees: bool) -> None:
    cohort = queries.get_cohort_for(for_=cast.people[who], role=role, slug=cast.cohort.slug)
    assert (cohort is not None) is sees


@pytest.mark.parametrize("who", ["fay", "simi", "chioma", "hugo"])
def test_staff_cannot_be_enrolled_in_their_cohort(cast: Cast, who: str) -> None:
    with pytest.raises(actions.CannotEnrol, match="on the staff of LLSE spring 2025"):
        actions.enrol(cohort=cast.cohort, person=cast.people[who], by=None, at=cast.at)


def test_slug_longer_than_the_name_is_cut(cast: Cast) -> None:
    cohort = actions.open_cohort(
        programme=cast.cohort.programme, name="㏿" * 60, starts_on=date(2027, 1, 4), by=None, at=cast.at
    )
    assert cohort.slug == "gal" * 20
