"""The assessment on a participant's home page, at the moments at which what is said changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.hours import actions as hours
from waymark.ground.hours.rules import minutes_needed
from waymark.journey.sit import actions as sit
from waymark.journey.sit import jobs
from waymark.journey.sit.tests.makers import CLOSES, make_sitting, make_window, save, submit_as_amina
from waymark.kit.formatting import duration
from waymark.web.homes.assessment import COLLECTED_SOON, MISSED, AssessmentSummary, summary_of
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


def test_without_a_window_there_are_no_dates_and_practice_is_offered(cast: Cast) -> None:
    shown = summary(cast.amina, at=cast.at)
    assert shown.fact["value"] == "No dates yet"
    assert (shown.sign, shown.shows_changes, shown.offers_practice) == (None, True, True)


@pytest.mark.parametrize(
    ("before", "value"),
    [
        (timedelta(days=2, hours=1), "Opens in 2 days"),
        (timedelta(days=1), "Opens in 1 day"),
        (timedelta(hours=23), "Opens within a day"),
    ],
)
def test_before_the_window_opens_the_days_to_it_are_counted(
    cast: Cast, before: timedelta, value: str
) -> None:
    window = make_window(cast)
    shown = summary(cast.amina, at=window.opens_at - before)
    assert shown.fact["value"] == value
    assert not shown.fact["text"].startswith("You missed")
    assert (shown.sign, shown.shows_changes, shown.offers_practice) == (None, True, True)


def test_the_window_is_open_from_its_first_moment(cast: Cast) -> None:
    window = make_window(cast)
    assert summary(cast.amina, at=window.opens_at).fact["value"] == "Closes in 8 days"


@pytest.mark.parametrize(
    ("left", "value"),
    [
        (timedelta(days=1), "Closes in 1 day"),
        (timedelta(hours=23), "Closes in 23 hours"),
        (timedelta(hours=1), "Closes in 1 hour"),
        (timedelta(minutes=59), "Closes in 0 hours"),
    ],
)
def test_the_last_day_is_counted_in_whole_hours(cast: Cast, left: timedelta, value: str) -> None:
    make_window(cast)
    assert summary(cast.amina, at=CLOSES - left).fact["value"] == value


def test_practice_is_offered_until_the_assessment_is_started(cast: Cast) -> None:
    window = make_window(cast)
    assert summary(cast.amina, at=cast.at).offers_practice
    sitting = make_sitting(cast, "amina", window=window)
    save(sitting, "Three words here.", at=cast.at)
    shown = summary(cast.amina, at=cast.at)
    assert shown.sign
    assert (shown.offers_practice, shown.shows_changes) == (False, True)
    assert (shown.sign["label"], shown.sign["url"]) == ("Continue writing", f"/sit/{sitting.code}/")
    assert "You have written 3 of" in shown.sign["text"]


def test_someone_who_submitted_is_led_to_the_receipt_while_the_window_is_open(cast: Cast) -> None:
    sitting = make_sitting(cast, "amina", window=make_window(cast))
    save(sitting, "Three words here.", at=cast.at)
    submit_as_amina(cast, sitting)
    shown = summary(cast.amina, at=cast.at)
    assert (shown.fact["value"], shown.fact["text"]) == ("Submitted", "3 words. You have a receipt.")
    assert shown.sign
    assert shown.sign["label"] == "See the receipt"
    after = summary(cast.amina, at=CLOSES)
    assert after.fact["value"] == "Submitted"
    assert (after.shows_changes, after.offers_practice) == (False, False)


def test_what_was_not_submitted_is_collected_when_the_window_has_closed(cast: Cast) -> None:
    sitting = make_sitting(cast, "amina", window=make_window(cast))
    save(sitting, "Three words here.", at=cast.at)
    waiting = summary(cast.amina, at=CLOSES)
    assert waiting.fact["value"] == "The window has closed"
    assert waiting.fact["text"].endswith(COLLECTED_SOON)
    assert summary(cast.ben, at=CLOSES).fact["text"].endswith(MISSED)
    jobs.run(at=CLOSES + timedelta(minutes=10))
    collected = summary(cast.amina, at=CLOSES + timedelta(minutes=10))
    assert collected.fact["value"] == "Collected when the window closed"
    assert collected.sign
    assert not collected.shows_changes


def test_someone_who_did_not_start_finds_their_undecided_request(cast: Cast) -> None:
    sit.request_extension(
        window=make_window(cast),
        enrolment=cast.amina,
        until_on=date(2026, 10, 29),
        reason="Ill.",
        evidence="",
        by=cast.amina.person,
        at=cast.at,
    )
    shown = summary(cast.amina, at=CLOSES)
    assert shown.fact["value"] == "Waiting for a decision on more time"
    assert shown.sign
    assert (shown.sign["title"], shown.sign["url"]) == ("You asked for more time", "/sit/extensions/")


def test_a_programme_that_asks_for_no_hours_before_the_assessment_counts_none_as_missing(cast: Cast) -> None:
    make_window(cast)
    sign = summary(cast.amina, at=cast.at).sign
    assert sign
    assert sign["title"] == "Your assessment is open"


def test_someone_with_exactly_enough_hours_may_start(cast: Cast) -> None:
    make_window(cast, cohort=cast.ucl_cohort)
    at = datetime(2026, 10, 20, tzinfo=UTC)
    programme = cast.programme(cast.ucl_cohort)
    base = journey_of(enrolment=cast.uma, at=at).engagement.base
    missing = minutes_needed(of=base, rule=programme.engagement)
    for item in (item for item in programme.items if item.counts):
        minutes = min(item.minutes, missing)
        if minutes:
            hours.credit(
                enrolment=cast.uma,
                item_id=item.id,
                minutes=minutes,
                source="test",
                because=cast.ucl_cohort,
                by=None,
                at=cast.at,
            )
        missing -= minutes
    sign = summary(cast.uma, at=at).sign
    assert sign
    assert sign["title"] == "Your assessment is open"
