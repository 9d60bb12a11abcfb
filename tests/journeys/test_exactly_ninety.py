"""What ninety per cent means at two providers. UCL asks for at least 90 % before the assessment: 3,996 of 4,440 minutes
open the desk, 3,995 do not, and the minute that is missing opens it at once. LLSE asks for more than 90 % at the award:
63 of 70 hours are not enough, and one minute more is.

What led there - sessions, study, answers, marking - was done through the rooms' actions; the pages tell the rest.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.cast import NOW
from tests.journeys.lives import attended, staffed_ucl
from tests.journeys.stage import Stage, every, paper_of, press, setup_of
from tests.world import assessment
from tests.world.life import live
from tests.world.papers import answers
from tests.world.providers import Setup
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.journey.award.models import Outcome
from waymark.journey.sit.models import SittingWindow

LATE_OCTOBER = datetime(2026, 10, 28, 9, 0)


def window_of(setup: Setup, cohort: Cohort) -> SittingWindow:
    return assessment.open_window(setup, cohort, at=NOW - timedelta(days=60))


def sits(window: SittingWindow, enrolment: Enrolment) -> None:
    """Writes a sound script and hands it in, by actions."""
    assessment.write_and_submit(window, enrolment, answers("sound"), at=NOW)


def releases(board: Page, *, names: list[str]) -> None:
    board.goto("/")
    board.goto("/award/releases/")
    for name in names:
        expect(board.get_by_role("checkbox", name=f"{name}:")).to_be_checked()
    board.get_by_role("button", name="Release selected results").click()
    expect(board.get_by_role("heading", name="No results to release")).to_be_visible()


def test_ucl_awards_at_exactly_ninety(stage: Stage) -> None:
    cast = stage.cast
    vera = cast.enrolled("vera", "Vera", "Okell", cohort=cast.ucl_cohort)
    setup = staffed_ucl(cast, paper_of(cast, cast.ucl))
    live(setup, [cast.uma, vera], until=NOW)
    attended(cast.uma, {"residential-1": 156}, by=setup.staff["facilitator"])
    attended(vera, {"residential-1": 155}, by=setup.staff["facilitator"])
    window = window_of(setup, cast.ucl_cohort)

    uma = stage.enter("uma")
    _passes_the_gate(uma)
    vera_window = stage.enter("vera")
    _is_told_what_is_missing(vera_window)
    _corrects_the_register(stage.enter("lorcan"), "Vera Okell")
    _passes_the_gate(vera_window)

    sits(window, cast.uma)
    assessment.mark_all(setup, cast.ucl_cohort, at=NOW + timedelta(days=6))
    stage.move_time(LATE_OCTOBER, seen_by=uma)
    finn = stage.enter("finn")
    finn.goto(f"/award/cohorts/{cast.ucl_cohort.slug}/")
    finn.get_by_role("link", name="Decide for Uma Fitzwarren").click()
    expect(finn.get_by_role("heading", level=1)).to_have_text("The award can be approved")
    expect(finn.get_by_text("66 hours 36 minutes").first).to_be_visible()
    finn.get_by_role("button", name="Approve award").click()
    expect(finn.get_by_role("heading", level=1)).not_to_have_text("The award can be approved")
    releases(stage.enter("cyprian"), names=["Uma Fitzwarren"])
    uma.goto("/award/mine/")
    expect(uma.get_by_text("Engagement of at least 90%")).to_be_visible()
    expect(uma.get_by_role("link", name="Download your statement (PDF)")).to_be_visible()
    assert Outcome.objects.get(enrolment=cast.uma).awarded


def _passes_the_gate(page: Page) -> None:
    page.goto("/sit/")
    expect(page.get_by_text("You have met the programme’s requirements.")).to_be_visible()
    expect(page.get_by_text("66 hours 36 minutes of 74 hours is 90%")).to_be_visible()
    for tick in every(page.get_by_role("checkbox")):
        tick.check()
    page.get_by_role("button", name="Start your assessment").click()
    expect(page.get_by_role("heading", name="Written assessment")).to_be_visible()


def _is_told_what_is_missing(page: Page) -> None:
    page.goto("/sit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The window is open, but you can’t start yet")
    expect(page.get_by_text("which is 66 hours 36 minutes, so 1 minute more")).to_be_visible()
    expect(page.get_by_role("button", name="Start your assessment")).to_have_count(0)


def _corrects_the_register(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="UCL spring 2025").click()
    page.get_by_role("link", name="Residential 1").first.click()
    expect(page.get_by_label(name)).to_have_value("155")
    page.get_by_label(name).fill("156")
    page.get_by_role("button", name="Save the register").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Who was at")


def test_llse_awards_above_ninety(stage: Stage) -> None:
    cast = stage.cast
    setup = setup_of(cast, paper_of(cast, cast.llse))
    live(setup, [cast.amina, cast.ben], until=NOW)
    attended(cast.amina, {"workshop-1": 0, "workshop-2": 60}, by=cast.people["fay"])
    attended(cast.ben, {"workshop-1": 0, "workshop-2": 61}, by=cast.people["fay"])
    window = window_of(setup, cast.cohort)
    for enrolment in (cast.amina, cast.ben):
        sits(window, enrolment)
    assessment.mark_all(setup, cast.cohort, at=NOW + timedelta(days=6))

    grace = stage.enter("grace")
    stage.move_time(LATE_OCTOBER, seen_by=grace)
    grace.goto(f"/award/cohorts/{cast.cohort.slug}/")
    grace.get_by_role("link", name="Decide for Ben Oyelaran").click()
    expect(grace.get_by_role("heading", level=1)).to_have_text("The award can be approved")
    press(grace, "Approve award")
    grace.goto(f"/award/cohorts/{cast.cohort.slug}/")
    grace.get_by_role("link", name="Decide for Amina Castellane").click()
    expect(grace.get_by_role("heading", level=1)).to_have_text("The award can’t be approved yet")
    expect(grace.get_by_text("63 hours of 70 hours is 90%").first).to_be_visible()
    grace.get_by_label("What happens next").fill(
        "Make up one minute or more: join the webinar of the next cohort."
    )
    grace.get_by_label("By when").fill("2026-12-04")
    grace.get_by_role("button", name="Save decision: not yet awarded").click()
    expect(grace.get_by_role("heading", level=1)).to_have_text("Everyone has a decision")
    releases(stage.enter("jonas"), names=["Amina Castellane", "Ben Oyelaran"])

    amina, ben = stage.enter("amina"), stage.enter("ben")
    amina.goto("/award/mine/")
    expect(amina.get_by_text("Engagement of more than 90%")).to_be_visible()
    expect(amina.get_by_text("join the webinar of the next cohort")).to_be_visible()
    expect(amina.get_by_role("link", name="Download your statement (PDF)")).to_have_count(0)
    ben.goto("/award/mine/")
    expect(ben.get_by_text("63 h 1 m").first).to_be_visible()
    expect(ben.get_by_role("link", name="Download your statement (PDF)")).to_be_visible()
    assert not Outcome.objects.get(enrolment=cast.amina).awarded
    assert Outcome.objects.get(enrolment=cast.ben).awarded
