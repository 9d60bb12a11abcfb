"""What feedback led to: a change within a cohort, and an issue to improve for the next; and a record put right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from waymark.demo.world import DemoProvider
from waymark.journey.gather import actions as gather
from waymark.journey.gather import queries as groups
from waymark.journey.improve import actions as improve
from waymark.journey.reflect import actions as reflect

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort

CHANGES: dict[str, dict[str, Any]] = {
    "llse": {
        "set_id": "formative-1",
        "statement": "1.10",
        "item_id": "workshop-3",
        "you_said": "Few of us follow a pupil through a whole school day, and those who do, do it alone.",
        "we_changed": "Follow one pupil for a day before the workshop. We’ll use its first hour to compare notes.",
        "at": datetime(2026, 7, 3, 14, 20, tzinfo=UTC),
    },
    "ucl": {
        "set_id": "formative-1",
        "statement": "1.7",
        "item_id": "event-1",
        "you_said": "Our leaders read staff surveys, but staff rarely hear what will change as a result.",
        "we_changed": "The event will start with a real survey, and an hour in which you write a reply to staff.",
        "at": datetime(2026, 9, 22, 14, 20, tzinfo=UTC),
    },
}
ISSUE = {
    "summary": "Participants can say what they will start doing, but few can say what they will stop.",
    "evidence": "The cohort’s last set of formative answers, and question 3 in most scripts.",
}
ALSO_LEARNED = "At the end we agreed to bring one number each next time, and what it does not show."
ACTION = "Add an hour on what to stop to the workshop on preparing a change, led by a trust that has done it"


def change_something(demo: DemoProvider, cohort: Cohort) -> None:
    """A facilitator records what changes on a later item; participants of the cohort read it."""
    reflect.record_change(cohort=cohort, by=demo.staff["facilitator"], **CHANGES[demo.team.slug])


def correct_a_meeting(demo: DemoProvider, cohort: Cohort) -> None:
    """Someone adds to the record of their group’s first meeting; the earlier record can still be read."""
    recorded = [meeting for group in groups.list_groups(cohort=cohort) for meeting in group.meetings.all()]
    if not recorded:
        return  # a programme without peer groups, or one whose groups have not met yet
    meeting = min(recorded, key=lambda meeting: (meeting.group_id, meeting.held_on))
    present = [presence.enrolment for presence in meeting.presences.select_related("enrolment__person")]
    gather.correct_meeting(
        meeting=meeting,
        item=demo.programme.item(meeting.item_id),
        held_on=meeting.held_on,
        minutes=meeting.minutes,
        present=present,
        learned=f"{meeting.learned} {ALSO_LEARNED}",
        reason="I left out what we agreed at the end.",
        by=present[-1].person,
        at=meeting.at + timedelta(days=1),
    )


def record_issues(demo: DemoProvider, cohort: Cohort, *, at: datetime) -> None:
    """One issue has its action, its owner and its due date; another has none yet."""
    facilitator, lead = demo.staff["facilitator"], demo.staff["lead"]
    issue = improve.record_issue(cohort=cohort, by=facilitator, at=at, **ISSUE)
    improve.assign_action(
        issue=issue, what=ACTION, owner=facilitator, due_on=date(2027, 1, 8), by=lead, at=at
    )
    improve.record_issue(
        cohort=cohort,
        summary="Not every group first met in person, and those that did missed no later meetings.",
        evidence="Records of group meetings over the eighteen months.",
        by=facilitator,
        at=at,
    )
