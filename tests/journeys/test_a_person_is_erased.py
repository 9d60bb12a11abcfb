"""Amina has passed and Ben has not; nothing is released. Amina asks for her data and reads it: it says nothing of that.
Her award is released. Grace shows what an erasure removes and asks for it, Greta agrees, and the worker carries it out.
Then no word of hers is in a table, a file or the log; only the award record has her name.
"""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage, press
from tests.planted import find_words
from waymark.bridges.mail import jobs as mail
from waymark.ground.people.roles import Role
from waymark.journey.award.models import AwardRecord
from waymark.journey.award.tests.makers import LATER, decide, make_ready, release
from waymark.kit.log_lines import LineFormatter
from waymark.web import jobs

PLANTED = ("zebrawort pollen", "quillfeather", "marrowstone")
"""Words of hers that stand nowhere else: what she eats, what was agreed with her, why she was looked up."""
NAME, EMAIL = "Castellane", "amina@llse.example"
AFTER_RELEASE = ("Marks of your assessment", "Your outcome")


class Lines(logging.Handler):
    """The log of the server as it is written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(LineFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def log() -> Iterator[Lines]:
    handler, names = Lines(), ("", "waymark", "django.request", "django.server", "django.security")
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    """The folder of the installation, with the emails that leave."""
    settings.VAR = tmp_path
    settings.MAIL_IN_A_FOLDER = {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": tmp_path / "mail"},
    }
    settings.MAILERS = {"default": settings.MAIL_IN_A_FOLDER}
    return tmp_path


def test_a_person_asks_for_her_data_and_is_erased_after_the_award(
    stage: Stage, log: Lines, var: Path
) -> None:
    cast = stage.cast
    cast.person("greta", "Greta", "Lindqvist", Role.LEAD)
    make_ready(cast, cast.amina, 12, 12)
    make_ready(cast, cast.ben, (6, "o1"), (6, "o1"))
    outcomes = decide(cast, cast.amina), decide(cast, cast.ben)
    cast.set_time(LATER)
    grace, greta = stage.enter("grace"), stage.enter("greta")
    _plant(stage)

    before = {who: _copy_of(stage, who) for who in ("amina", "ben")}
    _says_nothing_of_the_result(before)
    release(cast, *outcomes)
    after = _copy_of(stage, "amina")
    assert all(_records_of(after, title) for title in AFTER_RELEASE)

    mail.run(at=LATER)
    assert set(find_words([*PLANTED, NAME, EMAIL], folder=var, log=log.text)) == {*PLANTED, NAME, EMAIL}
    assert list((var / "mail").iterdir())
    page = f"/people/{cast.amina.person.pk}/erasure/"
    grace.goto(page)
    expect(grace.get_by_role("heading", name="What will be removed")).to_be_visible()
    expect(grace.get_by_text("Your dietary needs: 1 record")).to_be_visible()
    expect(
        grace.get_by_text("If awarded, the award record: name, award and date. It is kept by law.")
    ).to_be_visible()
    grace.get_by_label("Why should this person be erased?").fill("She asked for it on the telephone.")
    press(grace, "Ask for erasure")
    expect(grace.get_by_text("Another programme lead decides.")).to_be_visible()
    stage.forget("amina")
    greta.goto(page)
    greta.get_by_role("radio", name="Yes, erase this person").check()
    press(greta, "Save your decision")
    expect(greta.get_by_text("It will be done within minutes.")).to_be_visible()

    jobs.run(at=cast.at + timedelta(minutes=1))
    left = find_words([*PLANTED, NAME, EMAIL], folder=var, log=log.text)
    assert left == {NAME: {"award_awardrecord.name", "the database"}}
    assert AwardRecord.objects.get().name == "Amina Castellane"
    greta.goto("/people/")
    expect(greta.get_by_text("Castellane")).to_have_count(0)


def _plant(stage: Stage) -> None:
    amina, grace = stage.enter("amina"), stage.enter("grace")
    amina.goto("/my/dietary-needs/")
    amina.get_by_label("What do you need?").fill(f"Nothing with {PLANTED[0]}")
    amina.get_by_role("checkbox").check()
    press(amina, "Save")
    person = f"/people/{stage.cast.amina.person.pk}/"
    grace.goto(f"{person}access-needs/")
    grace.get_by_label("What does this person need?").fill(f"A screen reader, as at {PLANTED[1]}")
    press(grace, "Save what was agreed")
    grace.goto(f"{person}dietary-needs/")
    grace.get_by_label("Why do you need to see it?").fill(f"Lunch for Amina Castellane in {PLANTED[2]}")
    press(grace, "Show their dietary needs")
    expect(grace.get_by_text(PLANTED[0])).to_be_visible()
    amina.goto("/your-data/")
    expect(amina.get_by_text(PLANTED[2])).to_be_visible()


def _copy_of(stage: Stage, who: str) -> dict[str, Any]:
    """Asked for on the person’s own page, prepared by one lead, released by another, downloaded and read."""
    own, grace, greta = stage.enter(who), stage.enter("grace"), stage.enter("greta")
    own.goto("/your-data/")
    press(own, "Ask for a copy of your data")
    page = f"/people/{stage.cast.people[who].pk}/subject-access/"
    for lead, button in ((grace, "Prepare the copy"), (greta, re.compile("Release the copy to"))):
        lead.goto(page)
        press(lead, button)
    own.goto("/your-data/")
    with own.expect_download() as download:
        own.get_by_role("link", name="Download your data (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        data: dict[str, Any] = json.loads(archive.read("your-data.json"))
        _read_in_a_browser(stage, archive.read("your-data.html").decode())
    assert data["format"] == "waymark-subject-access/1"
    return data


def _read_in_a_browser(stage: Stage, html: str) -> None:
    page: Page = stage.visitor()
    page.set_content(html)
    expect(page.get_by_text("Data Protection Act 2018, Schedule 2, paragraph 25").first).to_be_visible()
    page.close()
    stage.pages.remove(page)


def _records_of(data: dict[str, Any], title: str) -> list[Any]:
    return [record for room in data["rooms"] if room["title"] == title for record in room["records"]]


def _says_nothing_of_the_result(copies: dict[str, dict[str, Any]]) -> None:
    amina, ben = copies["amina"], copies["ben"]
    for data in (amina, ben):
        told = json.dumps([_records_of(data, title) for title in AFTER_RELEASE])
        assert "Points" not in told
        assert "Awarded" not in told
        assert "they follow by" in data["left_out"][0]
    for member in ("left_out", "given_after_release", "kinds"):
        assert amina[member] == ben[member]
    shapes = [
        [[record["kind"] for record in _records_of(data, title)] for title in AFTER_RELEASE]
        for data in (amina, ben)
    ]
    assert shapes[0] == shapes[1]
    assert PLANTED[0] in json.dumps(amina)
