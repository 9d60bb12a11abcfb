"""When questions open, what is shown of answers, what can still change: as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.programmes.values import QuestionKind, Statement, StatementKind
from waymark.journey.reflect.rules import Tally, Why, badness, may_answer, may_change, quoted, tally
from waymark.journey.reflect.words import finding, first_clause

OVER = datetime(2026, 2, 3, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("late", "answered", "against"),
    [
        (0, ["a", "b"], ()),
        (-1, ["a", "b"], (Why.NOT_OVER,)),
        (0, ["a"], (Why.UNANSWERED,)),
        (-1, [], (Why.NOT_OVER, Why.UNANSWERED)),
    ],
)
def test_questions_open_when_the_experience_has_ended(late, answered, against):
    at = OVER + timedelta(seconds=late)
    assert may_answer(over_at=OVER, at=at, asked=["a", "b"], answered=answered) == against


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([1, 2, 3, 4], None),
        ([1, 2, 3, 4, 4], (2, 1, 2, 1, 4)),
        ([3] * 5, (0, 5, 0, 3, 3)),
        ([], None),
    ],
)
def test_under_five_nothing_is_broken_down(levels, shown):
    counted = tally(levels)
    found = counted and (counted.low, counted.middle, counted.high, counted.least, counted.most)
    assert found == shown


def test_the_worst_stands_first_and_what_cannot_be_shown_last():
    some = [tally([4] * 5), None, tally([1] * 3 + [4] * 2), tally([1] * 3 + [3] * 2), tally([2] * 6)]
    ordered = sorted(some, key=badness)
    assert [one and (one.low, one.n, one.high) for one in ordered] == [
        (6, 6, 0), (3, 5, 0), (3, 5, 2), (0, 5, 5), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "shown"), [(["b", "a", "c", "d"], ()), (["b", "a", "c", "d", "e"], ("a", "b", "c", "d", "e"))]
)
def test_words_are_quoted_from_five_on_and_in_no_telling_order(said, shown):
    assert quoted(said) == shown
    assert quoted([*said, "  "]) == shown


@pytest.mark.parametrize(("before", "against"), [(1, ()), (0, (Why.STARTED,)), (-1, (Why.STARTED,))])
def test_only_an_item_still_to_come_can_change(before, against):
    assert may_change(starts_at=OVER, at=OVER - timedelta(seconds=before)) == against


@pytest.mark.parametrize(
    ("kind", "statement_kind", "low", "says"),
    [
        (
            "learning",
            "learn_how_to",
            3,
            "3 of 7 cannot yet say how to settle a disagreement between two schools",
        ),
        ("learning", "learn_that", 3, "3 of 7 cannot yet say that settle a disagreement between two schools"),
        ("practice", "learn_how_to", 3, "3 of 7 do not yet settle a disagreement between two schools"),
        (
            "learning",
            "learn_how_to",
            0,
            "Nobody of 7 answered low on 1.8: settle a disagreement between two schools",
        ),
    ],
)
def test_the_headline_is_the_finding(kind, statement_kind, low, says):
    text = "Settle a disagreement between two schools, so that the next is easier."
    statement = Statement(code="1.8", kind=StatementKind(statement_kind), text=text)
    counted = Tally(low=low, middle=7 - low, high=0, least=1, most=3)
    assert finding(counted, kind=QuestionKind(kind), statement=statement) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("DfE's funding rules change every year, often late.", "DfE's funding rules change every year"),
        ("A trust's values are learned from choices.", "a trust's values are learned from choices"),
        ("In short, a trust of many schools needs it.", "in short, a trust of many schools needs it"),
    ],
)
def test_a_statement_is_cut_at_a_clause(text, says):
    assert first_clause(text) == says
