"""Answers are submitted once and credit their minutes; a change is recorded for an item still to come."""

from datetime import UTC, datetime

import pytest

from waymark.ground.hours.queries import get_minutes_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.journey.reflect import actions, queries
from waymark.journey.reflect.models import Answer, AnswerSet, Change
from waymark.journey.reflect.results import results_of
from waymark.journey.reflect.tests.makers import (
    ITEM,
    levels_for,
    make_answers,
    make_change,
    make_many_answers,
)


def results(cast):
    return results_of(cohort=cast.cohort, question_set=cast.programme().question_set(ITEM))


def test_answers_submitted_twice_credit_their_minutes_once(cast):
    first, second = make_answers(cast, cast.amina), make_answers(cast, cast.amina, level=4)
    assert first == second
    assert set(Answer.objects.exclude(level=None).values_list("level", flat=True)) == {1}
    assert get_minutes_by_item(enrolment=cast.amina) == {ITEM: 30}
    assert count_entries(provider_id=cast.llse.pk, verb="reflect.answered") == 1


def test_answers_are_refused_before_the_experience_ends_and_when_incomplete(cast):
    levels = levels_for(cast)
    levels.popitem()
    with pytest.raises(actions.CannotAnswer) as early:
        make_answers(cast, cast.amina, at=datetime(2026, 2, 3, 13, 29, tzinfo=UTC))
    with pytest.raises(actions.CannotAnswer) as incomplete:
        make_answers(cast, cast.amina, levels=levels)
    assert early.value.codes == ("not_over",)
    assert "Workshop 3: preparing a change ends, on Tuesday 3 February 2026, 13:30" in str(early.value)
    assert incomplete.value.codes == ("unanswered",)
    assert not AnswerSet.objects.exists()


def test_results_are_listed_weakest_first_and_apart_from_usefulness(cast):
    make_many_answers(cast)
    make_answers(cast, cast.amina, levels=levels_for(cast, 4) | {"core": 1})
    shown_results = results(cast)
    assert shown_results.respondent_count == 8
    assert [result.question.kind.value for result in shown_results.usefulness] == ["usefulness"]
    weakest = shown_results.learning_and_practice[0]
    assert weakest.question.id == "core"
    assert (weakest.counts.low, weakest.answer_count) == (4, 8)
    assert len(shown_results.comments[0].comments) == 7


def test_four_answers_show_no_counts_and_no_comments(cast):
    make_many_answers(cast, levels=(1, 2, 3, 4))
    shown_results = results(cast)
    assert [
        result.counts for result in (*shown_results.learning_and_practice, *shown_results.usefulness)
    ] == [None] * 5
    assert (shown_results.comments[0].comment_count, shown_results.comments[0].comments) == (4, ())


def test_a_change_is_recorded_once_and_only_for_an_upcoming_item(cast):
    assert make_change(cast) == make_change(cast)
    with pytest.raises(actions.CannotRecordChange) as again:
        make_change(cast, we_changed="Something else.")
    with pytest.raises(actions.CannotRecordChange) as started:
        make_change(cast, item_id="workshop-3")
    assert again.value.codes == ("already_recorded",)
    assert started.value.codes == ("started",)
    assert queries.list_changes(cohort=cast.cohort) == list(Change.objects.all())
    assert queries.list_changes(cohort=cast.ucl_cohort) == []


def test_ratings_of_a_participant_are_listed_by_statement(cast):
    make_answers(cast, cast.amina, level=3, comment="Staff may leave.")
    ratings = queries.list_ratings(enrolment=cast.amina)
    assert {(rating.statement, rating.level) for rating in ratings} == {
        ("8.3", 3),
        ("8.7", 3),
        ("8.5", 3),
        ("6.1", 3),
    }
    assert queries.list_ratings(enrolment=cast.ben) == []
