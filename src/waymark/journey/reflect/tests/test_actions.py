"""Answers are submitted once and credit their minutes; a change is recorded for an item still to come."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.ground.cohorts.queries import ItemEnd
from waymark.ground.hours.queries import get_minutes_by_item
from waymark.ground.ledger.queries import count_entries
from waymark.journey.reflect import actions, queries
from waymark.journey.reflect.models import Answer, AnswerSet, Change
from waymark.journey.reflect.results import questions_close, results_of
from waymark.journey.reflect.tests.makers import (
    ITEM,
    levels_for,
    make_answers,
    make_change,
    make_many_answers,
)
from waymark.kit.forms import ChangedSince


def results(cast):
    return results_of(cohort=cast.cohort, question_set=cast.programme().question_set(ITEM), at=cast.at)


def test_answers_submitted_twice_credit_their_minutes_once(cast):
    first, second = make_answers(cast, cast.amina), make_answers(cast, cast.amina)
    assert first == second
    with pytest.raises(ChangedSince) as refused:
        make_answers(cast, cast.amina, level=4)
    assert refused.value.codes == ("answered",)
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
    for enrolment in (cast.amina, cast.ben, cast.enrolled("more", "More", "Still")):
        make_answers(cast, enrolment, levels=levels_for(cast, 4) | {"core": 1})
    shown_results = results(cast)
    assert shown_results.respondent_count == 10
    assert [result.question.kind.value for result in shown_results.usefulness] == ["usefulness"]
    weakest = shown_results.learning_and_practice[0]
    assert weakest.question.id == "core"
    assert (weakest.counts.low, weakest.answer_count) == (6, 10)
    assert len(shown_results.comments[0].comments) == 5


def test_four_answers_show_no_counts_and_no_comments(cast):
    make_many_answers(cast, levels=(1, 2, 3, 4))
    shown_results = results(cast)
    every_result = (*shown_results.learning_and_practice, *shown_results.usefulness)
    assert [(result.counts, result.answer_count) for result in every_result] == [(None, 0)] * 5
    assert (shown_results.respondent_count, shown_results.comments[0].comments) == (0, ())


def test_one_more_answer_changes_nothing_until_there_are_five_more(cast):
    """Whoever reads the results before and after one answer learns nothing of that answer."""
    make_many_answers(cast, levels=(1, 1, 2, 3, 4))
    before = results(cast)
    for number in range(4):
        enrolment = cast.enrolled(f"later{number}", "Later", f"Number{number}")
        make_answers(cast, enrolment, level=4, comment=f"A later thought {number}")
        assert results(cast) == before
        assert len(queries.list_open_question_sets(cohort=cast.cohort, at=cast.at)) > 1
        counts = {
            open_set.respondent_count
            for open_set in queries.list_open_question_sets(cohort=cast.cohort, at=cast.at)
        }
        assert counts == {0, 5}
    make_answers(cast, cast.amina, level=4, comment="A tenth thought")
    after = results(cast)
    assert after.respondent_count == 10
    assert len(after.comments[0].comments) == 10


def test_optional_comments_are_added_in_fives_too(cast):
    make_many_answers(cast, levels=(1, 2, 3, 4, 4, 3, 2))
    for number in range(3):
        make_answers(cast, cast.enrolled(f"quiet{number}", "Quiet", f"Number{number}"), level=2)
    shown = results(cast)
    assert shown.respondent_count == 10
    assert shown.comments[0].comments == tuple(f"Thought {number}" for number in range(5))


def test_a_set_that_is_asked_twice_closes_with_the_later_item(cast, monkeypatch):
    ends = [ItemEnd(ITEM, cast.at + timedelta(days=days)) for days in (1, 9, 4)]
    monkeypatch.setattr("waymark.journey.reflect.results.list_item_ends", lambda **_: ends)
    question_set = cast.programme().question_set(ITEM)
    assert questions_close(cohort=cast.cohort, question_set=question_set) == ends[1].ends_at


def test_usefulness_appears_when_the_questions_close(cast):
    make_many_answers(cast)
    close = questions_close(cohort=cast.cohort, question_set=cast.programme().question_set(ITEM))
    assert close is not None
    cast.at = close - timedelta(seconds=1)
    assert (results(cast).usefulness, results(cast).closes_at) == ((), close)
    cast.at = close
    assert results(cast).closes_at is None
    assert [result.answer_count for result in results(cast).usefulness] == [5]


def test_a_change_is_recorded_once_and_only_for_an_upcoming_item(cast):
    assert make_change(cast) == make_change(cast)
    with pytest.raises(ChangedSince) as again:
        make_change(cast, we_changed="Something else.")
    with pytest.raises(ChangedSince):
        make_change(cast, you_said="Something else.")
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
