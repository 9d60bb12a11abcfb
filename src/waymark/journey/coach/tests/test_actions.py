"""Pairing refuses a conflict of interest; a session closes once, with an action, and credits its minutes."""

from datetime import date

import pytest

from waymark.ground.hours.queries import credited_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.coach import actions, queries
from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing, Triangulation
from waymark.journey.coach.preparation import sheet_of
from waymark.journey.coach.rules import Gap
from waymark.journey.coach.tests.makers import (
    ITEM,
    PRIVATE,
    agreed,
    make_pairing,
    make_session,
    weighed,
)
from waymark.journey.practise.tests.makers import make_entry, typed


def test_a_pairing_is_noted_once_and_can_change(cast):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_pairing(cast)
    make_pairing(cast)
    make_pairing(cast, coach=ivy)
    assert Pairing.objects.get().coach == ivy
    assert count_entries(provider_id=cast.llse.pk, verb="coach.paired") == 2


def test_a_colleague_cannot_coach_and_nobody_else_is_paired_either(cast):
    Person.objects.filter(pk=cast.hugo.pk).update(organisation=cast.amina.person.organisation)
    hugo = Person.objects.select_related("organisation").get(pk=cast.hugo.pk)
    with pytest.raises(actions.CannotPair) as refused:
        actions.pair_coaches(coaches={cast.ben: hugo, cast.amina: hugo}, by=cast.grace, at=cast.at)
    assert refused.value.codes == ("same_organisation",)
    assert "Hugo Marchbanks works at Castellane Trust, as Amina Castellane does" in str(refused.value)
    assert not Pairing.objects.exists()


def test_a_session_credits_its_minutes_once(cast):
    pairing = make_pairing(cast)
    first = make_session(cast, pairing, minutes=50)
    assert make_session(cast, pairing, minutes=50) == first
    assert credited_by_item(enrolment=cast.amina) == {ITEM: 50}
    assert (Triangulation.objects.count(), AgreedAction.objects.count()) == (1, 1)
    assert count_entries(provider_id=cast.llse.pk, verb="coach.session_recorded") == 1


@pytest.mark.parametrize(
    "other", [{"minutes": 40}, {"shared_notes": "Else"}, {"weighed": weighed(judgement=4)}]
)
def test_another_session_for_the_same_item_is_refused(cast, other):
    pairing = make_pairing(cast)
    make_session(cast, pairing)
    with pytest.raises(actions.CannotRecord) as refused:
        make_session(cast, pairing, **other)
    assert refused.value.codes == ("recorded",)
    assert CoachingSession.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"agreed": None}, ("no_action",)),
        ({"agreed": agreed(what="  ")}, ("no_action",)),
        ({"agreed": agreed(due_on=date(2026, 10, 1))}, ("due_too_early",)),
        ({"held_on": date(2026, 10, 23)}, ("not_held_yet",)),
        ({"minutes": 61}, ("too_long",)),
    ],
)
def test_a_session_that_cannot_be_closed_leaves_nothing(cast, given, codes):
    with pytest.raises(actions.CannotRecord) as refused:
        make_session(cast, **given)
    assert refused.value.codes == codes
    assert not CoachingSession.objects.exists()
    assert credited_by_item(enrolment=cast.amina) == {}


def test_evidence_comes_from_the_participants_own_workbook(cast):
    make_entry(cast, cast.ben)
    (theirs,) = queries_evidence(cast.ben)
    with pytest.raises(actions.CannotRecord) as refused:
        make_session(cast, weighed=weighed(evidence=theirs))
    assert refused.value.codes == ("not_their_evidence",)
    make_entry(cast)
    (own,) = queries_evidence(cast.amina)
    make_session(cast, weighed=weighed(evidence=own))
    assert Triangulation.objects.get().evidence_id == own


def queries_evidence(enrolment):
    from waymark.journey.practise.queries import list_evidence

    return [one.id for one in list_evidence(enrolment=enrolment)]


def test_private_notes_are_their_writers_alone(cast):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    session = make_session(cast)
    make_pairing(cast, coach=ivy)
    assert queries.private_notes_of(session=session, for_=cast.hugo) == PRIVATE
    for other in (ivy, cast.people["amina"], cast.grace):
        assert queries.private_notes_of(session=session, for_=other) is None
    assert PRIVATE not in str(queries.papers_of(person=cast.people["amina"]))
    assert PRIVATE in str(queries.papers_of(person=cast.hugo))


def test_who_coaches_or_coached_is_known_to_the_mark_room(cast):
    ivy = cast.person("ivy", "Ivy", "Newcombe", Role.COACH)
    make_session(cast)
    make_pairing(cast, coach=ivy)
    assert queries.coaches_of(cohort=cast.cohort) == {cast.amina.pk: ivy.pk}
    assert queries.list_coach_ids(enrolment_ids=[cast.amina.pk, cast.ben.pk]) == {
        cast.amina.pk: frozenset({ivy.pk, cast.hugo.pk})
    }


def test_the_sheet_says_what_was_agreed_what_is_new_and_what_disagrees(cast):
    pairing = make_pairing(cast)
    first = sheet_of(pairing=pairing, at=cast.at)
    assert (first.last, first.talks, first.coachee.item.id) == (None, (), ITEM)
    assert {line.statement.code for line in first.lines} == set(first.coachee.item.statements)
    make_session(cast, pairing)
    make_entry(cast, evidence=typed(statement="1.4"))
    sheet = sheet_of(pairing=pairing, at=cast.at)
    assert sheet.coachee.item.id == "coaching-2"
    assert [one.what for one in sheet.agreed] == [agreed().what]
    assert [one.statement for one in sheet.came_of_it] == ["1.4"]
    (talk,) = sheet.talks
    assert (talk.line.statement.code, talk.line.gap) == ("1.4", Gap.OVER)
    assert "3, secure" in talk.known
    assert sheet.lines[0].cells[0].newest.source == "staff"


def test_progress(cast):
    make_session(cast)
    steps = {step.item_id: step for step in queries.progress_of(enrolment=cast.amina, at=cast.at)}
    assert steps[ITEM].earned == 60
    assert "workshop-1" not in steps
