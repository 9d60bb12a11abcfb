"""A coach sees the participants they coach now, and a participant's sessions are their own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.people.roles import Role
from waymark.ground.programmes.values import Way
from waymark.journey.coach import queries
from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing
from waymark.journey.coach.preparation import preparation_sheet_of
from waymark.journey.coach.tests.makers import (
    ITEM,
    make_pairing,
    make_session,
    new_action,
    new_triangulation,
)
from waymark.journey.practise.tests.makers import make_entry, new_evidence
from waymark.journey.reflect.queries import list_ratings
from waymark.journey.reflect.tests.makers import levels_for, make_answers
from waymark.kit.forms import ChangedSince


@pytest.fixture
def two(cast):
    """Hugo coaches amina and ben, and has held a session with each; fifty minutes with ben."""
    pairings = make_pairing(cast), make_pairing(cast, cast.ben)
    make_session(cast, pairings[0])
    make_session(cast, pairings[1], minutes=50, shared_notes="Ben's own.")
    return pairings


def test_a_pairing_is_found_by_its_own_coach_and_participant(cast, two):
    amina, ben = two
    assert queries.get_pairing_for(for_=cast.hugo, reference=cast.amina.reference) == amina
    assert queries.get_pairing_for(for_=cast.hugo, reference=cast.ben.reference) == ben
    assert queries.get_pairing_for(for_=cast.fay, reference=cast.ben.reference) is None
    assert queries.get_pairing_for(for_=cast.hugo, reference="no-such") is None


def test_a_pairing_across_providers_is_not_shown(cast):
    Pairing.objects.create(enrolment=cast.amina, coach=cast.finn, by=cast.grace, at=cast.at)
    assert queries.get_pairing_for(for_=cast.finn, reference=cast.amina.reference) is None
    assert queries.list_coachees(for_=cast.finn, at=cast.at) == []


def test_a_coach_lists_their_own_participants_the_next_session_first(cast, two):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_pairing(cast, cast.enrolled("cleo", "Cleo", "Adams"), ivy)
    coachees = queries.list_coachees(for_=cast.hugo, at=cast.at)
    assert [coachee.pairing.enrolment for coachee in coachees] == [cast.amina, cast.ben]
    make_session(cast, two[0], item_id="coaching-2")
    coachees = queries.list_coachees(for_=cast.hugo, at=cast.at)
    assert [coachee.pairing.enrolment for coachee in coachees] == [cast.ben, cast.amina]
    assert [coachee.sessions_held for coachee in coachees] == [1, 2]


def test_the_next_session_is_numbered_among_those_planned(cast):
    pairing = make_pairing(cast)
    coachee = queries.coachee_of(pairing=pairing, at=cast.at)
    coached = [item.id for item in cast.programme().items if item.way is Way.COACHED]
    assert (coachee.next_item.id, coachee.next_number) == (ITEM, 1)
    assert (coachee.sessions_held, coachee.sessions_planned) == (0, len(coached))
    make_session(cast, pairing)
    coachee = queries.coachee_of(pairing=pairing, at=cast.at)
    assert (coachee.next_item.id, coachee.next_number, coachee.sessions_held) == ("coaching-2", 2, 1)


def test_the_sessions_of_another_participant_are_not_counted(cast, two):
    make_session(cast, two[1], item_id="coaching-2")
    coachee = queries.coachee_of(pairing=two[0], at=cast.at)
    assert (coachee.next_item.id, coachee.sessions_held) == ("coaching-2", 1)


def test_coaches_are_found_for_the_enrolments_asked_for(cast, two):
    coach_ids = queries.past_and_present_coach_ids(enrolment_ids=[cast.amina.pk])
    assert coach_ids == {cast.amina.pk: {cast.hugo.pk}}


def test_a_session_is_due_when_its_days_are_over(cast):
    pairing = make_pairing(cast)
    ends_at = next(row for row in list_calendar(cohort_id=cast.cohort.pk) if row.item_id == ITEM).ends_at
    assert queries.coachee_of(pairing=pairing, at=ends_at).is_due
    assert not queries.coachee_of(pairing=pairing, at=ends_at - timedelta(seconds=1)).is_due


def test_the_sessions_of_a_participant_are_their_own(cast, two):
    (session,) = queries.list_sessions(enrolment=cast.ben)
    assert session.shared_notes == "Ben's own."
    assert queries.find_session(pairing=two[1], item_id=ITEM) == session
    assert queries.find_session(pairing=two[0], item_id=ITEM) != session
    assert queries.find_session(pairing=two[1], item_id="coaching-2") is None


def test_the_newest_session_comes_first(cast, two):
    second = make_session(cast, two[0], item_id="coaching-2", held_on=date(2026, 10, 21))
    sessions = queries.list_sessions(enrolment=cast.amina)
    assert [session.item_id for session in sessions] == ["coaching-2", ITEM]
    assert preparation_sheet_of(pairing=two[0], at=cast.at).last_session == second


def test_sessions_and_minutes_are_counted_for_each_participant(cast, two):
    cleo = cast.enrolled("cleo", "Cleo", "Adams")
    make_session(cast, two[0], item_id="coaching-2", minutes=40)
    summaries = queries.list_coaching_summaries(enrolments=[cast.amina, cast.ben, cleo])
    assert [(summary.coach, summary.sessions_held, summary.minutes) for summary in summaries] == [
        ("Hugo Marchbanks", 2, 100),
        ("Hugo Marchbanks", 1, 50),
        ("", 0, 0),
    ]
    assert len(queries.list_coaching_summaries(enrolments=[cast.ben])) == 1


def test_the_coach_of_a_participant_is_found(cast, two):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_pairing(cast, cast.ben, ivy)
    assert queries.find_coach_of(enrolment=cast.amina) == cast.hugo
    assert queries.find_coach_of(enrolment=cast.ben) == ivy
    assert queries.find_coach_of(enrolment=cast.uma) is None
    assert queries.coach_ids_by_enrolment(cohort=cast.ucl_cohort) == {}


def test_private_notes_are_those_of_one_session(cast, two):
    make_session(cast, two[0], item_id="coaching-2", private_notes="Of the second.")
    first, second = (queries.find_session(pairing=two[0], item_id=item) for item in (ITEM, "coaching-2"))
    assert queries.private_notes_of(session=second, for_=cast.hugo) == "Of the second."
    assert queries.private_notes_of(session=first, for_=cast.hugo) != "Of the second."


def test_a_session_keeps_what_was_agreed(cast, two):
    session = CoachingSession.objects.get(pairing=two[0])
    action = AgreedAction.objects.get(session=session)
    expected = new_action()
    assert (action.what, action.owner, action.due_on, action.shown_by) == (
        expected.what,
        expected.owner,
        expected.due_on,
        expected.shown_by,
    )


def test_a_session_of_another_item_is_not_refused(cast, two):
    make_session(cast, two[0], item_id="coaching-2", minutes=30)
    with pytest.raises(ChangedSince):
        make_session(cast, two[0], item_id="coaching-2", minutes=40)
    assert CoachingSession.objects.filter(pairing=two[0]).count() == 2


@pytest.mark.parametrize("chosen", [(1, 2, 3, 4, 4), (1, 2, 3, 3, 3)])
def test_the_sheet_counts_low_middle_and_high_answers_since_the_last_session(cast, chosen):
    pairing = make_pairing(cast)
    make_answers(cast, cast.amina, levels=dict(zip(levels_for(cast), chosen, strict=False)))
    sheet = preparation_sheet_of(pairing=pairing, at=cast.at)
    expected = [rating.level for rating in list_ratings(enrolment=cast.amina)]
    answers = sheet.new_answers
    assert answers.total == len(expected) == 4
    assert answers.low == sum(level in (1, 2) for level in expected) > 1
    assert (answers.middle, answers.high) == (expected.count(3), expected.count(4))
    assert sheet.rows_left_out == 0


def test_the_sheet_holds_the_evidence_of_the_own_participant(cast):
    make_entry(cast, cast.ben, evidence=new_evidence(statement="1.4"))
    assert preparation_sheet_of(pairing=make_pairing(cast), at=cast.at).new_evidence == ()


def test_gaps_come_before_what_agrees(cast):
    pairing = make_pairing(cast)
    make_session(cast, pairing, triangulation=new_triangulation(statement="1.4", self_rating=4, judgement=1))
    make_entry(cast, evidence=new_evidence(statement="2.1"))
    rows = preparation_sheet_of(pairing=pairing, at=cast.at).rows
    assert rows[0].statement.code == "1.4"


def test_an_earlier_record_keeps_the_private_notes_it_had(cast):
    pairing = make_pairing(cast)
    given = {"pairing": pairing, "item_id": ITEM, "held_on": cast.at.date(), "minutes": 60, "at": cast.at}
    first = CoachingSession.objects.create(**given, private_notes="As first written", by=cast.hugo)
    second = CoachingSession.objects.create(
        **given, private_notes="As corrected", by=cast.hugo, replaces=first, reason="A slip"
    )
    assert queries.private_notes_of(session=first, for_=cast.hugo) == "As first written"
    assert queries.private_notes_of(session=second, for_=cast.hugo) == "As corrected"
