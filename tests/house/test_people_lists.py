"""The first option of a list is never a person: on the pages of the cast, and by the walk over every address."""

from __future__ import annotations

from tests.cast import Cast
from tests.house.people_lists import lists_beginning_with_a_person, read_selects
from waymark.ground.people.models import Person
from waymark.journey.coach.actions import pair_coaches
from waymark.journey.gather.actions import create_groups
from waymark.journey.improve.actions import record_issue

LIST_OF_PEOPLE = '<select name="owner"><option value="7">Fay Abernethy</option></select>'


def test_a_list_that_begins_with_a_person_is_found() -> None:
    def is_fay(label: str) -> bool:
        return "Fay" in label

    assert list(lists_beginning_with_a_person(LIST_OF_PEOPLE, is_person=is_fay)) == ["owner"]
    safe = LIST_OF_PEOPLE.replace("<option value=", '<option value="">Select a person</option><option value=')
    assert list(lists_beginning_with_a_person(safe, is_person=is_fay)) == []
    assert list(lists_beginning_with_a_person(LIST_OF_PEOPLE, is_person=lambda label: False)) == []


def test_lists_of_people_begin_with_no_one(cast: Cast) -> None:
    create_groups(cohort=cast.cohort, by=cast.grace, at=cast.at)
    pair_coaches(coaches={cast.amina: cast.hugo}, by=cast.grace, at=cast.at)
    issue = record_issue(cohort=cast.cohort, summary="Late", evidence="Register", by=cast.grace, at=cast.at)
    names = {person.name for person in Person.objects.all()}
    grace, found = cast.browser("grace"), 0
    slug = cast.cohort.slug
    for address in (
        f"/cohorts/{slug}/",
        f"/coach/cohorts/{slug}/pairings/",
        f"/gather/cohorts/{slug}/groups/owners/",
        f"/improve/issues/{issue.pk}/action/",
    ):
        html = grace.get(address).content.decode()
        bad = lists_beginning_with_a_person(html, is_person=lambda label: any(n in label for n in names))
        assert list(bad) == [], address
        found += len(read_selects(html))
    assert found >= 6
