"""A coach sees the participants they coach now, and a participant's sessions are their own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.people.roles import Role
from waymark.ground.programmes.values import Way
from waymark.journey.coach import actions, queries
from waymark.journey.coach.models import AgreedAction, CoachingSession
from waymark.journey.coach.preparation import sheet_of
from waymark.journey.coach.tests.makers import ITEM, agreed, make_pairing, make_session, weighed
from waymark.journey.practise.tests.makers import make_entry, typed
from waymark.journey.reflect.tests.makers import levels_for, make_answers


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


def test_a_coach_lists_their_own_participants_the_next_session_first(cast, two):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_pairing(cast, cast.enrolled("cleo", "Cleo", "Adams"), ivy)
    coachees = queries.list_coachees(for_=cast.hugo, at=cast.at)
    assert [coachee.pairing.enrolment for coachee in coachees] == [cast.amina, cast.ben]
    make_session(cast, two[0], item_id="coaching-2")
    coachees = queries.list_coachees(for_=cast.hugo, at=cast.at)
    assert [coachee.pairing.enrolment for coachee in coachees] == [cast.ben, cast.amina]
    assert [coachee.held for coachee in coachees] == [1, 2]


def test_the_next_session_has_its_place_in_the_row(cast):
    pairing = make_pairing(cast)
    coachee = queries.coachee_of(pairing=pairing, at=cast.at)
    coached = [item.id for item in cast.programme().items if item.way is Way.COACHED]
    assert (coachee.item.id, coachee.place, coachee.held, coachee.of) == (ITEM, 1, 0, len(coached))
    make_session(cast, pairing)
    coachee = queries.coachee_of(pairing=pairing, at=cast.at)
    assert (coachee.item.id, coachee.place, coachee.held) == ("coaching-2", 2, 1)


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
    assert sheet_of(pairing=two[0], at=cast.at).last == second


def test_what_happened_is_counted_for_each_participant(cast, two):
    cleo = cast.enrolled("cleo", "Cleo", "Adams")
    make_session(cast, two[0], item_id="coaching-2", minutes=40)
    happened = queries.list_happened(enrolments=[cast.amina, cast.ben, cleo])
    assert [(one.coach, one.held, one.minutes) for one in happened] == [
        ("Hugo Marchbanks", 2, 100),
        ("Hugo Marchbanks", 1, 50),
        ("", 0, 0),
    ]
    assert len(queries.list_happened(enrolments=[cast.ben])) == 1


def test_the_coach_of_a_participant_is_found(cast, two):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_pairing(cast, cast.ben, ivy)
    assert queries.find_coach_of(enrolment=cast.amina) == cast.hugo
    assert queries.find_coach_of(enrolment=cast.ben) == ivy
    assert queries.find_coach_of(enrolment=cast.uma) is None
    assert queries.coaches_of(cohort=cast.ucl_cohort) == {}


def test_private_notes_are_those_of_one_session(cast, two):
    make_session(cast, two[0], item_id="coaching-2", private_notes="Of the second.")
    first, second = (queries.find_session(pairing=two[0], item_id=item) for item in (ITEM, "coaching-2"))
    assert queries.private_notes_of(session=second, for_=cast.hugo) == "Of the second."
    assert queries.private_notes_of(session=first, for_=cast.hugo) != "Of the second."


def test_a_session_keeps_what_was_agreed(cast, two):
    session = CoachingSession.objects.get(pairing=two[0])
    action = AgreedAction.objects.get(session=session)
    wanted = agreed()
    assert (action.what, action.owner, action.due_on, action.shown_by) == (
        wanted.what,
        wanted.owner,
        wanted.due_on,
        wanted.shown_by,
    )


def test_a_session_of_another_item_is_not_refused(cast, two):
    make_session(cast, two[0], item_id="coaching-2", minutes=30)
    with pytest.raises(actions.CannotRecord):
        make_session(cast, two[0], item_id="coaching-2", minutes=40)
    assert CoachingSession.objects.filter(pairing=two[0]).count() == 2


def test_the_sheet_counts_low_middle_and_high_answers_since_the_last_session(cast):
    pairing = make_pairing(cast)
    ids = list(levels_for(cast))
    levels = dict(zip(ids, (1, 2, 3, 4, 4), strict=False))
    make_answers(cast, cast.amina, levels=levels)
    sheet = sheet_of(pairing=pairing, at=cast.at)
    expected = [answer.level for answer in sheet.answers]
    assert len(expected) == 4
    assert sheet.low == sum(level in (1, 2) for level in expected) > 1
    assert (sheet.middle, sheet.high) == (expected.count(3), expected.count(4))
    assert sheet.left_out == 0


def test_the_sheet_holds_the_evidence_of_the_own_participant(cast):
    make_entry(cast, cast.ben, evidence=typed(statement="1.4"))
    assert sheet_of(pairing=make_pairing(cast), at=cast.at).evidence == ()


def test_gaps_come_before_what_agrees(cast):
    pairing = make_pairing(cast)
    make_session(cast, pairing, weighed=weighed(statement="1.4", self_view=4, judgement=1))
    make_entry(cast, evidence=typed(statement="2.1"))
    lines = sheet_of(pairing=pairing, at=cast.at).lines
    assert lines[0].statement.code == "1.4"
