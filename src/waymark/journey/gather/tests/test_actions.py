"""Groups are dealt once; a meeting credits those who were there."""

from datetime import date

import pytest

from waymark.ground.hours.queries import credited_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.journey.gather import actions, queries
from waymark.journey.gather.models import Meeting, Membership
from waymark.journey.gather.tests.makers import ITEM, make_groups, make_meeting


def test_groups_are_dealt_once_and_latecomers_join(cast):
    assert make_groups(cast) == {"Group 1": 2}
    assert make_groups(cast) == {}
    cast.enrolled("late", "Late", "Comer")
    assert make_groups(cast) == {"Group 1": 1}
    assert Membership.objects.count() == 3
    assert count_entries(provider_id=cast.llse.pk, verb="gather.groups_dealt") == 2


def test_a_meeting_credits_those_who_were_there_once(cast):
    cleo = cast.enrolled("cleo", "Cleo", "Absent")
    make_groups(cast)
    assert make_meeting(cast, minutes=90) == make_meeting(cast, minutes=90)
    assert credited_by_item(enrolment=cast.amina) == {ITEM: 90}
    assert credited_by_item(enrolment=cast.ben) == {ITEM: 90}
    assert credited_by_item(enrolment=cleo) == {}


def test_a_meeting_is_recorded_once_for_all(cast):
    make_groups(cast)
    make_meeting(cast)
    with pytest.raises(actions.CannotRecord) as refused:
        make_meeting(cast, by="ben", learned="Something else.")
    assert refused.value.codes == ("recorded",)
    assert "Amina Castellane" in str(refused.value)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"held_on": date(2026, 10, 23)}, "not_yet"),
        ({"held_on": date(2025, 4, 1)}, "before_start"),
        ({"minutes": 121}, "minutes"),
        ({"present": ("amina",)}, "too_few"),
        ({"present": ("amina", "uma")}, "strangers"),
    ],
)
def test_refused_in_words(cast, given, code):
    make_groups(cast)
    with pytest.raises(actions.CannotRecord) as refused:
        make_meeting(cast, **given)
    assert refused.value.codes == (code,)
    assert not Meeting.objects.exists()


def test_progress_and_papers(cast):
    make_groups(cast)
    make_meeting(cast)
    steps = {step.item_id: step for step in queries.progress_of(enrolment=cast.amina, at=cast.at)}
    assert steps[ITEM].status == "done"
    papers = [one["paper"] for one in queries.papers_of(person=cast.people["amina"])]
    assert papers == ["peer group", "meeting attended", "meeting recorded"]
    assert queries.papers_of(person=cast.people["uma"]) == []
