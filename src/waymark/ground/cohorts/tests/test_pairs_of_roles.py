"""Every pair of roles, in both orders, in one cohort and in two of one provider, by the acts that really give them."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions
from waymark.ground.cohorts.models import Cohort
from waymark.ground.people import actions as people
from waymark.ground.people.models import Person
from waymark.ground.people.roles import NOT_STAFF, Role
from waymark.kit.refusals import Refusal

PROVIDERS = {Role.LEAD, Role.BOARD, Role.SETTER, Role.PARTNER}
"""Held for the whole provider, so that no cohort is out of reach."""
JUDGES, TEACHES = {Role.MARKER, Role.SENIOR}, {Role.FACILITATOR, Role.LEAD}
DECIDES = JUDGES | {Role.BOARD}
STAFF = {*Role} - NOT_STAFF
HELD = [role for role in Role if role is not Role.ASSISTANT]
"""An assistant has a person to help, and no cohort (`web/assisting/tests`)."""


def conflict_in_one_cohort(one: Role, other: Role) -> bool:
    """Participant and any staff role; facilitator or lead, and marker or senior marker; partner, and who decides."""
    pair = {one, other}
    if Role.PARTICIPANT in pair or bool(pair & JUDGES and pair & TEACHES):
        return True
    return Role.PARTNER in pair and bool(pair & DECIDES)


def conflict_in_two_cohorts(one: Role, other: Role) -> bool:
    """The same, where one of the two roles reaches both cohorts."""
    pair = {one, other}
    if Role.PARTICIPANT in pair:
        return bool(pair & PROVIDERS)
    if Role.PARTNER in pair:
        return bool(pair & DECIDES)
    return Role.LEAD in pair and bool(pair & JUDGES)


def give(cast: Cast, person: Person, role: Role, cohort: Cohort) -> None:
    if role is Role.PARTICIPANT:
        actions.enrol(cohort=cohort, person=person, by=cast.grace, at=cast.at)
    elif role is Role.PARTNER:
        actions.add_partner_member(person=person, partner="Harbour Lights", by=cast.grace, at=cast.at)
    elif role in PROVIDERS:
        people.give_role(person=person, role=role, by=cast.grace, at=cast.at)
    else:
        actions.assign_staff(cohort=cohort, person=person, role=role, by=cast.grace, at=cast.at)


def is_refused(cast: Cast, person: Person, role: Role, cohort: Cohort) -> bool:
    try:
        give(cast, person, role, cohort)
    except Refusal:
        return True
    return False


@pytest.mark.parametrize(("first", "second"), [*permutations(HELD, 2)], ids=str)
def test_pair_in_one_cohort(cast: Cast, first: Role, second: Role) -> None:
    person = cast.person("nia", "Nia", "Achterberg", None)
    give(cast, person, first, cast.cohort)
    assert is_refused(cast, person, second, cast.cohort) is conflict_in_one_cohort(first, second)


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), [*permutations(HELD, 2)], ids=str)
def test_pair_in_two_cohorts_of_one_provider(cast: Cast, first: Role, second: Role) -> None:
    other = actions.open_cohort(
        programme=cast.cohort.programme,
        name="LLSE autumn 2027",
        starts_on=date(2027, 9, 6),
        by=cast.grace,
        at=cast.at,
    )
    person = cast.person("nia", "Nia", "Achterberg", None)
    give(cast, person, first, cast.cohort)
    assert is_refused(cast, person, second, other) is conflict_in_two_cohorts(first, second)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_role_at_another_provider_is_no_conflict(cast: Cast, role: Role) -> None:
    elsewhere = cast.person("nia", "Nia", "Achterberg", None, provider=cast.ucl)
    give(cast, elsewhere, role, cast.ucl_cohort)
    here = cast.person("nia2", "Nia", "Achterberg", None)
    assert not is_refused(cast, here, Role.PARTICIPANT, cast.cohort)
