"""Where everything stands in the picture of a route, on a made-up programme of a hundred days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from waymark.ground.programmes.values import Actor, Item, Mode, Programme, Way
from waymark.journey.apply.programmes import picture
from waymark.journey.apply.programmes.picture import Box, Dot, RoutePicture, picture_of


def item_of(cast: Cast, title: str, first: int, last: int | None = None, **changes: Any) -> Item:
    """Studied, unless the changes say otherwise; in module `m`."""
    item = cast.programme().items[0]
    plan = item.plan.model_copy(update={"day": first, "until_day": last})
    values = {"title": title, "plan": plan, "way": Way.STUDIED, "module": "m", "actor": Actor.PARTICIPANT}
    return item.model_copy(update=values | changes)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = cast.programme()
    module = programme.modules[0].model_copy(update={"id": "m", "title": "Leading a school well"})
    later = module.model_copy(update={"id": "n", "title": "Ends"})
    opening = programme.assessment.plan.model_copy(update={"day": 90})
    assessment = programme.assessment.model_copy(update={"plan": opening, "days": 10})
    residential = {"way": Way.ATTENDED, "mode": Mode.IN_PERSON}
    items = (
        item_of(cast, "Residential", 0, 2, **residential),
        item_of(cast, "Four days", 10, 13, **residential),
        item_of(cast, "Reading", 20, 39),
        item_of(cast, "Reading more", 39, 49),
        item_of(cast, "Reading on", 50, 59, module="n"),
        item_of(cast, "A mentor’s hour", 60, actor=Actor.MENTOR),
    )
    return programme.model_copy(
        update={"items": items, "modules": (module, later), "assessment": assessment, "months": 4}
    )


@pytest.fixture
def drawn(programme: Programme) -> RoutePicture:
    drawn = picture_of(programme, starts_on=date(2026, 1, 1))
    assert drawn is not None
    return drawn


def places(boxes: tuple[Box, ...]) -> list[tuple[str, float, float, float]]:
    return [(box.title, round(box.x, 1), round(box.y, 1), round(box.width, 1)) for box in boxes]


def test_lying_a_day_is_as_wide_as_another(drawn: RoutePicture) -> None:
    """980 units for a hundred days, after the names of the lanes."""
    lying = drawn.lying
    assert (lying.width, lying.height) == (1120, 230)
    assert places(lying.bars) == [
        ("Four days", 230.0, 105.0, 39.2),
        ("Reading", 328.0, 135.0, 196.0),
        ("Reading more", 514.2, 151.0, 107.8),
        ("Reading on", 622.0, 135.0, 98.0),
    ]
    assert {bar.height for bar in lying.bars} == {12}
    assert lying.dots == (Dot(x=pytest.approx(146.7), y=111.0, title="Residential"),)
    assert lying.finish == Box(x=1014.0, y=176.0, width=pytest.approx(98.0), height=22, title="Assessment")


def test_lying_arms_lanes_and_months_stand_where_they_begin(drawn: RoutePicture) -> None:
    lying = drawn.lying
    assert places(lying.arms) == [("Leading a school well", 132.0, 0, 597.8), ("Ends", 622.0, 44, 98.0)]
    assert {arm.height for arm in lying.arms} == {40}
    assert [(label.x, label.y, label.text) for label in lying.lanes] == [
        (120, 116.0, "Face to face"),
        (120, 146.0, "Study"),
        (120, 192.0, "Assessment"),
    ]
    assert [(round(label.x, 1), label.y, label.text) for label in lying.months] == [
        (132.0, 222.0, "Jan 26"),
        (435.8, 222.0, "Feb 26"),
        (710.2, 222.0, "Mar 26"),
        (1014.0, 222.0, "Apr 26"),
    ]
    assert [round(line.x, 1) for line in lying.lines] == [132.0, 435.8, 710.2, 1014.0]
    assert (lying.grid_from, lying.grid_to) == (94.0, 206.0)


def test_standing_the_same_route_goes_downwards(drawn: RoutePicture) -> None:
    standing = drawn.standing
    assert (standing.width, standing.height, standing.arms) == (320, 196, ())
    assert [
        (*place, round(bar.height, 1))
        for place, bar in zip(places(standing.bars), standing.bars, strict=True)
    ] == [
        ("Four days", 92.3, 104.8, 6.0, 3.5),
        ("Reading", 175.0, 113.6, 6.0, 17.6),
        ("Reading more", 183.0, 130.3, 6.0, 9.7),
        ("Reading on", 175.0, 140.0, 6.0, 8.8),
    ]
    assert [(round(dot.x, 1), round(dot.y, 1)) for dot in standing.dots] == [(95.3, 97.3)]
    assert standing.finish is not None
    assert places((standing.finish,)) == [("Assessment", 259.7, 172.0, 18)]
    assert standing.finish.height == 12
    assert [(round(label.x, 1), label.y) for label in standing.lanes] == [
        (99.3, 86),
        (186.0, 86),
        (272.7, 86),
    ]
    assert [(label.x, round(label.y, 1)) for label in standing.months] == [
        (0, 110.0), (0, 137.3), (0, 161.9), (0, 189.2),
    ]  # fmt: skip
    assert [(line.x, round(line.y, 1)) for line in standing.lines] == [
        (0, 96.0), (0, 123.3), (0, 147.9), (0, 175.2),
    ]  # fmt: skip
    assert (standing.grid_from, standing.grid_to) == (48, 320)


def test_the_summary_says_the_same_in_words(programme: Programme, drawn: RoutePicture) -> None:
    assert drawn.summary == (
        "The route through the programme, over 4 months and 2 modules. Number of items of each kind: "
        "face to face: 2; study: 3. The written assessment opens in April 2026."
    )
    undated = picture_of(programme.model_copy(update={"modules": ()}), starts_on=None)
    assert undated is not None
    assert undated.summary.startswith("The route through the programme, over 4 months. Number")
    assert undated.lying.arms == ()
    assert undated.lying.grid_from == 6
    assert undated.summary.endswith("The written assessment opens in month 3.")


def test_a_programme_without_anything_to_do_has_no_picture(programme: Programme) -> None:
    assert picture_of(programme.model_copy(update={"items": ()}), starts_on=None) is None


def test_every_second_month_is_named_on_a_long_route(programme: Programme) -> None:
    opening = programme.assessment.plan.model_copy(update={"day": 600})
    assessment = programme.assessment.model_copy(update={"plan": opening})
    drawn = picture_of(programme.model_copy(update={"assessment": assessment}), starts_on=date(2026, 1, 1))
    assert drawn is not None
    assert (len(drawn.lying.lines), len(drawn.lying.months)) == (21, 11)
    assert len(drawn.standing.months) == 21


def test_an_arm_points_right() -> None:
    assert Box(10, 20, 60, 40).arm == "M10.0 20.0H56.0L70.0 40.0L56.0 60.0H10.0z"
    assert Box(10, 20, 30, 40).arm == "M10.0 20.0H30.0L40.0 40.0L30.0 60.0H10.0z"


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("Leading well", 12, ("Leading well",)),
        ("Leading well", 11, ("Leading", "well")),
        ("Leading a school well", 9, ("Leading a", "school…")),
        ("Leading a school well", 8, ("Leading", "a schoo…")),
        ("Leadership", 6, ("Leade…",)),
        ("Leading well", 3, ()),
    ],
)
def test_long_titles_are_wrapped_and_cut(text: str, most: int, lines: tuple[str, ...]) -> None:
    assert picture._wrapped(text, most) == lines
