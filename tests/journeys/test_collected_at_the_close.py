"""Collected at the close: an autosave comes seconds late, and a person decides that it stands.

Until Grace has decided no script is prepared; afterwards the late text is the one that markers read, with a receipt of
its own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import is_saved, text_of
from tests.journeys.stage import Stage, press
from waymark.journey.mark.actions import CannotPrepare, prepare_scripts
from waymark.journey.sit import queries
from waymark.journey.sit.jobs import run
from waymark.journey.sit.models import AlternateVersion, Submission
from waymark.journey.sit.tests.makers import make_sitting

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
AFTER = CLOSES + timedelta(minutes=10)
IN_TIME, LATE = "Three words stood.", "Three words stood, and four came late."


def test_autosave_within_the_tolerance_counts_after_a_decision(stage: Stage) -> None:
    cast = stage.cast
    sitting = make_sitting(cast)
    cast.set_time(CLOSES - timedelta(minutes=5))
    amina = stage.enter("amina")
    amina.goto(f"/sit/{sitting.code}/")
    amina.locator("#a1").fill(IN_TIME)
    is_saved(amina)
    cast.set_time(CLOSES + timedelta(seconds=1))
    amina.locator("#a1").fill(LATE)
    expect(amina.locator('[data-desk="banner"]')).to_contain_text("after the close")
    kept = AlternateVersion.objects.get()
    assert (kept.kind, kept.text) == ("late", LATE)
    assert 1 <= kept.seconds_late <= 60
    run(at=AFTER)
    collected = Submission.objects.get()
    assert (collected.how, collected.words, text_of(sitting)) == ("collected", 3, IN_TIME)
    with pytest.raises(CannotPrepare, match="1 late answer"):
        prepare_scripts(cohort=cast.cohort, by=cast.grace, at=AFTER)
    cast.set_time(AFTER)
    _decides(stage, kept.seconds_late)
    stands = Submission.objects.exclude(sitting=None).get()
    assert (stands.how, stands.words, text_of(sitting)) == ("collected", 7, LATE)
    prepare_scripts(cohort=cast.cohort, by=cast.grace, at=AFTER)
    assert queries.reading_of(submission=stands).answers["q1"] == LATE
    amina.goto(f"/sit/{sitting.code}/receipt/")
    expect(amina.locator("h1")).to_have_text("Collected at the close: 7 words")
    expect(
        amina.get_by_text(f"Your text that arrived {kept.seconds_late} seconds after the close counts.")
    ).to_be_visible()
    expect(amina.get_by_text("The school lost its connection.")).to_be_visible()


def _decides(stage: Stage, seconds: int) -> None:
    grace = stage.enter("grace")
    grace.goto("/")
    grace.get_by_role("link", name="1 late answer to decide").click()
    expect(
        grace.get_by_text(f"{seconds} seconds after the close. Collected: up to a quarter.")
    ).to_be_visible()
    expect(grace.locator("main")).not_to_contain_text("came late")
    grace.get_by_role("link", name="Select everyone").click()
    grace.get_by_label("Yes, they replace what was collected at the close").check()
    grace.get_by_label("Cause").fill("The school lost its connection.")
    press(grace, "Continue")
    expect(grace.locator("h1")).to_have_text("Propose to count late answers from 1 participant?")
    press(grace, "Make this proposal")
    expect(grace.get_by_text("You’ve made a proposal for 1 participant.")).to_be_visible()
    expect(grace.locator("h1")).to_have_text("1 proposal about late answers to confirm")
    grace.get_by_role("link", name="Open your proposal").click()
    expect(grace.get_by_text("You made this proposal, so another programme lead")).to_be_visible()
    jonas = stage.enter("jonas")
    jonas.goto("/")
    expect(jonas.get_by_text("1 proposal about late answers to confirm")).to_be_visible()
    jonas.locator("a[href$='/late/']").click()
    jonas.get_by_role("link", name="Confirm or return").click()
    expect(
        jonas.get_by_text(f"{seconds} seconds after the close. Collected: up to a quarter.")
    ).to_be_visible()
    expect(jonas.locator("main")).not_to_contain_text("came late")
    jonas.get_by_label("Yes, decide as proposed").check()
    press(jonas, "Continue")
    expect(jonas.get_by_text("You’ve confirmed the decision for 1 participant.")).to_be_visible()
    expect(jonas.locator("h1")).to_have_text("No late answers to decide")
