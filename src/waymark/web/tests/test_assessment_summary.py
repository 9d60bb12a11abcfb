"""The assessment on a participant's home page, at the moments at which what is said changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.cast import Cast
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.hours import actions as hours
from waymark.ground.hours.rules import minutes_needed
from waymark.journey.sit import actions as sit
from waymark.journey.sit.tests.makers import CLOSES, make_sitting, make_window, save
from waymark.kit.formatting import duration
from waymark.web.homes.assessment import AssessmentSummary, summary_of
from waymark.web.participant import journey_of


def summary(enrolment: Enrolment, *, at: datetime) -> AssessmentSummary:
    return summary_of(enrolment=enrolment, journey=journey_of(enrolment=enrolment, at=at), at=at)


def test_window_is_open_until_its_deadline_and_has_closed_from_then_on(cast: Cast) -> None:
    make_window(cast)
    before = summary(cast.amina, at=CLOSES - timedelta(hours=2))
    assert before.fact["value"] == "Closes in 2 hours"
    assert before.sign
    assert before.sign["label"] == "Read the rules and start"
    after = summary(cast.amina, at=CLOSES)
    assert after.fact["value"] == "The window has closed"
    assert after.sign is None
    assert not after.shows_changes


def test_undecided_request_for_more_time_is_named_from_the_deadline_on(cast: Cast) -> None:
    window = make_window(cast)
    sitting = make_sitting(cast, "amina", window=window)
    save(sitting, "Not finished.", at=cast.at)
    sit.request_extension(
        window=window,
        enrolment=cast.amina,
        until_on=date(2026, 10, 29),
        reason="Ill.",
        evidence="",
        by=cast.amina.person,
        at=cast.at,
    )
    waiting = "Waiting for a decision on more time"
    assert summary(cast.amina, at=CLOSES - timedelta(seconds=1)).fact["value"] != waiting
    assert summary(cast.amina, at=CLOSES).fact["value"] == waiting


def test_hours_that_are_missing_before_the_assessment_are_those_not_yet_earned(cast: Cast) -> None:
    make_window(cast, cohort=cast.ucl_cohort)
    at = datetime(2026, 10, 20, tzinfo=UTC)
    engagement = journey_of(enrolment=cast.uma, at=at).engagement
    needed = minutes_needed(of=engagement.base, rule=cast.programme(cast.ucl_cohort).engagement)
    item = next(item for item in cast.programme(cast.ucl_cohort).items if item.counts and item.minutes >= 60)
    hours.credit(
        enrolment=cast.uma,
        item_id=item.id,
        minutes=50,
        source="test",
        because=cast.ucl_cohort,
        by=None,
        at=cast.at,
    )
    sign = summary(cast.uma, at=at).sign
    assert sign
    assert sign["title"] == f"You need {duration(needed - 50)} more to start your assessment"
