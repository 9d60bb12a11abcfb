"""Amina looks back: her versions by day and pause, what changed, and one of them brought back as a new one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.desk_windows import text_of
from waymark.journey.sit.models import Answer
from waymark.journey.sit.queries import list_versions
from waymark.journey.sit.tests.makers import make_sitting, save

pytestmark = pytest.mark.once("postgres")


@pytest.fixture
def sitting(cast, live_server):
    sitting = make_sitting(cast)
    for minute, text in [(0, "One."), (1, "One. Two."), (20, "One. Two. Three."), (21, "Something else.")]:
        save(sitting, text, at=cast.at + timedelta(minutes=minute))
    save(sitting, "Something else. At last.", at=cast.at + timedelta(days=1))
    return sitting


def test_versions_are_listed_compared_and_brought_back(at_the_desk, cast, sitting) -> None:
    cast.set_time(cast.at + timedelta(days=1, hours=1))
    desk = at_the_desk("amina", sitting).open()
    desk.get_by_role("link", name="Versions of question 1").click()
    expect(desk.locator("h1")).to_have_text("5 versions of your answer to question 1")
    expect(desk.get_by_role("heading", level=2)).to_have_text(
        ["Friday 23 October 2026", "Thursday 22 October 2026"]
    )
    rows = desk.locator(".wm-rows li")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("your current answer")
    desk.get_by_role("link", name="Show all 4").click()
    expect(rows).to_have_count(4)
    desk.get_by_role("link", name="10:20:00").click()
    expect(desk.locator(".wm-compare del")).to_have_text("One. Two. Three.")
    expect(desk.locator(".wm-compare ins")).to_have_text("Something else. At last.")
    desk.get_by_role("button", name="Restore this version").click()
    expect(desk.locator("#a1")).to_have_value("One. Two. Three.")
    expect(desk.locator("header")).to_contain_text("The version you chose is your answer again.")
    assert text_of(sitting) == "One. Two. Three."
    answer = Answer.objects.get(sitting=sitting, question_id="q1")
    assert [version.rev for version in list_versions(answer_id=answer.pk)] == [6, 5, 4, 3, 2, 1]


def test_a_version_is_not_brought_back_over_a_text_one_has_not_seen(at_the_desk, cast, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    page = amina.open(f"{amina.url}answers/q1/versions/1/")
    save(sitting, "Typed on the phone meanwhile.", at=cast.at + timedelta(days=2))
    page.get_by_role("button", name="Restore this version").click()
    expect(page.locator("main")).to_contain_text("This answer has changed since you opened the page")
    assert text_of(sitting) == "Typed on the phone meanwhile."


def test_what_is_not_there_is_not_found(at_the_desk, sitting) -> None:
    amina = at_the_desk("amina", sitting)
    for path in ("answers/q1/versions/99/", "answers/q9/versions/", "answers/q1/versions/1/?to=99"):
        answer = amina.open().goto(amina.url + path)
        assert answer
        assert answer.status == 404, path
