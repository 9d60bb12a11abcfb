"""What may be submitted, what is collected, and what a marker reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.submission.rules import first_words, may_collect, may_submit, may_withdraw
from waymark.journey.sit.tests.windows import CLOSES, INSIDE, JUST, WINDOW
from waymark.kit.words import count_words


@pytest.mark.parametrize(
    ("words", "more", "reasons"),
    [
        (1500, {}, []),
        (1, {}, []),
        (1501, {}, [SittingReason.TOO_MANY_WORDS]),
        (0, {}, [SittingReason.NOTHING_WRITTEN]),
        (1500, {"at": CLOSES}, [SittingReason.CLOSED]),
        (1500, {"at": CLOSES - JUST}, []),
        (0, {"at": CLOSES, "declared": False, "unchanged": False}, [SittingReason.CLOSED]),
        (1500, {"unchanged": False}, [SittingReason.CHANGED]),
        (
            1501,
            {"declared": False, "sealed": True},
            [SittingReason.SEALED, SittingReason.TOO_MANY_WORDS, SittingReason.NOT_DECLARED],
        ),
    ],
)
def test_when_a_script_may_be_handed_in(words, more, reasons):
    facts = {"declared": True, "unchanged": True, "sealed": False, "at": INSIDE} | more
    assert list(may_submit(WINDOW, words=words, **facts).reasons) == reasons


@pytest.mark.parametrize(
    ("fields", "submitted", "at", "reasons"),
    [
        ({}, True, INSIDE, []),
        ({}, True, CLOSES - JUST, []),
        ({}, True, CLOSES, [SittingReason.CLOSED]),
        ({}, False, INSIDE, [SittingReason.NOT_SUBMITTED]),
        ({"may_take_back": False}, True, INSIDE, [SittingReason.STAYS_SUBMITTED]),
    ],
)
def test_when_a_submission_may_be_withdrawn(fields, submitted, at, reasons):
    window = replace(WINDOW, **({"may_take_back": True} | fields))
    assert list(may_withdraw(window, submitted=submitted, at=at).reasons) == reasons


@pytest.mark.parametrize(
    ("at", "texts", "collected"),
    [
        (CLOSES, ["", "a"], True),
        (CLOSES, ["", ""], False),
        (CLOSES - JUST, ["a"], False),
        (CLOSES, ["—"], True),
    ],
)
def test_what_the_close_collects(at, texts, collected):
    assert may_collect(WINDOW, texts=texts, at=at) is collected


@pytest.mark.parametrize(
    ("texts", "most", "read", "beyond"),
    [
        (["one two", "three"], 3, ["one two", "three"], ["", ""]),
        (["one two", "three four"], 3, ["one two", "three"], ["", " four"]),
        (["one two three", "four"], 2, ["one two", ""], [" three", "four"]),
        (["", "one – two"], 1, ["", "one"], ["", " – two"]),
        (["one —\n\n", "two"], 1, ["one", ""], [" —\n\n", "two"]),
        (["“one” two", "three"], 1, ["“one”", ""], [" two", "three"]),
    ],
)
def test_what_a_marker_reads(texts, most, read, beyond):
    cuts = first_words([(f"q{number}", text) for number, text in enumerate(texts, 1)], max_words=most)
    assert ([cut.read for cut in cuts], [cut.beyond for cut in cuts]) == (read, beyond)


@given(st.lists(st.text(alphabet="ab -\n\u200b", max_size=40), max_size=4), st.integers(0, 12))
def test_nothing_is_lost_in_the_cut(texts, most):
    answers = [(f"q{number}", text) for number, text in enumerate(texts)]
    cuts = first_words(answers, max_words=most)
    assert [cut.read + cut.beyond for cut in cuts] == texts
    assert sum(count_words(cut.read) for cut in cuts) == min(most, sum(map(count_words, texts)))
