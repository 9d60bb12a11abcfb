"""Requirements of every measure, against the plain reading: try everything that can still happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.ground.hours.requirements import Outcome, Piece, State, decide

TODAY = date(2026, 10, 19)


@dataclass(frozen=True, kw_only=True)
class Rule:
    id: str = "live"
    title: str = ""
    measure: str = "minutes"
    weights: dict[str, int] = field(default_factory=dict)
    share: Fraction = Fraction(9, 10)
    is_strict: bool = False
    most_catch_up: int | None = None


AT_LEAST, MORE_THAN = Rule(), Rule(is_strict=True)
COUNT = Rule(measure="items", share=Fraction(3, 4))
WEIGHTS = Rule(measure="weights", weights={"sessions": 50, "quizzes": 30, "tasks": 20})


PIECE = Piece(item_id="x", planned=100, due_on=TODAY, is_open=False)


def piece(planned: int = 100, earned: int = 0, **changes: Any) -> Piece:
    return replace(PIECE, planned=planned, earned=earned, **changes)


def amounts(outcome: Outcome) -> tuple[object, ...]:
    return outcome.earned, outcome.of, outcome.needed, outcome.met, outcome.state, outcome.may_miss


@pytest.mark.parametrize(
    ("rule", "pieces", "expected"),
    [
        (AT_LEAST, [piece(100, 90)], (90, 100, 90, True, State.SECURED, 0)),
        (AT_LEAST, [piece(100, 89)], (89, 100, 90, False, State.OUT_OF_REACH, 0)),
        (MORE_THAN, [piece(100, 90)], (90, 100, 91, False, State.OUT_OF_REACH, 0)),
        (MORE_THAN, [piece(100, 91)], (91, 100, 91, True, State.SECURED, 0)),
        (AT_LEAST, [piece(100, 50, is_open=True)], (50, 100, 90, False, State.REACHABLE, 10)),
        (AT_LEAST, [piece(100, 95, is_open=True)], (95, 100, 90, True, State.SECURED, 5)),
        (AT_LEAST, [piece(5, 4), piece(5, 5)], (9, 10, 9, True, State.SECURED, 0)),
        (AT_LEAST, [piece(7, 6)], (6, 7, 7, False, State.OUT_OF_REACH, 0)),
        (AT_LEAST, [piece(100, 250)], (100, 100, 90, True, State.SECURED, 0)),
        (AT_LEAST, [piece(100, -20, is_open=True)], (0, 100, 90, False, State.REACHABLE, 10)),
        (AT_LEAST, [], (0, 0, 0, True, State.SECURED, 0)),
        (COUNT, [piece(10, 10)] * 3 + [piece(10, 9)], (3, 4, 3, True, State.SECURED, 0)),
        (COUNT, [piece(10, 10)] * 2 + [piece(10, 9)] * 2, (2, 4, 3, False, State.OUT_OF_REACH, 0)),
        (
            COUNT,
            [piece(10, 10)] * 2 + [piece(10, is_open=True)] * 2,
            (2, 4, 3, False, State.REACHABLE, 1),
        ),
        (COUNT, [piece(0), piece(10, 10)], (1, 1, 1, True, State.SECURED, 0)),
        (
            WEIGHTS,
            [
                piece(100, 100, component="sessions"),
                piece(60, 60, component="quizzes"),
                piece(30, 15, component="tasks"),
            ],
            (90, 100, 90, True, State.SECURED, 0),
        ),
        (
            WEIGHTS,
            [piece(100, 79, component="sessions"), piece(60, 60, component="quizzes")],
            (Fraction(139, 2), 80, 72, False, State.OUT_OF_REACH, 0),
        ),
    ],
)
def test_a_requirement_is_decided_exactly(
    rule: Rule, pieces: list[Piece], expected: tuple[object, ...]
) -> None:
    assert amounts(decide(rule, pieces, on=TODAY)) == expected


def test_what_was_cancelled_lowers_what_is_asked_and_what_is_needed_alike() -> None:
    pieces = [piece(100, 80), piece(100, is_cancelled=True, is_open=True)]
    outcome = decide(AT_LEAST, pieces, on=TODAY)
    assert amounts(outcome) == (80, 100, 80, True, State.SECURED, 0)


def test_minutes_of_a_cancelled_session_that_was_partly_held_still_count() -> None:
    outcome = decide(AT_LEAST, [piece(100, 30, is_cancelled=True), piece(100, 90)], on=TODAY)
    assert amounts(outcome) == (120, 130, 110, True, State.SECURED, 0)


def test_what_was_over_before_someone_joined_is_not_asked_of_them() -> None:
    outcome = decide(AT_LEAST, [piece(100, was_before=True), piece(100, 90)], on=TODAY)
    assert amounts(outcome) == (90, 100, 90, True, State.SECURED, 0)


def test_what_someone_did_of_what_was_over_before_they_joined_counts() -> None:
    outcome = decide(AT_LEAST, [piece(100, 40, was_before=True), piece(100, 88)], on=TODAY)
    assert amounts(outcome)[:4] == (128, 140, 126, True)


@pytest.mark.parametrize(("limit", "earned"), [(None, 100), (60, 100), (30, 70), (0, 40)])
def test_catching_up_counts_up_to_the_limit(limit: int | None, earned: int) -> None:
    pieces = [piece(50, 50, caught_up=20), piece(50, 50, caught_up=40)]
    assert decide(replace(AT_LEAST, most_catch_up=limit), pieces, on=TODAY).earned == earned


def test_catching_up_beyond_an_item_s_minutes_counts_once() -> None:
    outcome = decide(replace(AT_LEAST, most_catch_up=50), [piece(50, 80, caught_up=80)], on=TODAY)
    assert outcome.earned == 50


@pytest.mark.parametrize(("days", "due"), [(-1, 100), (0, 100), (1, 0)])
def test_an_item_is_due_on_its_last_day(days: int, due: int) -> None:
    pieces = [piece(100, is_open=True, due_on=TODAY + timedelta(days=days))]
    assert decide(AT_LEAST, pieces, on=TODAY).due_by_today == due


def test_neither_what_was_cancelled_nor_what_was_before_is_due() -> None:
    pieces = [piece(100, is_cancelled=True), piece(100, was_before=True), piece(20)]
    assert decide(AT_LEAST, pieces, on=TODAY).due_by_today == 20
    assert decide(COUNT, pieces, on=TODAY).due_by_today == 1


@pytest.mark.parametrize(
    ("rule", "pieces", "reason"),
    [
        (
            AT_LEAST,
            [piece(100, 90)],
            "1 hour 30 minutes of 1 hour 40 minutes is 90%. The rule is at least 90%.",
        ),
        (
            MORE_THAN,
            [piece(600, 60, is_open=True)],
            "1 hour of 10 hours is 10%. The rule is more than 90%, which is 9 hours 1 minute, so 8 hours 1 minute "
            "more is needed. At most 59 minutes may be missed.",
        ),
        (
            Rule(title="Live sessions"),
            [piece(600, 60), piece(60, is_open=True)],
            "Live sessions: 1 hour of 11 hours is 9.0%. The rule is at least 90%, which is 9 hours 54 minutes, so "
            "8 hours 54 minutes more is needed. Only 1 hour is left, so catching up is needed too.",
        ),
        (COUNT, [piece(10, 10)] * 3 + [piece(10)], "3 of 4 items is 75%. The rule is at least 75%."),
        (
            WEIGHTS,
            [piece(90, 30, component="sessions", is_open=True)],
            "16.66 of 50 points is 33.3%. The rule is at least 90%, which is 45 points, so 28.33 points more is "
            "needed. At most 5 points may be missed.",
        ),
        (Rule(title="Live sessions"), [], "Live sessions: nothing is asked."),
        (AT_LEAST, [], "Engagement: nothing is asked."),
    ],
)
def test_the_reason_is_said_in_words(rule: Rule, pieces: list[Piece], reason: str) -> None:
    outcome = decide(rule, pieces, on=TODAY)
    assert f"{outcome.reason} {outcome.forecast}".strip() == reason


PIECES = st.lists(
    st.builds(
        lambda planned, part, component, **facts: piece(
            planned, min(planned, part), component=component, **facts
        ),
        planned=st.integers(0, 4),
        part=st.integers(0, 4),
        component=st.sampled_from(["sessions", "quizzes", "tasks"]),
        is_open=st.booleans(),
        is_cancelled=st.booleans(),
        was_before=st.booleans(),
    ),
    max_size=5,
)
RULES = st.builds(
    Rule,
    measure=st.sampled_from(["minutes", "items", "weights"]),
    weights=st.just(WEIGHTS.weights),
    share=st.fractions(0, 1, max_denominator=10),
    is_strict=st.booleans(),
)


def futures(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Everything that can still happen: each item earns any number of its minutes that are left."""
    choices = [
        [replace(piece, earned=piece.done + more) for more in range(piece.left + 1)] for piece in pieces
    ]
    return [list(future) for future in product(*choices)]


