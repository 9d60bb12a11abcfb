"""Creating groups, and recording meetings that credit those who were there."""

from datetime import date

import pytest

from waymark.ground.cohorts.actions import withdraw
from waymark.ground.cohorts.enrolments.reasons import WithdrawalReason
from waymark.ground.hours.queries import get_minutes_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.journey.gather import actions
from waymark.journey.gather.models import Meeting, Membership, PeerGroup
from waymark.journey.gather.tests.makers import ITEM, correct, make_groups, make_meeting
from waymark.kit.forms import ChangedSince


def test_groups_are_created_once_and_latecomers_join_them(cast):
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
    assert get_minutes_by_item(enrolment=cast.amina) == {ITEM: 90}
    assert get_minutes_by_item(enrolment=cast.ben) == {ITEM: 90}
    assert get_minutes_by_item(enrolment=cleo) == {}


def leave(cast, enrolment, on):
    withdraw(enrolment=enrolment, reason=WithdrawalReason.CAREER, effective_on=on, by=cast.grace, at=cast.at)


def test_who_has_withdrawn_is_not_present_afterwards_and_earns_no_hours(cast):
    cleo = cast.cleo = cast.enrolled("cleo", "Cleo", "Gone")
    make_groups(cast)
    leave(cast, cleo, on=date(2026, 10, 20))
    present = ("amina", "ben", "cleo")
    with pytest.raises(actions.CannotRecordMeeting, match="Cleo Gone took no part") as refused:
        make_meeting(cast, held_on=date(2026, 10, 20), present=present)
    assert refused.value.codes == ("stopped",)
    assert get_minutes_by_item(enrolment=cleo) == {}
    meeting = make_meeting(cast, held_on=date(2026, 10, 19), minutes=90, present=present)
    assert get_minutes_by_item(enrolment=cleo) == {ITEM: 90}
    later = correct(cast, meeting, held_on=date(2026, 10, 20), minutes=90, present=present)
    assert later.presences.count() == 3


def test_latecomers_join_the_group_that_has_fewest_who_still_take_part(cast):
    make_groups(cast)
    group = PeerGroup.objects.create(cohort=cast.cohort, name="Group 2", by=cast.grace, at=cast.at)
    for name in ("cleo", "dan"):
        enrolment = cast.enrolled(name, name.title(), "Gone")
        Membership.objects.create(group=group, enrolment=enrolment)
        leave(cast, enrolment, on=date(2026, 10, 20))
    cast.enrolled("late", "Late", "Comer")
    assert make_groups(cast) == {"Group 2": 1}


def test_a_recorded_meeting_cannot_be_recorded_again(cast):
    make_groups(cast)
    make_meeting(cast)
    assert make_meeting(cast, by="ben") == Meeting.objects.get()
    with pytest.raises(ChangedSince) as refused:
        make_meeting(cast, by="ben", learned="Something else.")
    assert (refused.value.codes, refused.value.by) == (("recorded",), "Amina Castellane")


@pytest.mark.parametrize(
    "correction",
    [{"minutes": 90}, {"present": ("amina", "cleo")}, {"held_on": date(2026, 1, 21)}, {"learned": "More."}],
    ids=str,
)
def test_a_corrected_meeting_is_not_dropped_silently(cast, correction):
    cast.cleo = cast.enrolled("cleo", "Cleo", "Adams")
    make_groups(cast)
    make_meeting(cast)
    with pytest.raises(ChangedSince):
        make_meeting(cast, **correction)
    assert Meeting.objects.get().minutes == 120


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"held_on": date(2026, 10, 23)}, "not_yet"),
        ({"held_on": date(2025, 4, 1)}, "before_start"),
        ({"minutes": 121}, "minutes"),
        ({"present": ("amina",)}, "too_few"),
        ({"present": ("amina", "uma")}, "strangers"),
    ],
)
def test_a_meeting_that_breaks_a_rule_is_refused(cast, details, code):
    make_groups(cast)
    with pytest.raises(actions.CannotRecordMeeting) as refused:
        make_meeting(cast, **details)
    assert refused.value.codes == (code,)
    assert not Meeting.objects.exists()
