"""The world of the tests can be built: what every room's actions are called stands in it."""

import pytest

from tests import access


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("team", access.TEAMS)
def test_a_provider_can_be_built_with_something_of_every_kind(team: tuple[str, str]) -> None:
    world = access.build(team)
    assert {enrolment.cohort_id for enrolment in world.writing.enrolments.all()} == {world.writing.pk}
    assert world.people.keys() >= {"lead", "writer", "done"}
