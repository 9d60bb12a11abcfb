"""A coach keeps the role while they coach someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.filled import form_of
from waymark.ground.cohorts.models import CohortStaff
from waymark.journey.coach.actions import pair_coaches

if TYPE_CHECKING:
    from tests.cast import Cast


def test_a_coach_with_coachees_keeps_the_role_until_they_are_handed_over(cast: Cast) -> None:
    pair_coaches(coaches={cast.amina: cast.hugo}, by=cast.grace, at=cast.at)
    grace, url = cast.browser("grace"), f"/cohorts/{cast.cohort.slug}/staff/roles/"
    fields = form_of(grace.get(url))
    ticked = [key for key in fields["roles"] if key != f"{cast.hugo.pk}:coach"]
    refused = grace.post(url, fields | {"roles": ticked})
    assert refused.status_code == 422
    assert "Hugo Marchbanks coaches 1 participant of this cohort" in refused.content.decode()
    assert CohortStaff.objects.get(person=cast.hugo, role="coach").ended_at is None
    pair_coaches(coaches={cast.amina: cast.person("ola", "Ola", "Brandt", None)}, by=cast.grace, at=cast.at)
    assert grace.post(url, fields | {"roles": ticked}).status_code == 302
