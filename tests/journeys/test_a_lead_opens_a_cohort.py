"""Grace opens a cohort: she previews its calendar and clashes, opens it, adds staff, and enrols people from a file with
the faults of real files. She downloads the rows that cannot be read, corrects them, and uploads them again.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.people.models import Person

DIRTY = (
    "\ufeffForename;Surname;Work e-mail;TRN;Trust\r\n"
    "Oriel;Vantongeren ;oriel@quarry.example;9999101;Quarry Hill\r\n"
    "Bede;O’Farrell;bede@quarry.example;  9999102 ;Quarry Hill\r\n"
    "Zuleika;Marsh;zuleika@fen.example;012345;Fen Edge\r\n"
    "Amina;Castellane;amina@llse.example;;Castellane Trust\r\n"
    "Tobias;Wren;tobias@fen.example;to follow;Fen Edge\r\n"
    "Petronella;Ash;not-an-address;9999106;Fen Edge\r\n"
    "Silas;Rook;twice@fen.example;9999107;Fen Edge\r\n"
    "Sylvie;Rook;twice@fen.example;9999108;Fen Edge\r\n"
).encode()
ENROLLED = 4


def upload(page: Page, file: Path) -> None:
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Upload file").click()


def enrolled_count() -> int:
    return Enrolment.objects.filter(cohort__name="Autumn 2027").count()


def test_a_lead_opens_a_cohort(stage: Stage, tmp_path: Path) -> None:
    grace = stage.enter("grace")
    _previews_the_calendar(grace)
    _opens_it_and_adds_staff(grace)
    first = tmp_path / "autumn.csv"
    first.write_bytes(DIRTY)
    to_correct = _enrols_from_a_dirty_file(grace, first)
    _corrects_the_bad_rows(grace, to_correct, tmp_path / "corrected.csv")
    _uploads_the_same_file_again(grace, first)
    assert Cohort.objects.filter(name="Autumn 2027").count() == 1
    assert Person.objects.filter(email="amina@llse.example").count() == 1
    assert Person.objects.get(email="zuleika@fen.example").trn == "0012345"


def _previews_the_calendar(page: Page) -> None:
    page.get_by_role("link", name="Open a cohort").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Name of the cohort").fill("Autumn 2027")
    page.get_by_label("First day").fill("2026-12-11")
    page.get_by_role("button", name="Show the calendar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("with a holiday or weekend")
    expect(page.get_by_text("You have not opened the cohort yet.")).to_be_visible()
    expect(page.get_by_text("at most schools").first).to_be_visible()
    assert not Cohort.objects.filter(name="Autumn 2027").exists()


def _opens_it_and_adds_staff(page: Page) -> None:
    page.get_by_role("button", name="Open Autumn 2027").click()
    expect(page.get_by_text("You’ve opened Autumn 2027.")).to_be_visible()
    for person, role in (("Fay Abernethy", "Facilitator"), ("Hugo Marchbanks", "Coach")):
        options = page.get_by_label("Person").locator("option", has_text=person)
        page.get_by_label("Person").select_option(options.first.get_attribute("value"))
        page.get_by_label("Role").select_option(label=role)
        page.get_by_role("button", name="Add to staff").click()
        expect(page.get_by_text(f"{person} is now on the staff of Autumn 2027.")).to_be_visible()


def _enrols_from_a_dirty_file(page: Page, file: Path) -> Path:
    page.get_by_role("link", name="Enrol from a file").click()
    upload(page, file)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "4 people can be enrolled, 4 rows need correcting"
    )
    expect(page.get_by_text("read it as 0012345")).to_be_visible()
    expect(page.get_by_text("is not a complete email address")).to_be_visible()
    expect(
        page.get_by_text(
            "Line 9 has the same email address with other details, so neither row will be enrolled."
        )
    ).to_be_visible()
    assert enrolled_count() == 0, "A preview enrols no one."
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these rows as a CSV file").click()
    page.get_by_role("button", name="Enrol 4 people").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 people were enrolled")
    assert enrolled_count() == ENROLLED
    return Path(download.value.path())


def _corrects_the_bad_rows(page: Page, to_correct: Path, corrected: Path) -> None:
    """In the file that came back, as in a spreadsheet: the two rows with one address, and the two wrong ones."""
    rows = list(csv.reader(io.StringIO(to_correct.read_text("utf-8-sig"))))
    heading, bad = rows[0], rows[1:]
    assert [row[0] for row in bad] == ["Tobias", "Petronella", "Silas", "Sylvie"]
    assert all(row[heading.index("What to correct")] for row in bad)
    for row, email, trn in zip(
        bad,
        ("tobias@fen.example", "petronella@fen.example", "silas@fen.example", "sylvie@fen.example"),
        ("9999105", "9999106", "9999107", "9999108"),
        strict=True,
    ):
        row[heading.index("Email")], row[heading.index("TRN")] = email, trn
    text = io.StringIO()
    csv.writer(text).writerows([heading, *bad])
    corrected.write_text(text.getvalue(), "utf-8")
    page.get_by_role("link", name="Enrol from a file").first.click()
    upload(page, corrected)
    expect(page.get_by_role("heading", level=1)).to_have_text("4 people can be enrolled")
    page.get_by_role("button", name="Enrol 4 people").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 people were enrolled")
    assert enrolled_count() == 2 * ENROLLED


def _uploads_the_same_file_again(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Enrol from a file").first.click()
    upload(page, file)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("No one can be enrolled|already enrolled")
    )
    expect(page.get_by_role("button", name=re.compile("^Enrol"))).to_have_count(0)
    assert enrolled_count() == 2 * ENROLLED