@given(rule=RULES, pieces=PIECES)
def test_the_state_is_that_of_everything_that_can_still_happen(rule: Rule, pieces: list[Piece]) -> None:
    outcome = decide(rule, pieces, on=TODAY)
    results = [decide(rule, future, on=TODAY).met for future in futures(pieces)]
    state = State.SECURED if all(results) else State.REACHABLE if any(results) else State.OUT_OF_REACH
    assert outcome.state is state
    assert outcome.met is (state is State.SECURED)


@given(rule=RULES.filter(lambda rule: rule.measure == "minutes"), pieces=PIECES)
def test_whoever_misses_no_more_than_they_may_meets_the_rule(rule: Rule, pieces: list[Piece]) -> None:
    outcome, left = decide(rule, pieces, on=TODAY), sum(each.left for each in pieces)
    met_after_missing = {
        left - sum(new.earned - old.done for new, old in zip(future, pieces, strict=True)): decide(
            rule, future, on=TODAY
        ).met
        for future in futures(pieces)
    }
    allowed = [missed for missed, met in met_after_missing.items() if met]
    assert outcome.may_miss == max(allowed, default=0)


@given(rule=RULES, pieces=PIECES, number=st.integers(0, 4))
def test_cancelling_hurts_no_one(rule: Rule, pieces: list[Piece], number: int) -> None:
    cancelled = [
        replace(piece, is_cancelled=piece.is_cancelled or place == number)
        for place, piece in enumerate(pieces)
    ]
    before, after = decide(rule, pieces, on=TODAY), decide(rule, cancelled, on=TODAY)
    order = [State.OUT_OF_REACH, State.REACHABLE, State.SECURED]
    assert order.index(after.state) >= order.index(before.state)
    assert after.earned == before.earned


@given(rule=RULES, pieces=PIECES)
def test_earning_more_never_makes_it_worse(rule: Rule, pieces: list[Piece]) -> None:
    order = [State.OUT_OF_REACH, State.REACHABLE, State.SECURED]
    before = decide(rule, pieces, on=TODAY)
    for future in futures(pieces):
        after = decide(rule, future, on=TODAY)
        assert before.state is not State.SECURED or order.index(after.state) == 2
        assert after.earned >= before.earned
