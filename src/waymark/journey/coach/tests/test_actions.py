"""A pairing has no conflict of interest; a session is closed once, with an action, and credits its minutes."""

from datetime import date

import pytest

from waymark.ground.hours.queries import get_minutes_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.coach import actions, queries
from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing, Triangulation
from waymark.journey.coach.preparation import preparation_sheet_of
from waymark.journey.coach.rules import RatingGap
from waymark.journey.coach.tests.makers import (
    ITEM,
    PRIVATE,
    make_pairing,
    make_session,
    new_action,
    new_triangulation,
)
from waymark.journey.practise.queries import list_evidence
from waymark.journey.practise.tests.makers import make_entry, new_evidence
from waymark.kit.forms import ChangedSince


def test_a_pairing_is_recorded_once_and_can_change(cast):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_pairing(cast)
    make_pairing(cast)
    make_pairing(cast, coach=ivy)
    assert Pairing.objects.get().coach == ivy
    assert count_entries(provider_id=cast.llse.pk, verb="coach.paired") == 2


def test_a_colleague_cannot_coach_and_then_no_one_is_paired(cast):
    Person.objects.filter(pk=cast.hugo.pk).update(organisation=cast.amina.person.organisation)
    hugo = Person.objects.select_related("organisation").get(pk=cast.hugo.pk)
    with pytest.raises(actions.CannotPair) as refused:
        actions.pair_coaches(coaches={cast.ben: hugo, cast.amina: hugo}, by=cast.grace, at=cast.at)
    assert refused.value.codes == ("same_organisation",)
    assert "Hugo Marchbanks and Amina Castellane both work at Castellane Trust" in str(refused.value)
    assert not Pairing.objects.exists()


def test_a_session_sent_twice_credits_its_minutes_once(cast):
    pairing = make_pairing(cast)
    first = make_session(cast, pairing, minutes=50)
    assert make_session(cast, pairing, minutes=50) == first
    assert get_minutes_by_item(enrolment=cast.amina) == {ITEM: 50}
    assert (Triangulation.objects.count(), AgreedAction.objects.count()) == (1, 1)
    assert count_entries(provider_id=cast.llse.pk, verb="coach.session_recorded") == 1


@pytest.mark.parametrize(
    "changes",
    [{"minutes": 40}, {"shared_notes": "Else"}, {"triangulation": new_triangulation(judgement=4)}],
)
def test_a_different_session_for_the_same_item_is_refused(cast, changes):
    pairing = make_pairing(cast)
    make_session(cast, pairing)
    with pytest.raises(ChangedSince) as refused:
        make_session(cast, pairing, **changes)
    assert (refused.value.codes, refused.value.by) == (("recorded",), cast.hugo.name)
    assert CoachingSession.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"action": None}, ("no_action",)),
        ({"action": new_action(what="  ")}, ("no_action",)),
        ({"action": new_action(due_on=date(2026, 10, 1))}, ("due_too_early",)),
        ({"held_on": date(2026, 10, 23)}, ("not_held_yet",)),
        ({"minutes": 61}, ("too_long",)),
    ],
)
def test_a_session_that_cannot_be_closed_leaves_nothing(cast, changes, codes):
    with pytest.raises(actions.CannotRecordSession) as refused:
        make_session(cast, **changes)
    assert refused.value.codes == codes
    assert not CoachingSession.objects.exists()
    assert get_minutes_by_item(enrolment=cast.amina) == {}


def test_evidence_must_come_from_the_participants_own_workbook(cast):
    make_entry(cast, cast.ben)
    (other,) = evidence_ids(cast.ben)
    with pytest.raises(actions.CannotRecordSession) as refused:
        make_session(cast, triangulation=new_triangulation(evidence=other))
    assert refused.value.codes == ("not_their_evidence",)
    make_entry(cast)
    (own,) = evidence_ids(cast.amina)
    make_session(cast, triangulation=new_triangulation(evidence=own))
    assert Triangulation.objects.get().evidence_id == own


def evidence_ids(enrolment):
    return [piece.id for piece in list_evidence(enrolment=enrolment)]


def test_only_the_writer_can_read_private_notes(cast):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    session = make_session(cast)
    make_pairing(cast, coach=ivy)
    assert queries.private_notes_of(session=session, for_=cast.hugo) == PRIVATE
    for other in (ivy, cast.people["amina"], cast.grace):
        assert queries.private_notes_of(session=session, for_=other) is None


def test_past_and_present_coaches_of_an_enrolment_are_listed(cast):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_session(cast)
    make_pairing(cast, coach=ivy)
    assert queries.coach_ids_by_enrolment(cohort=cast.cohort) == {cast.amina.pk: ivy.pk}
    assert queries.past_and_present_coach_ids(enrolment_ids=[cast.amina.pk, cast.ben.pk]) == {
        cast.amina.pk: frozenset({ivy.pk, cast.hugo.pk})
    }


def test_the_first_sheet_shows_the_statements_of_the_next_session(cast):
    sheet = preparation_sheet_of(pairing=make_pairing(cast), at=cast.at)
    assert (sheet.last_session, sheet.talking_points) == (None, ())
    assert sheet.coachee.next_item.id == ITEM
    assert {row.statement.code for row in sheet.rows} == set(sheet.coachee.next_item.statements)


def test_the_sheet_shows_what_was_agreed_what_is_new_and_what_disagrees(cast):
    pairing = make_pairing(cast)
    make_session(cast, pairing)
    make_entry(cast, evidence=new_evidence(statement="1.4"))
    sheet = preparation_sheet_of(pairing=pairing, at=cast.at)
    assert sheet.coachee.next_item.id == "coaching-2"
    assert [action.what for action in sheet.agreed_actions] == [new_action().what]
    assert [piece.statement for piece in sheet.new_evidence_on_discussed] == ["1.4"]
    (point,) = sheet.talking_points
    assert (point.row.statement.code, point.row.gap) == ("1.4", RatingGap.SELF_HIGHER)
    assert "3, secure" in point.known
    assert sheet.rows[0].cells[0].newest.source == "staff"
