"""Two markers disagree about Ben's script: one finds it above the pass mark, one below. A third is asked, blind as they
were; the middle of the three is below; a senior marker reads it and confirms; the lead says what comes next; the board
releases. Until then Ben's page says what Amina's says, who has passed. Then he reads detailed feedback, and she none.

Programme and writing were lived through the rooms' actions; the marking and all after it happens on the pages.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.cast import NOW
from tests.journeys.marking import mark
from tests.journeys.stage import Stage, paper_of, press, setup_of
from tests.world import assessment
from tests.world.life import live
from tests.world.papers import answers, passage_of
from waymark.journey.mark.models import Allocation, Script

AFTER_THE_CLOSE = datetime(2026, 10, 28, 9, 0)
BEN, AMINA = "sound", "strong"
PASSES, FAILS, FAILS_TOO = (3, 2, 2, 2, 1), (1, 1, 2, 2, 1), (2, 1, 2, 2, 1)
"""10, 7 and 8 of 15; 9 pass. The middle one is below the line, and near enough to it to be borderline."""
NAMES = ("Oyelaran", "Amina", "@llse.example", "Chioma", "Okonjo", "Raithatha", "Esther", "Quaye")


@pytest.fixture
def scripts(stage: Stage) -> dict[str, str]:
    """Codes of the two scripts, allocated to Chioma and Dev and to nobody else."""
    cast = stage.cast
    stage.setup = setup_of(cast, paper_of(cast, cast.llse))
    people = {BEN: cast.ben, AMINA: cast.amina}
    live(stage.setup, list(people.values()), until=NOW)
    window = assessment.open_window(stage.setup, cast.cohort, at=NOW - timedelta(days=60))
    for degree, enrolment in people.items():
        assessment.write_and_submit(window, enrolment, answers(degree), at=NOW)
    return {}


def first_words(degree: str) -> str:
    return answers(degree)["q1"][:30]


def test_two_markers_disagree(stage: Stage, scripts: dict[str, str]) -> None:
    cast = stage.cast
    grace = stage.enter("grace")
    stage.move_time(AFTER_THE_CLOSE, seen_by=grace)
    grace.goto("/")
    grace.get_by_role("link", name="Prepare").click()
    grace.get_by_role("button", name="Prepare scripts").click()
    grace.get_by_role("button", name="Allocate scripts").click()
    expect(grace.get_by_text("Every script has two markers")).to_be_visible()

    ben_script = Script.objects.get(submission__sitting__enrolment=cast.ben)
    blind = list(Allocation.objects.filter(script=ben_script).values_list("marker__given_name", flat=True))
    blind = sorted(name.lower() for name in blind)
    third = ({"chioma", "dev", "esther"} - set(blind)).pop()
    points = {blind[0]: PASSES, blind[1]: FAILS}
    for who in (third, *blind):
        _marks_all(stage, who, points.get(who, PASSES))
    grace.reload()
    expect(
        grace.get_by_text("1 script awaiting a third mark, because the first two disagree")
    ).to_be_visible()
    before = _result_pages(stage)
    _marks_all(stage, third, FAILS_TOO)
    grace.reload()
    expect(grace.get_by_text("1 fail awaiting confirmation by a senior marker")).to_be_visible()
    _cannot_be_decided(grace, cast.cohort.slug)
    assert _result_pages(stage) == before

    _senior_confirms(stage.enter("simi"), ben_script.code)
    _lead_decides(grace, cast.cohort.slug)
    assert _result_pages(stage) == before, "A fail looks like a pass until the board has released both."
    jonas = stage.enter("jonas")
    jonas.get_by_role("link", name="See results to release").click()
    expect(jonas.get_by_text("Detailed feedback.")).to_have_count(1)
    jonas.get_by_role("button", name="Release selected results").click()

    ben, amina = stage.enter("ben"), stage.enter("amina")
    ben.goto("/award/mine/")
    expect(ben.get_by_role("heading", name="Feedback")).to_be_visible()
    expect(ben.get_by_text("the middle of the three marks is your result")).to_be_visible()
    expect(ben.get_by_text("You may write again in January, on another paper.")).to_be_visible()
    expect(ben.get_by_text("11 January 2027")).to_be_visible()
    expect(ben.get_by_role("link", name="Download your statement (PDF)")).to_have_count(0)
    amina.goto("/award/mine/")
    expect(amina.get_by_role("heading", name="Feedback")).to_have_count(0)
    expect(amina.get_by_role("link", name="Download your statement (PDF)")).to_be_visible()


def _marks_all(stage: Stage, who: str, ben: tuple[int, ...]) -> None:
    """Every script this marker has to mark; no page of theirs shows a name or another mark."""
    page = stage.enter(who)
    page.goto("/")
    for _ in range(page.get_by_role("link", name="Open the next script").count() * 2):
        if not page.get_by_role("link", name="Open the next script").count():
            break
        page.get_by_role("link", name="Open the next script").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Script")
        is_ben = first_words(BEN) in page.content()
        _is_blind(page, who, stage)
        degree = BEN if is_ben else AMINA
        mark(page, points=ben if is_ben else (3, 3, 3, 3, 2), passage=passage_of(answers(degree)))
        expect(page.get_by_text("There is a problem")).to_have_count(0)
        page.goto("/mark/")
        _is_blind(page, who, stage)
        page.goto("/")


def _is_blind(page: Page, who: str, stage: Stage) -> None:
    me = stage.cast.people[who]
    text = page.locator("main, .wm-panes").first.inner_text()
    assert not [name for name in NAMES if name in text and name not in me.name]
    assert not re.search(r"\d out of 15", text), "No one's mark is shown before the marker's own."


def _result_pages(stage: Stage) -> str:
    """What the two read about their result, which must be the same but for the length of what they wrote."""
    results = []
    for who in ("ben", "amina"):
        page = stage.enter(who)
        texts = []
        for address in ("/award/mine/", "/"):
            page.goto(address)
            texts.append(re.sub(r"[\d,]+ words", "words", page.get_by_role("main").inner_text()))
        results.append("\n".join(texts))
    assert results[0] == results[1]
    return results[0]


def _cannot_be_decided(page: Page, cohort: str) -> None:
    page.goto(f"/award/cohorts/{cohort}/")
    expect(page.get_by_text("which is awaiting confirmation by a senior marker")).to_be_visible()
    expect(page.get_by_role("link", name="Decide for Ben Oyelaran")).to_have_count(0)
    page.goto(f"/mark/cohorts/{cohort}/progress/")


def _senior_confirms(page: Page, code: str) -> None:
    page.get_by_role("link", name="See fails awaiting confirmation").click()
    page.get_by_role("link", name=f"Script {code}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Should this fail be confirmed?")
    page.get_by_label("Why should this fail be confirmed?").fill(
        "I read it twice: the plan begins with delivery."
    )
    page.get_by_role("button", name="Confirm fail").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Should this fail be confirmed?")


def _lead_decides(page: Page, cohort: str) -> None:
    page.goto(f"/award/cohorts/{cohort}/")
    page.get_by_role("link", name="Review 1 award to approve").click()
    expect(
        page.get_by_text("Assessment not passed. Decide this one separately and say what happens next.")
    ).to_be_visible()
    press(page, "Approve 1 award")
    page.goto(f"/award/cohorts/{cohort}/")
    page.get_by_role("link", name="Decide for Ben Oyelaran").click()
    page.get_by_role("button", name="Save decision: not yet awarded").click()
    expect(page.get_by_text("There is a problem").first).to_be_visible()
    page.get_by_label("What happens next").fill("You may write again in January, on another paper.")
    page.get_by_label("By when").fill("2027-01-11")
    page.get_by_role("button", name="Save decision: not yet awarded").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everyone has a decision")
