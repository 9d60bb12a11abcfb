"""Participants with hours and a final result, and their outcomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from waymark.ground.hours import actions as hours
from waymark.ground.programmes.queries import programme_of
from waymark.journey.award import actions, queries
from waymark.journey.award.models import Outcome
from waymark.journey.mark import actions as mark
from waymark.journey.mark.tests.makers import AFTER, make_marks, make_scripts

if TYPE_CHECKING:
    from tests.cast import Cast
    from waymark.ground.cohorts.models import Enrolment

LATER = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
NEXT = {"next_steps": "Sit again in the January window; write to Grace.", "next_on": date(2027, 1, 18)}
LINK = "https://waymark.example/award/mine/"


def give_minutes(enrolment: Enrolment, minutes: int) -> None:
    """Credit that many minutes, item by item, as far as they go."""
    left = minutes
    for item in programme_of(enrolment.cohort.programme).items:
        part = min(item.minutes, left) if item.counts else 0
        hours.credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=part,
            source="test",
            because=enrolment,
            by=None,
            at=AFTER,
        )
        left -= part
    assert left == 0


def make_ready(cast: Cast, enrolment: Enrolment, *marks: int | tuple[int, str], minutes: int = 4_000) -> None:
    """Hours, a script, its marks, and a senior marker's confirmation where it is a fail."""
    give_minutes(enrolment, minutes)
    [script] = make_scripts(cast, enrolment)
    make_marks(script, *(marks or (12, 12)))
    mark.confirm_fail(code=script.code, reason="I read all of it.", by=cast.people["simi"], at=AFTER)


def decide(cast: Cast, enrolment: Enrolment) -> Outcome:
    awarded = queries.get_award_status(enrolment=enrolment, at=LATER).decision.awarded
    next_steps = {} if awarded else NEXT
    return actions.decide_award(enrolment=enrolment, by=cast.people["grace"], at=LATER, **next_steps)


def release(cast: Cast, *outcomes: Outcome) -> None:
    rows = queries.list_outcomes_for(for_=cast.people["jonas"], ids=[outcome.pk for outcome in outcomes])
    actions.release_outcomes(outcomes=rows, link=LINK, by=cast.people["jonas"], at=LATER)
    cast.set_time(LATER)
