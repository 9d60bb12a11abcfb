"""Amina’s fail is released. Grace sets a window for her alone, on another paper. Ben, who has the award, sees nothing
of it. Amina writes again and passes, Grace approves the award, Jonas releases it, and both outcomes are kept.
"""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.journeys.stage import Stage, press
from tests.locked import lock_as_it_is
from waymark.ground.papers import actions as papers
from waymark.journey.award.models import Outcome
from waymark.journey.award.tests.makers import decide, make_ready, release
from waymark.journey.mark import actions as mark
from waymark.journey.mark.models import Script
from waymark.journey.mark.tests.makers import BODY, make_marks, make_submission
from waymark.journey.sit.models import SittingWindow

IN_THE_WINDOW = datetime(2027, 1, 19, 9, 0)
AFTER = datetime(2027, 1, 27, 9, 0)


def test_a_fail_is_resat_and_awarded(stage: Stage) -> None:
    cast = stage.cast
    make_ready(cast, cast.amina, (6, "o1"), (6, "o1"))
    make_ready(cast, cast.ben, 12, 12)
    release(cast, decide(cast, cast.amina), decide(cast, cast.ben))
    _another_paper(stage)
    grace, amina, ben = stage.enter("grace"), stage.enter("amina"), stage.enter("ben")
    amina.goto("/award/mine/")
    expect(amina.get_by_role("heading", name="You haven’t passed yet")).to_be_visible()

    grace.goto(f"/sit/cohorts/{cast.cohort.slug}/windows/new/")
    grace.get_by_role("radio", name="T-B").check()
    grace.get_by_label("First day").fill("2027-01-18")
    grace.get_by_text("Set it only for some participants").click()
    expect(grace.get_by_role("checkbox", name="Ben Oyelaran")).to_have_count(0)
    grace.get_by_role("checkbox", name="Amina Castellane").check()
    press(grace, "Set the window")
    expect(grace.get_by_text("The window is set.")).to_be_visible()

    stage.move_time(IN_THE_WINDOW, seen_by=grace)
    amina.goto("/")
    expect(amina.get_by_role("heading", name="Your assessment is open")).to_be_visible()
    ben.goto("/")
    expect(ben.get_by_role("heading", name="Your assessment is open")).to_have_count(0)
    window = SittingWindow.objects.get(for_named=True)
    make_submission(window, cast.amina, at=IN_THE_WINDOW.replace(tzinfo=UTC))

    stage.move_time(AFTER, seen_by=grace)
    after = AFTER.replace(tzinfo=UTC)
    mark.prepare_scripts(cohort=cast.cohort, by=cast.grace, at=after)
    mark.allocate_scripts(cohort=cast.cohort, by=cast.grace, at=after)
    make_marks(Script.objects.get(submission__sitting__window=window), 12, 12)
    grace.goto(f"/award/enrolments/{cast.amina.reference}/decision/")
    press(grace, "Approve award")

    jonas = stage.enter("jonas")
    jonas.goto("/award/releases/")
    press(jonas, "Release selected results")
    amina.goto("/award/mine/")
    expect(amina.get_by_role("heading", name="Congratulations")).to_be_visible()
    outcomes = Outcome.objects.filter(enrolment=cast.amina).order_by("id")
    assert [outcome.awarded for outcome in outcomes] == [False, True]


def _another_paper(stage: Stage) -> None:
    cast = stage.cast
    paper = papers.write_paper(
        provider=cast.llse,
        programme_slug=cast.cohort.programme.slug,
        body=BODY.model_copy(update={"code": "T-B", "title": "Another test paper"}),
        case="Another case.",
        by=None,
        at=cast.at,
    )
    lock_as_it_is(paper, at=cast.at)
