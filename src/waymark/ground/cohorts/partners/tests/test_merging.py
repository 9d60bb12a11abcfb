"""Two records are not merged into someone who sees a partner's people and decides about results."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions
from waymark.ground.cohorts.merging import reasons_against_merge


@pytest.mark.parametrize(
    ("who", "codes"), [("chioma", 1), ("simi", 1), ("jonas", 1), ("fay", 0), ("hugo", 0)]
)
def test_who_decides_and_who_is_of_a_partner_stay_two(cast: Cast, who: str, codes: int) -> None:
    person = cast.person("nils", "Nils", "Aalto", None)
    actions.add_partner_member(person=person, partner="Harbour Lights", by=cast.grace, at=cast.at)
    for survivor, absorbed in ((person, cast.people[who]), (cast.people[who], person)):
        reasons = [row.code for row in reasons_against_merge(survivor=survivor, absorbed=absorbed)]
        assert reasons.count("decides_for_a_partner") == codes
