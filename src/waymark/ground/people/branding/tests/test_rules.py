"""Contrast as WCAG works it out, and the shade that is suggested instead."""

import pytest

from waymark.ground.people.branding import rules


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.47),
        ("#0f514a", "#ffffff", 9.14),
        ("#f6bd27", "#ffffff", 1.72),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert rules.contrast(first, second) == pytest.approx(ratio, abs=0.02)
    assert rules.contrast(first, second) == rules.contrast(second, first)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#0F514A", "#0f514a"),
        ("0f514a", "#0f514a"),
        (" #fff ", "#ffffff"),
        ("red", None),
        ("#12345", None),
        ("#0f514a;}", None),
        ("#٠٠٠٠٠٠", None),
        ("", None),
    ],
)
def test_a_colour_is_six_digits_or_three(text: str, colour: str | None) -> None:
    assert rules.read_colour(text) == colour


def test_a_link_colour_is_checked_on_everything_that_links_stand_on() -> None:
    on_white_alone = "#767676"
    assert rules.contrast(on_white_alone, "#ffffff") >= rules.TEXT
    contrast = rules.check_link_colour(on_white_alone)
    assert not contrast.is_enough
    assert contrast.against == "the grey of the top line"
    assert rules.check_sign_colour(on_white_alone).is_enough


@pytest.mark.parametrize("colour", ["#f6bd27", "#ff0000", "#ffffff", "#88aaff", "#767676", "#00ff00"])
def test_the_suggestion_is_the_same_hue_and_enough(colour: str) -> None:
    contrast = rules.check_link_colour(colour)
    assert not contrast.is_enough
    assert rules.check_link_colour(contrast.suggestion).is_enough


def test_a_colour_that_is_enough_is_its_own_suggestion() -> None:
    contrast = rules.check_link_colour("#0f514a")
    assert (contrast.is_enough, contrast.suggestion) == (True, "#0f514a")
