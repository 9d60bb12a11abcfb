"""Which roles one person may not have together, as a table and through every door that gives a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.ground.cohorts import actions, queries
from waymark.ground.cohorts.models import CohortStaff, Enrolment
from waymark.ground.cohorts.role_rules import RoleConflict, may_hold, may_join_staff, may_take_part
from waymark.ground.papers import actions as papers
from waymark.ground.papers.models import Review, Wording
from waymark.ground.people import actions as people
from waymark.ground.people.models import RoleHeld
from waymark.ground.people.roles import NOT_STAFF, Role

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.people.models import Person

R = Role
STAFF = [role for role in Role if role not in NOT_STAFF]


@pytest.mark.parametrize(
    ("role", "others", "held", "conflict"),
    [
        (R.MARKER, {R.FACILITATOR}, set(), True),
        (R.SENIOR, {R.FACILITATOR}, set(), True),
        (R.FACILITATOR, {R.MARKER}, set(), True),
        (R.FACILITATOR, {R.SENIOR}, set(), True),
        (R.MARKER, set(), {R.LEAD}, True),
        (R.SENIOR, set(), {R.LEAD}, True),
        (R.LEAD, {R.MARKER}, set(), True),
        (R.COACH, {R.MARKER}, set(), False),
        (R.MARKER, {R.COACH}, {R.COACH, R.BOARD}, False),
        (R.SENIOR, {R.MARKER}, {R.MARKER}, False),
        (R.FACILITATOR, set(), {R.LEAD, R.MARKER}, False),
        (R.COACH, {R.FACILITATOR}, {R.LEAD}, False),
    ],
)
def test_who_teaches_or_leads_a_cohort_does_not_judge_it(role, others, held, conflict) -> None:
    decision = may_join_staff(role=role, roles_in_cohort=others, roles_held=held, takes_part=False)
    assert decision.reasons == ((RoleConflict.TEACHES_AND_MARKS,) if conflict else ())


@pytest.mark.parametrize("role", STAFF)
def test_a_participant_has_no_role_in_the_same_cohort(role: Role) -> None:
    decision = may_join_staff(role=role, roles_in_cohort=(), roles_held=(), takes_part=True)
    assert decision.reasons == (RoleConflict.TAKES_PART,)
    assert not may_take_part(roles_in_cohort={role}, roles_held=(), wrote_a_paper=False).allowed


@pytest.mark.parametrize(
    ("held", "wrote", "conflicts"),
    [
        (set(), False, ()),
        ({R.PARTICIPANT, R.COACH, R.MARKER, R.FACILITATOR, R.SENIOR}, False, ()),
        ({R.LEAD}, False, (RoleConflict.SEES_ALL,)),
        ({R.BOARD}, False, (RoleConflict.SEES_ALL,)),
        ({R.PARTNER}, False, (RoleConflict.OF_A_PARTNER,)),
        ({R.SETTER}, False, (RoleConflict.READS_PAPERS,)),
        ({R.SETTER}, True, (RoleConflict.READS_PAPERS,)),
        (set(), True, (RoleConflict.WROTE_A_PAPER,)),
    ],
)
def test_who_sees_every_cohort_or_every_paper_takes_part_in_none(held, wrote, conflicts) -> None:
    assert may_take_part(roles_in_cohort=(), roles_held=held, wrote_a_paper=wrote).reasons == conflicts


@pytest.mark.parametrize(
    ("role", "judges", "enrolled", "conflicts"),
    [
        (R.SETTER, False, True, (RoleConflict.TAKES_PART,)),
        (R.LEAD, False, True, (RoleConflict.TAKES_PART,)),
        (R.BOARD, False, True, (RoleConflict.TAKES_PART,)),
        (R.PARTNER, False, True, (RoleConflict.TAKES_PART,)),
        (R.PARTNER, True, False, (RoleConflict.DECIDES_HERE,)),
        (R.LEAD, True, False, (RoleConflict.TEACHES_AND_MARKS,)),
        (R.BOARD, True, False, ()),
        (R.SETTER, True, False, ()),
        (R.COACH, True, True, ()),
        (R.PARTICIPANT, True, True, ()),
    ],
)
def test_roles_of_the_whole_provider(role, judges, enrolled, conflicts) -> None:
    decision = may_hold(role=role, judges_somewhere=judges, is_enrolled=enrolled, roles_held=())
    assert decision.reasons == conflicts


@pytest.mark.parametrize(
    ("role", "held", "conflicts"),
    [
        (R.PARTNER, {R.MARKER}, (RoleConflict.DECIDES_HERE,)),
        (R.PARTNER, {R.SENIOR}, (RoleConflict.DECIDES_HERE,)),
        (R.PARTNER, {R.BOARD}, (RoleConflict.DECIDES_HERE,)),
        (R.PARTNER, {R.FACILITATOR, R.COACH}, ()),
        (R.MARKER, {R.PARTNER}, (RoleConflict.OF_A_PARTNER,)),
        (R.SENIOR, {R.PARTNER}, (RoleConflict.OF_A_PARTNER,)),
        (R.BOARD, {R.PARTNER}, (RoleConflict.OF_A_PARTNER,)),
        (R.COACH, {R.PARTNER}, ()),
        (R.FACILITATOR, {R.PARTNER}, ()),
    ],
)
def test_people_of_a_delivery_partner_decide_about_no_result(role, held, conflicts) -> None:
    decision = may_hold(role=role, judges_somewhere=False, is_enrolled=False, roles_held=held)
    assert decision.reasons == conflicts
    in_cohort = may_join_staff(role=role, roles_in_cohort=(), roles_held=held, takes_part=False)
    assert (RoleConflict.OF_A_PARTNER in in_cohort.reasons) is (RoleConflict.OF_A_PARTNER in conflicts)


@pytest.mark.parametrize("role", [R.FACILITATOR, R.COACH, R.SETTER, R.MARKER, R.SENIOR])
def test_a_participant_is_not_put_on_the_staff(cast: Cast, role: Role) -> None:
    with pytest.raises(actions.CannotStaff):
        actions.assign_staff(cohort=cast.cohort, person=cast.amina.person, role=role, by=None, at=cast.at)
    assert not CohortStaff.objects.filter(person=cast.amina.person).exists()
    assert set(RoleHeld.objects.filter(person=cast.amina.person).values_list("role", flat=True)) == {
        "participant"
    }


@pytest.mark.parametrize("role", [R.SETTER, R.LEAD, R.BOARD])
def test_a_participant_is_not_given_a_role_that_sees_all(cast: Cast, role: Role) -> None:
    with pytest.raises(people.CannotHoldRole, match="Amina Castellane is a participant of this provider"):
        people.give_role(person=cast.amina.person, role=role, by=None, at=cast.at)
    with pytest.raises(people.CannotHoldRole):
        people.add_person(
            provider=cast.llse, given_name="A", family_name="C", email=cast.amina.person.email, roles=[role],
            by=None, at=cast.at,
        )  # fmt: skip


def test_a_marker_does_not_become_a_lead(cast: Cast) -> None:
    with pytest.raises(people.CannotHoldRole, match="marks scripts"):
        people.give_role(person=cast.chioma, role=Role.LEAD, by=None, at=cast.at)


def test_a_lead_does_not_become_a_marker_and_a_marker_no_facilitator(cast: Cast) -> None:
    with pytest.raises(actions.CannotStaff):
        actions.assign_staff(cohort=cast.cohort, person=cast.grace, role=Role.MARKER, by=None, at=cast.at)
    with pytest.raises(actions.CannotStaff):
        actions.assign_staff(
            cohort=cast.cohort, person=cast.chioma, role=Role.FACILITATOR, by=None, at=cast.at
        )


@pytest.mark.parametrize("who", ["petra", "grace", "jonas", "fay", "hugo", "simi", "chioma"])
def test_no_one_with_a_conflicting_role_is_enrolled(cast: Cast, who: str) -> None:
    person = cast.people[who]
    with pytest.raises(actions.CannotEnrol, match="can’t be enrolled"):
        actions.enrol(cohort=cast.cohort, person=person, by=cast.grace, at=cast.at)
    assert person.email in queries.list_working_emails(cohort=cast.cohort)
    assert not Enrolment.objects.filter(person=person).exists()


def work_on_a_paper(cast: Cast, person: Person, how: str) -> None:
    paper = papers.create_empty_paper(
        provider=cast.llse,
        programme_slug=cast.cohort.programme.slug,
        code="P-1",
        title="A paper",
        case_title="A case",
        pass_mark=(3, 5),
        by=person if how == "began" else cast.petra,
        at=cast.at,
    )
    if how == "wrote":
        Wording.objects.create(paper=paper, part="q1", was_applied=False, by=person, at=cast.at)
    if how == "reviewed":
        Review.objects.create(paper=paper, fingerprint="0" * 64, approves=False, by=person, at=cast.at)


@pytest.mark.parametrize("how", ["began", "wrote", "reviewed"])
def test_anyone_who_worked_on_a_paper_is_not_enrolled_for_it(cast: Cast, how: str) -> None:
    """Even when the role was taken away since, and in a cohort that they never worked with."""
    person = cast.person("rhona", "Rhona", "Setwell", None)
    work_on_a_paper(cast, person, how)
    with pytest.raises(actions.CannotEnrol, match="wrote or reviewed a paper"):
        actions.enrol(cohort=cast.cohort, person=person, by=cast.grace, at=cast.at)
    assert person.email in queries.list_working_emails(cohort=cast.cohort)
