"""Grace uploads a list from an office whose program misread the accents before saving. Waymark notices, and shows three
rows in each way they can be read. She selects the right one, and repairs a letter that no encoding brings back.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.people.models import Person

MISREAD = (
    "First name(s),Surname,E-mail,School,Trust\r\n"
    "José,Núñez,jose@quarry.example,Quarry Hill,Hill Trust\r\n"
    "Zoë,Brontë-Sedge,zoe@fen.example,Fen Edge,\r\n"
    "Ann,Lee,ann@fen.example,Fen Edge,\r\n"
    "Ren?,Ash,rene@fen.example,Fen Edge,\r\n"
    "Ann,Lee,ANN@fen.example,Fen Edge,\r\n"
)


def test_a_misread_file_is_noticed_and_corrected(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(MISREAD.encode("mac_roman").decode("cp1252").encode())
    grace = stage.enter("grace")
    grace.goto(f"/cohorts/{stage.cast.cohort.slug}/enrolment-files/")
    grace.get_by_label("CSV file").set_input_files(file)
    grace.get_by_role("button", name="Upload file").click()
    _reads_the_names(grace)
    assert not Person.objects.filter(email__endswith="fen.example").exists()
    _repairs_the_lost_letter(grace)
    names = {
        person.name for person in Person.objects.filter(email__in=["jose@quarry.example", "rene@fen.example"])
    }
    assert names == {"José Núñez", "René Ash"}
    assert Enrolment.objects.filter(cohort=stage.cast.cohort, person__email="ann@fen.example").count() == 1


def _reads_the_names(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Are these names right?")
    page.get_by_role("button", name="Use this version").click()
    expect(page.get_by_role("alert")).to_contain_text("Select how the names should be read")
    page.get_by_role("radio", name="Zoë Brontë-Sedge").check()
    page.get_by_role("button", name="Use this version").click()


def _repairs_the_lost_letter(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "3 people can be enrolled, 1 row needs checking"
    )
    expect(page.get_by_text("This person is also in line 6. We’ll enrol them once.")).to_be_visible()
    page.get_by_label("Given name, line 5").fill("René")
    page.get_by_label("This row is right. Enrol this person").check()
    page.get_by_role("button", name="Enrol 3 people and those you selected").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 people were enrolled")
