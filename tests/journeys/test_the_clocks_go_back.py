"""The clocks go back within the window of 19 to 26 October 2026: eight days and an hour.

Pages, emails, the command line, the save and the collection name one close, and keep it to the second.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import SOON, is_saved, text_of
from tests.journeys.stage import Stage
from waymark.cli.commands.window import in_utc
from waymark.ground.people.models import Email
from waymark.journey.sit import actions
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import AlternateVersion, Submission
from waymark.journey.sit.rules import SETTLES
from waymark.journey.sit.tests.makers import make_sitting, make_window, save
from waymark.kit.clock import window_of

pytestmark = pytest.mark.once("postgres")

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
SAID = "Monday 26 October 2026, 23:59"
SECOND = timedelta(seconds=1)


def test_the_clocks_go_back(stage: Stage) -> None:
    cast = stage.cast
    window = make_window(cast)
    sitting = make_sitting(cast, window=window)
    span = window_of(opens_on=date(2026, 10, 19), days=8)
    assert in_utc(span.closes_before) == "2026-10-27T00:00:00Z"
    assert span.closes_before - span.opens_at == timedelta(days=8, minutes=59)
    amina, grace = stage.enter("amina"), stage.enter("grace")
    for at in (datetime(2026, 10, 24, 9, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC)):
        cast.set_time(at)
        for page in ("/", "/sit/", f"/sit/{sitting.code}/", "/sit/extensions/"):
            amina.goto(page)
            expect(amina.locator("body")).to_contain_text(SAID)
        for page in ("windows/", f"windows/{window.pk}/", f"enrolments/{cast.amina.reference}/time/"):
            grace.goto(f"/sit/cohorts/{cast.cohort.slug}/{page}")
            expect(grace.locator("main")).to_contain_text(SAID)
    _is_refused_by_letter(stage, window)
    _writes_until_the_close(stage, sitting)
    _is_collected_to_the_second(sitting)
    amina.goto("/sit/")
    expect(amina.locator("h1")).to_have_text("Your answers were collected at the close")


def _is_refused_by_letter(stage: Stage, window) -> None:
    cast, at = stage.cast, CLOSES - timedelta(hours=3)
    row = actions.request_extension(
        window=window, enrolment=cast.amina, until_on=date(2026, 10, 28),
        reason="Ill.", evidence="", by=cast.amina.person, at=at,
    )  # fmt: skip
    actions.decide_extension(extension=row, granted=False, why="No.", by=cast.grace, at=at)
    email = Email.objects.get(subject="Your request for more time was not granted")
    assert f"Your window closes on {SAID} (Europe/London)." in email.text


def _writes_until_the_close(stage: Stage, sitting) -> None:
    """At 23:30 in the second telling of the day's hours the desk is open: eight times 24 hours are long over."""
    stage.cast.set_time(CLOSES - timedelta(minutes=30))
    desk = stage.enter("amina")
    desk.goto(f"/sit/{sitting.code}/")
    expect(desk.locator('[data-desk="left-time"]')).to_contain_text(SOON)
    desk.locator("#a1").fill("Half an hour before the close.")
    is_saved(desk)
    desk.goto("about:blank")
    save(sitting, "The last second of the minute.", question="q2", at=CLOSES - SECOND)
    save(sitting, "One second too late.", question="q3", at=CLOSES + SECOND)
    assert text_of(sitting, "q2") == "The last second of the minute."
    assert AlternateVersion.objects.get().seconds_late == 1


def _is_collected_to_the_second(sitting) -> None:
    run(at=CLOSES - SECOND)
    assert not Submission.objects.exists()
    run(at=CLOSES + SETTLES - SECOND)
    assert not Submission.objects.exists()
    run(at=CLOSES + SETTLES)
    submission = Submission.objects.get()
    signed = json.loads(submission.receipt.payload)
    assert (submission.how, submission.words) == ("collected", 12)
    assert signed["answers"]["q3"] == ""
    email = Email.objects.get(subject="Receipt for your case study assessment")
    assert "was collected at the close" in email.text
