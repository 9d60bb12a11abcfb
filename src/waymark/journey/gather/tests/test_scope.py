"""A participant sees their own group, and a cohort its own groups and meetings."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.ledger.queries import count_entries
from waymark.ground.programmes.values import Way
from waymark.journey.gather import actions, queries
from waymark.journey.gather.models import Meeting, PeerGroup
from waymark.journey.gather.tests.makers import ITEM, make_groups, make_meeting
from waymark.kit.forms import ChangedSince


@pytest.fixture
def parallel(cast):
    """Two participants of a second cohort of the same programme, in a group of their own."""
    cohort = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Parallel", starts_on=cast.cohort.starts_on, by=None, at=cast.at
    )
    enrolments = [
        cast.enrolled(name, name.title(), "Parallel", cohort=cohort) for name in ("zita", "yann", "wim")
    ]
    actions.create_groups(cohort=cohort, by=cast.grace, at=cast.at)
    return enrolments


def test_a_participant_finds_their_own_group_and_its_members_by_name(cast, parallel):
    make_groups(cast)
    own, parallel_group = queries.find_group(enrolment=cast.amina), queries.find_group(enrolment=parallel[0])
    assert queries.list_members(group=own) == [cast.amina, cast.ben]
    assert [member.person.given_name for member in queries.list_members(group=parallel_group)] == [
        "Wim",
        "Yann",
        "Zita",
    ]
    assert queries.find_group(enrolment=cast.uma) is None


def test_a_cohort_lists_its_own_groups(cast, parallel):
    make_groups(cast)
    assert queries.list_groups(cohort=cast.cohort) == [queries.find_group(enrolment=cast.amina)]
    assert queries.list_groups(cohort=cast.ucl_cohort) == []


def test_the_meetings_of_a_group_are_its_own(cast, parallel):
    make_groups(cast)
    meeting = make_meeting(cast)
    group, other = queries.find_group(enrolment=cast.amina), queries.find_group(enrolment=parallel[0])

    def held(enrolment, group):
        planned = queries.list_planned_meetings(enrolment=enrolment, group=group)
        return {meeting.item.id: meeting.meeting for meeting in planned if meeting.meeting}

    assert held(cast.amina, group) == {ITEM: meeting}
    assert held(parallel[0], other) == {}
    assert held(cast.amina, None) == {}


def test_planned_meetings_are_the_group_items(cast):
    planned = queries.list_planned_meetings(enrolment=cast.amina, group=None)
    items = {item.id for item in cast.programme().items if item.way is Way.MET}
    assert {meeting.item.id for meeting in planned} == items
    assert all(meeting.calendar_item.item_id == meeting.item.id for meeting in planned)


def test_a_meeting_leaves_one_audit_line(cast):
    make_groups(cast)
    make_meeting(cast)
    make_meeting(cast)
    assert count_entries(provider_id=cast.llse.pk, verb="gather.met") == 1


@pytest.mark.parametrize("details", [{"learned": "Something else."}, {"held_on": date(2026, 1, 21)}])
def test_a_meeting_that_was_recorded_cannot_be_changed(cast, details):
    make_groups(cast)
    make_meeting(cast)
    with pytest.raises(ChangedSince):
        make_meeting(cast, **details)
    assert Meeting.objects.count() == 1


def test_groups_are_numbered_and_include_everyone(cast):
    for number in range(7):
        cast.enrolled(f"more{number}", "More", f"Number{number}")
    make_groups(cast)
    sizes = [group.memberships.count() for group in PeerGroup.objects.filter(cohort=cast.cohort)]
    assert sum(sizes) == 9
    names = [group.name for group in queries.list_groups(cohort=cast.cohort)]
    assert names == [f"Group {number + 1}" for number in range(len(sizes))]
