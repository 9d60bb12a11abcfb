"""When questions open, how much of the answers is shown, and what can still change: as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.programmes.values import QuestionKind, Statement, StatementKind
from waymark.journey.reflect.rules import (
    AnswerReason,
    ChangeReason,
    LevelCounts,
    comments_to_show,
    count_levels,
    may_answer,
    may_change,
    weakest_first,
)
from waymark.journey.reflect.words import first_clause, headline, suggested_you_said

OPENS_AT = datetime(2026, 2, 3, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "answered", "reasons"),
    [
        (0, ["a", "b"], ()),
        (-1, ["a", "b"], (AnswerReason.NOT_OVER,)),
        (0, ["a"], (AnswerReason.UNANSWERED,)),
        (-1, [], (AnswerReason.NOT_OVER, AnswerReason.UNANSWERED)),
    ],
)
def test_questions_open_when_the_experience_has_ended(seconds, answered, reasons):
    at = OPENS_AT + timedelta(seconds=seconds)
    decision = may_answer(opens_at=OPENS_AT, at=at, required=["a", "b"], answered=answered)
    assert decision.reasons == reasons


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([1, 2, 3, 4], None),
        ([1, 2, 3, 4, 4], (2, 1, 2, 1, 4)),
        ([3] * 5, (0, 5, 0, 3, 3)),
        ([], None),
    ],
)
def test_under_five_answers_nothing_is_counted(levels, expected):
    counts = count_levels(levels)
    assert expected == (counts and (counts.low, counts.middle, counts.high, counts.lowest, counts.highest))


def test_the_weakest_result_comes_first_and_what_cannot_be_shown_last():
    counts = [count_levels(levels) for levels in ([4] * 5, [], [1] * 3 + [4] * 2, [1] * 3 + [3] * 2, [2] * 6)]
    ordered = sorted(counts, key=weakest_first)
    assert [result and (result.low, result.total, result.high) for result in ordered] == [
        (6, 6, 0), (3, 5, 0), (3, 5, 2), (0, 5, 5), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("comments", "expected"),
    [(["b", "a", "c", "d"], ()), (["b", "a", "c", "d", "e"], ("a", "b", "c", "d", "e"))],
)
def test_comments_are_shown_from_five_on_in_alphabetical_order(comments, expected):
    assert comments_to_show(comments) == expected
    assert comments_to_show([*comments, "  "]) == expected


@pytest.mark.parametrize(
    ("seconds", "reasons"), [(1, ()), (0, (ChangeReason.STARTED,)), (-1, (ChangeReason.STARTED,))]
)
def test_only_an_item_that_has_not_started_can_change(seconds, reasons):
    assert may_change(starts_at=OPENS_AT, at=OPENS_AT - timedelta(seconds=seconds)).reasons == reasons


@pytest.mark.parametrize(
    ("kind", "statement_kind", "low", "sentence"),
    [
        (
            "learning",
            "learn_how_to",
            3,
            "3 of 7 are not yet confident about how to settle a disagreement between two schools",
        ),
        (
            "learning",
            "learn_that",
            1,
            "1 of 7 is not yet confident about this: settle a disagreement between two schools",
        ),
        (
            "practice",
            "learn_how_to",
            3,
            "3 of 7 are not yet putting this into practice: settle a disagreement between two schools",
        ),
        (
            "practice",
            "learn_that",
            3,
            "3 of 7 are not yet putting this into practice: settle a disagreement between two schools",
        ),
        (
            "learning",
            "learn_how_to",
            0,
            "None of the 7 gave a low answer on 1.8: settle a disagreement between two schools",
        ),
    ],
)
def test_the_headline_says_how_many_answered_low(kind, statement_kind, low, sentence):
    text = "Settle a disagreement between two schools, so that the next is easier."
    statement = Statement(code="1.8", kind=StatementKind(statement_kind), text=text)
    counts = LevelCounts(low=low, middle=7 - low, high=0, lowest=1, highest=3)
    assert headline(counts, kind=QuestionKind(kind), statement=statement) == sentence
    assert suggested_you_said(counts, kind=QuestionKind(kind), statement=statement) == sentence


def test_a_long_headline_is_shortened_to_fit_the_form():
    statement = Statement(code="1.8", kind=StatementKind("learn_that"), text="Long " * 100)
    counts = LevelCounts(low=1, middle=6, high=0, lowest=1, highest=3)
    suggestion = suggested_you_said(counts, kind=QuestionKind.LEARNING, statement=statement)
    assert (len(suggestion), suggestion[-3:]) == (300, "...")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("DfE's funding rules change every year, often late.", "DfE's funding rules change every year"),
        ("A trust's values are learned from choices.", "a trust's values are learned from choices"),
        ("In short, a trust of many schools needs it.", "in short, a trust of many schools needs it"),
    ],
)
def test_a_statement_is_cut_at_a_clause(text, clause):
    assert first_clause(text) == clause
