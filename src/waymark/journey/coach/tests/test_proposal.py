"""Coaches are shared out in a few touches: even numbers, and no conflict of interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.filled import form_of
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.coach.models import Pairing
from waymark.journey.coach.rules import Placed, propose_coaches

if TYPE_CHECKING:
    from tests.cast import Cast

PLACES = st.one_of(st.none(), st.integers(1, 4))


@given(
    participants=st.lists(PLACES, max_size=60),
    coaches=st.lists(PLACES, max_size=6),
)
def test_no_one_is_proposed_a_coach_of_their_own_organisation(
    participants: list[int | None], coaches: list[int | None]
) -> None:
    placed = {number: Placed(1000 + number, place) for number, place in enumerate(participants)}
    staff = [Placed(number, place) for number, place in enumerate(coaches)]
    proposed = propose_coaches(placed, staff, load={})
    place_of = {coach.person: coach.works_at for coach in staff}
    for enrolment, participant in placed.items():
        if enrolment in proposed:
            place = place_of[proposed[enrolment]]
            assert place is None or place != participant.works_at
        else:
            assert all(place is not None and place == participant.works_at for place in coaches)


def test_sixty_participants_are_shared_out_evenly() -> None:
    placed = {number: Placed(1000 + number, None) for number in range(60)}
    proposed = propose_coaches(placed, [Placed(number, None) for number in range(5)], load={0: 6})
    numbers = [list(proposed.values()).count(coach) for coach in range(5)]
    assert sum(numbers) == 60
    assert numbers == [8, 13, 13, 13, 13], "The first has six already, so fourteen in all."


def test_sixty_people_are_paired_and_grouped_in_at_most_five_touches(cast: Cast) -> None:
    """Open the page, propose, save; open the page of groups, create them."""
    other = cast.person("ola", "Ola", "Brandt", Role.COACH)
    cohorts.assign_staff(cohort=cast.cohort, person=other, role=Role.COACH, by=None, at=cast.at)
    for number in range(58):
        cast.enrolled(f"person{number}", "Person", f"Number {number}")
    grace, url = cast.browser("grace"), f"/coach/cohorts/{cast.cohort.slug}/pairings/"
    page = grace.get(url).content.decode()
    assert "Propose a coach for 60 participants" in page
    touches = 1  # the page is open
    proposal = grace.get(f"{url}?proposal=1")
    touches += 1
    assert "Nothing is saved yet" in proposal.content.decode()
    assert not Pairing.objects.exists()
    assert grace.post(url, form_of(proposal)).status_code == 302
    touches += 1
    counts = sorted(Pairing.objects.filter(coach=coach).count() for coach in (cast.hugo, other))
    assert counts == [30, 30]
    assert touches <= 5
    groups = f"/gather/cohorts/{cast.cohort.slug}/groups/"
    touches = 1
    assert grace.post(groups, form_of(grace.get(groups))).status_code == 302
    touches += 1
    assert touches <= 5
    assert "Everyone is in a group" in grace.get(groups).content.decode()
