"""Answers are given once and credit their minutes; a change goes to an item still to come."""

from datetime import UTC, datetime

import pytest

from waymark.ground.hours.queries import credited_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.journey.reflect import actions, queries
from waymark.journey.reflect.models import Answer, AnswerSet, Change
from waymark.journey.reflect.tests.makers import (
    AFTER_WORKSHOP,
    ITEM,
    change,
    levels_for,
    make_answers,
    make_many_answers,
)


def test_answers_credit_their_minutes_once(cast):
    first, second = make_answers(cast, cast.amina), make_answers(cast, cast.amina, level=4)
    assert first == second
    assert set(Answer.objects.exclude(level=None).values_list("level", flat=True)) == {1}
    assert credited_by_item(enrolment=cast.amina) == {ITEM: 30}
    assert count_entries(provider_id=cast.llse.pk, verb="reflect.answered") == 1


def test_refused_before_the_experience_has_ended_and_with_gaps(cast):
    levels = levels_for(cast)
    levels.popitem()
    with pytest.raises(actions.CannotAnswer) as early:
        make_answers(cast, cast.amina, at=datetime(2026, 2, 3, 13, 29, tzinfo=UTC))
    with pytest.raises(actions.CannotAnswer) as gaps:
        make_answers(cast, cast.amina, levels=levels)
    assert early.value.codes == ("not_over",)
    assert "Workshop 3: preparing a change is over, on Tuesday 3 February 2026, 13:30" in str(early.value)
    assert gaps.value.codes == ("unanswered",)
    assert not AnswerSet.objects.exists()


def test_results_by_statement_worst_first_and_apart_from_usefulness(cast):
    make_many_answers(cast)
    make_answers(cast, cast.amina, levels=levels_for(cast, 4) | {"core": 1})
    found = queries.results_of(cohort=cast.cohort, asked=cast.programme().question_set(ITEM))
    assert found.answered == 8
    assert [one.question.kind.value for one in found.usefulness] == ["usefulness"]
    assert found.statements[0].question.id == "core"
    assert (found.statements[0].counted.low, found.statements[0].n) == (4, 8)
    assert len(found.in_words[0].said) == 7


def test_four_answers_show_nothing(cast):
    make_many_answers(cast, levels=(1, 2, 3, 4))
    found = queries.results_of(cohort=cast.cohort, asked=cast.programme().question_set(ITEM))
    assert [one.counted for one in (*found.statements, *found.usefulness)] == [None] * 5
    assert found.in_words[0].said == ()


def test_a_change_is_recorded_once_and_only_on_a_later_item(cast):
    assert change(cast) == change(cast)
    with pytest.raises(actions.CannotChange) as again:
        change(cast, changed="Something else.")
    with pytest.raises(actions.CannotChange) as started:
        change(cast, item_id="workshop-3")
    assert again.value.codes == ("said_already",)
    assert started.value.codes == ("started",)
    assert queries.list_changes(cohort=cast.cohort) == list(Change.objects.all())
    assert queries.list_changes(cohort=cast.ucl_cohort) == []


def test_levels_progress_and_papers(cast):
    make_answers(cast, cast.amina, level=3, text="Staff may leave.")
    levels = queries.list_levels(enrolment=cast.amina)
    assert {(one.statement, one.level) for one in levels} == {("8.3", 3), ("8.7", 3), ("8.5", 3), ("6.1", 3)}
    steps = {step.item_id: step for step in queries.progress_of(enrolment=cast.amina, at=AFTER_WORKSHOP)}
    assert steps[ITEM].earned == 30
    assert steps["audit-2"].status == "cannot_start"
    papers = queries.papers_of(person=cast.people["amina"])
    assert len(papers) == 6
    assert papers[-1]["words"] == "Staff may leave."
    assert queries.papers_of(person=cast.people["ben"]) == []
