"""Hours by month, and the route as a picture, for both programmes and one that is invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import PACKS
from waymark.ground.programmes.loader import load_source, read_files
from waymark.ground.programmes.starter import starter_files
from waymark.ground.programmes.values import Programme
from waymark.journey.apply.programmes.months import label_of, month_of, months_of
from waymark.journey.apply.programmes.picture import picture_of


def programme_named(name: str) -> Programme:
    files = starter_files(name) if name == "third-programme" else dict(read_files(PACKS / name))
    programme = load_source(files).programme
    assert programme is not None
    return programme


ALL = pytest.mark.parametrize("name", ["llse-npqel", "ucl-npqel-2025", "third-programme"])
STARTS = pytest.mark.parametrize("starts_on", [None, date(2027, 1, 18), date(2026, 12, 31)])


@ALL
@STARTS
def test_the_months_add_up_to_the_hours_that_count(name: str, starts_on: date | None) -> None:
    programme = programme_named(name)
    months = months_of(programme, starts_on=starts_on)
    assert sum(month.minutes for month in months) == programme.base_minutes
    assert [month.number for month in months] == list(range(1, len(months) + 1))
    assert all(month.minutes >= 0 for month in months)


@pytest.mark.parametrize(
    ("day", "starts_on", "number", "label"),
    [
        (0, None, 1, "Month 1"),
        (30, None, 1, "Month 1"),
        (31, None, 2, "Month 2"),
        (0, date(2026, 12, 31), 1, "December 2026"),
        (1, date(2026, 12, 31), 2, "January 2027"),
        (59, date(2027, 1, 1), 3, "March 2027"),
    ],
)
def test_a_day_of_the_plan_has_its_month(day: int, starts_on: date | None, number: int, label: str) -> None:
    assert month_of(day, starts_on=starts_on) == number
    assert label_of(number, starts_on=starts_on) == label


@ALL
@STARTS
def test_the_picture_holds_every_item_inside_its_edges(name: str, starts_on: date | None) -> None:
    programme = programme_named(name)
    picture = picture_of(programme, starts_on=starts_on)
    assert picture is not None
    for drawing in (picture.lying, picture.standing):
        own = [item for item in programme.items if item.actor == "participant" and item.way != "reported"]
        assert len(drawing.bars) + len(drawing.dots) == len(own)
        for bar in (*drawing.bars, *drawing.arms):
            assert 0 <= bar.x <= bar.x + bar.width <= drawing.width + 0.1
            assert 0 <= bar.y <= bar.y + bar.height <= drawing.height
        for dot in drawing.dots:
            assert 0 < dot.x < drawing.width
            assert 0 < dot.y < drawing.height


def test_the_picture_is_said_in_words() -> None:
    picture = picture_of(programme_named("llse-npqel"), starts_on=None)
    assert picture is not None
    assert "over 18 months and 5 modules" in picture.summary
    assert "face to face: 4" in picture.summary
    assert "The written assessment opens in month 18" in picture.summary
