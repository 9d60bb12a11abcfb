"""Starting to write."""

from __future__ import annotations

from datetime import timedelta

import pytest

from waymark.ground.ledger.models import Entry
from waymark.ground.papers.models import Review
from waymark.journey.sit import actions
from waymark.journey.sit.models import Answer
from waymark.journey.sit.tests.makers import (
    CLOSES,
    make_sitting,
    make_window,
)
from waymark.journey.sit.tests.pages import DECLARED


def test_sitting_down_makes_one_sitting_with_its_answers(cast):
    window = make_window(cast)
    first, second = make_sitting(cast, window=window), make_sitting(cast, window=window)
    assert first == second
    assert list(Answer.objects.values_list("question_id", "rev")) == [("q1", 0), ("q2", 0), ("q3", 0)]
    assert Entry.objects.filter(verb="sit.opened").count() == 1


def test_the_gate_says_the_minutes_that_are_missing(cast):
    window = make_window(cast, cohort=cast.ucl_cohort)
    with pytest.raises(actions.CannotOpenSitting) as refused:
        make_sitting(cast, "uma", window=window)
    assert refused.value.codes == ("gate",)
    assert "66 hours 36 minutes" in str(refused.value)


def test_no_desk_before_nor_after_the_window(cast):
    window = make_window(cast)
    for at, code in [(window.opens_at - timedelta(seconds=1), "not_open"), (CLOSES, "closed")]:
        cast.at = at
        with pytest.raises(actions.CannotOpenSitting) as refused:
            make_sitting(cast, window=window)
        assert refused.value.codes == (code,)


def test_nobody_sits_in_another_cohorts_window(cast):
    window = make_window(cast, cohort=cast.ucl_cohort)
    with pytest.raises(actions.CannotOpenSitting):
        make_sitting(cast, "amina", window=window)


def test_no_one_sits_a_paper_that_they_reviewed(cast):
    window = make_window(cast)
    Review.objects.create(
        paper=window.paper, fingerprint="0" * 64, approves=True, by=cast.amina.person, at=cast.at
    )
    with pytest.raises(actions.CannotOpenSitting) as refused:
        make_sitting(cast, window=window)
    assert refused.value.codes == ("knows_paper",)
    page = cast.browser("amina").post("/sit/", DECLARED)
    assert page.status_code == 422
    assert "You helped write or review this paper" in page.content.decode()
    assert make_sitting(cast, "ben", window=window)
