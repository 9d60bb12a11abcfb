"""What feedback led to: a change within a cohort, and an issue to improve for the next cohort."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from waymark.demo.world import DemoProvider
from waymark.journey.improve import actions as improve
from waymark.journey.reflect import actions as reflect

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort

CHANGES: dict[str, dict[str, Any]] = {
    "llse": {
        "set_id": "formative-1",
        "statement": "1.10",
        "item_id": "workshop-3",
        "you_said": "Few of you follow single pupils through a day, and those who do it do it alone.",
        "we_changed": "You follow one pupil before the workshop and bring the notes; the first hour compares them.",
        "at": datetime(2026, 7, 3, 14, 20, tzinfo=UTC),
    },
    "ucl": {
        "set_id": "formative-1",
        "statement": "1.7",
        "item_id": "event-1",
        "you_said": "Staff surveys are read, and staff rarely hear what will change because of them.",
        "we_changed": "The event opens with one real survey, and an hour to write the answer that staff will get.",
        "at": datetime(2026, 9, 22, 14, 20, tzinfo=UTC),
    },
}
ISSUE = {
    "summary": "Participants can say what they will start, and rarely what will stop.",
    "evidence": "The last formative answers of the cohort, and the third question of most scripts.",
}
ACTION = "Add an hour on stopping something to the workshop on preparing a change, with one trust that did it"


def change_something(demo: DemoProvider, cohort: Cohort) -> None:
    """A facilitator records what changes on a later item; participants of the cohort read it."""
    reflect.record_change(cohort=cohort, by=demo.staff["facilitator"], **CHANGES[demo.team.slug])


def record_issues(demo: DemoProvider, cohort: Cohort, *, at: datetime) -> None:
    """One issue has its action, its owner and its due date; another has none yet."""
    facilitator, lead = demo.staff["facilitator"], demo.staff["lead"]
    issue = improve.record_issue(cohort=cohort, by=facilitator, at=at, **ISSUE)
    improve.assign_action(
        issue=issue, what=ACTION, owner=facilitator, due_on=date(2027, 1, 8), by=lead, at=at
    )
    improve.record_issue(
        cohort=cohort,
        summary="Groups that met in person the first time missed no meeting later.",
        evidence="The records of the groups over eighteen months.",
        by=facilitator,
        at=at,
    )
