"""A finding is written once, becomes one action, and its owner is told."""

from datetime import date

import pytest

from waymark.ground.ledger.queries import count_entries
from waymark.ground.people.queries import list_letters_to
from waymark.journey.improve import actions, queries
from waymark.journey.improve.models import Finding, ImprovementAction
from waymark.journey.improve.tests.makers import decide, make_finding


def test_the_same_finding_twice_is_one(cast):
    assert make_finding(cast) == make_finding(cast)
    assert Finding.objects.count() == 1
    assert count_entries(provider_id=cast.llse.pk, verb="improve.found") == 1


def test_a_finding_becomes_one_action_and_its_owner_is_written_to(cast):
    finding = make_finding(cast)
    assert decide(cast, finding) == decide(cast, finding)
    assert ImprovementAction.objects.get().owner == cast.fay
    (letter,) = list_letters_to(provider=cast.llse, email=cast.fay.email)
    assert "Monday 30 November 2026" in letter.subject
    assert count_entries(provider_id=cast.llse.pk, verb="improve.decided") == 1


def test_who_decides_for_themselves_gets_no_letter(cast):
    decide(cast, owner=cast.grace)
    assert list_letters_to(provider=cast.llse, email=cast.grace.email) == []


@pytest.mark.parametrize(
    ("given", "code"),
    [({"due_on": date(2026, 10, 21)}, "due_before_today"), ({"what": " "}, "nothing_to_do")],
)
def test_what_cannot_be_decided_leaves_nothing(cast, given, code):
    with pytest.raises(actions.CannotDecide) as refused:
        decide(cast, **given)
    assert refused.value.codes == (code,)
    assert not ImprovementAction.objects.exists()


def test_no_participant_and_no_stranger_owns_an_action(cast):
    for owner in (cast.people["amina"], cast.finn):
        with pytest.raises(actions.CannotDecide) as refused:
            decide(cast, owner=owner)
        assert refused.value.codes == ("not_staff",)


def test_another_action_is_refused(cast):
    finding = make_finding(cast)
    decide(cast, finding)
    with pytest.raises(actions.CannotDecide) as refused:
        decide(cast, finding, what="Something else.")
    assert refused.value.codes == ("decided",)


def test_who_sees_which_findings(cast):
    from waymark.ground.people.roles import Role

    finding = make_finding(cast)
    for person, role, seen in (
        (cast.grace, Role.LEAD, [finding]),
        (cast.jonas, Role.BOARD, [finding]),
        (cast.fay, Role.FACILITATOR, [finding]),
        (cast.hugo, Role.FACILITATOR, []),
        (cast.finn, Role.LEAD, []),
    ):
        assert queries.list_findings(for_=person, role=role) == seen


def test_papers(cast):
    decide(cast)
    assert queries.papers_of(person=cast.grace)[0]["kind"] == "finding"
    assert queries.papers_of(person=cast.fay)[0]["kind"] == "improvement action"
