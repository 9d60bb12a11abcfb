"""Grace enrols 450 people from one file: the page counts up by itself. Without scripts, its button goes on; the rest is
done by the background worker after she has closed the page.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage
from waymark.ground.cohorts.models import Enrolment
from waymark.journey.apply import actions

NOTE_PAINTED_HEADINGS = """new PerformanceObserver(() => {
  const heading = document.querySelector("h1")?.textContent;
  sessionStorage.setItem("painted", `${sessionStorage.getItem("painted")}; ${heading}`);
}).observe({ type: "paint", buffered: true })"""


def write(tmp_path: Path, name: str, count: int) -> Path:
    file = tmp_path / f"{name}.csv"
    rows = [f"Ines,Pebbleton,{name}{number}@long.example" for number in range(count)]
    file.write_text("\n".join(["Given name,Family name,Email", *rows]), encoding="utf-8")
    return file


def upload(page: Page, stage: Stage, file: Path) -> None:
    page.goto(f"/cohorts/{stage.cast.cohort.slug}/enrolment-files/")
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Upload file").click()


def enrolled(stage: Stage) -> int:
    return Enrolment.objects.filter(cohort=stage.cast.cohort, person__email__endswith="@long.example").count()


def test_the_page_counts_up_until_everyone_is_enrolled(stage: Stage, tmp_path: Path) -> None:
    grace = stage.enter("grace")
    grace.add_init_script(NOTE_PAINTED_HEADINGS)
    upload(grace, stage, write(tmp_path, "a", 450))
    grace.get_by_role("button", name="Enrol 450 people").click()
    expect(grace.get_by_role("heading", level=1)).to_have_text("450 people were enrolled")
    expect(grace.get_by_text("You’ve enrolled 450 people in")).to_be_visible()
    painted = grace.evaluate("sessionStorage.getItem('painted')")
    assert "200 of 450 people enrolled" in painted
    assert "400 of 450 people enrolled" in painted
    assert enrolled(stage) == 450


def test_without_scripts_the_button_goes_on_and_the_worker_does_the_rest(
    stage: Stage, tmp_path: Path
) -> None:
    grace = stage.enter("grace", java_script_enabled=False)
    upload(grace, stage, write(tmp_path, "b", 601))
    grace.get_by_role("button", name="Enrol 601 people").click()
    heading = grace.get_by_role("heading", level=1)
    expect(heading).to_have_text("200 of 601 people enrolled")
    grace.get_by_role("button", name="Enrol the next people now").click()
    expect(heading).to_have_text("400 of 601 people enrolled")
    grace.get_by_role("link", name="Enrol from a file").click()
    expect(grace.get_by_text("400 of 601 people enrolled so far.")).to_be_visible()
    assert actions.enrol_waiting(at=stage.cast.at) == 2
    grace.get_by_role("link", name="b.csv").click()
    expect(heading).to_have_text("601 people were enrolled")
    assert enrolled(stage) == 601
