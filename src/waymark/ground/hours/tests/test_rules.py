"""The engagement rule (more than, or at least, 90%) as a table an assessor could read."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.hours.rules import (
    decide_engagement,
    engagement_from_minutes,
    minutes_needed,
    minutes_to_spare,
)


@dataclass(frozen=True)
class Rule:
    share: Fraction
    is_strict: bool


MORE_THAN = Rule(Fraction(90, 100), is_strict=True)
AT_LEAST = Rule(Fraction(90, 100), is_strict=False)


@pytest.mark.parametrize(
    ("earned", "of", "rule", "engaged"),
    [
        (3_780, 4_200, MORE_THAN, False),  # 63 h of 70 h is exactly ninety
        (3_781, 4_200, MORE_THAN, True),
        (3_780, 4_200, AT_LEAST, True),
        (3_996, 4_440, AT_LEAST, True),  # exactly ninety of 74 h
        (3_995, 4_440, AT_LEAST, False),
        (3_996, 4_440, MORE_THAN, False),
        (0, 4_200, MORE_THAN, False),
        (4_200, 4_200, MORE_THAN, True),
        (9, 10, AT_LEAST, True),
        (8, 9, AT_LEAST, False),
    ],
)
def test_engagement_is_compared_exactly(earned: int, of: int, rule: Rule, engaged: bool) -> None:
    assert decide_engagement(earned=earned, of=of, rule=rule).engaged is engaged


def test_reason_names_the_missing_minutes() -> None:
    (sentence,) = decide_engagement(earned=3_780, of=4_200, rule=MORE_THAN).reasons
    assert sentence == (
        "63 hours of 70 hours is 90%. The rule is more than 90%, which is 63 hours 1 minute, "
        "so 1 minute more is needed."
    )


@given(of=st.integers(1, 100_000), numerator=st.integers(1, 99), is_strict=st.booleans())
def test_minutes_needed_are_enough_and_one_fewer_is_not(of: int, numerator: int, is_strict: bool) -> None:
    rule = Rule(Fraction(numerator, 100), is_strict)
    least = minutes_needed(of=of, rule=rule)
    assert decide_engagement(earned=least, of=of, rule=rule).engaged
    assert not decide_engagement(earned=least - 1, of=of, rule=rule).engaged


def test_item_never_counts_for_more_than_its_planned_minutes() -> None:
    engagement = engagement_from_minutes(
        planned={"a": 60, "b": 120}, credited={"a": 600, "other": 500}, closed=()
    )
    assert (engagement.earned, engagement.base, engagement.possible) == (60, 180, 180)


def test_missed_minutes_of_a_closed_item_are_not_possible() -> None:
    engagement = engagement_from_minutes(planned={"a": 60, "b": 120}, credited={"a": 30}, closed=["a"])
    assert (engagement.earned, engagement.possible) == (30, 150)


def test_correction_never_takes_an_item_below_zero() -> None:
    assert engagement_from_minutes(planned={"a": 60}, credited={"a": -5}, closed=()).earned == 0


@pytest.mark.parametrize(("missed", "spare"), [(0, 419), (419, 0), (420, -1), (4_200, -3_781)])
def test_minutes_to_spare(missed: int, spare: int) -> None:
    engagement = engagement_from_minutes(planned={"a": 4_200}, credited={"a": 4_200 - missed}, closed=["a"])
    assert minutes_to_spare(engagement=engagement, rule=MORE_THAN) == spare
