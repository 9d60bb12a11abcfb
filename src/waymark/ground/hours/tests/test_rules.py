"""The 90 % rule as a table an assessor could read."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.hours.rules import can_miss, decide, least_minutes, standing_from


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
def test_who_is_engaged(earned: int, of: int, rule: Rule, engaged: bool) -> None:
    assert decide(earned=earned, of=of, rule=rule).engaged is engaged


def test_the_reason_says_what_is_missing() -> None:
    (says,) = decide(earned=3_780, of=4_200, rule=MORE_THAN).reasons
    assert says == "63 h of 70 h is 90%: more than 90% is asked, which takes 63 h 1 m, 1 min more."


@given(of=st.integers(1, 100_000), numerator=st.integers(1, 99), is_strict=st.booleans())
def test_the_least_minutes_are_enough_and_one_fewer_is_not(of: int, numerator: int, is_strict: bool) -> None:
    rule = Rule(Fraction(numerator, 100), is_strict)
    least = least_minutes(of=of, rule=rule)
    assert decide(earned=least, of=of, rule=rule).engaged
    assert not decide(earned=least - 1, of=of, rule=rule).engaged


def test_an_item_never_counts_for_more_than_it_is_planned() -> None:
    standing = standing_from(planned={"a": 60, "b": 120}, credited={"a": 600, "other": 500}, closed=())
    assert (standing.earned, standing.base, standing.possible) == (60, 180, 180)


def test_what_is_over_and_was_missed_is_no_longer_possible() -> None:
    standing = standing_from(planned={"a": 60, "b": 120}, credited={"a": 30}, closed=["a"])
    assert (standing.earned, standing.possible) == (30, 150)


def test_a_correction_can_bring_an_item_back_to_nothing_but_not_below() -> None:
    assert standing_from(planned={"a": 60}, credited={"a": -5}, closed=()).earned == 0


@pytest.mark.parametrize(("missed", "spare"), [(0, 419), (419, 0), (420, -1), (4_200, -3_781)])
def test_how_much_may_still_be_missed(missed: int, spare: int) -> None:
    standing = standing_from(planned={"a": 4_200}, credited={"a": 4_200 - missed}, closed=["a"])
    assert can_miss(standing=standing, rule=MORE_THAN) == spare
