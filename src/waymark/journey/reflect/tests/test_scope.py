"""Answers of another cohort and of another provider are never among a cohort's results."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.ledger.queries import count_entries
from waymark.ground.programmes.values import Way
from waymark.journey.reflect import queries, rules
from waymark.journey.reflect.results import results_of
from waymark.journey.reflect.tests.makers import (
    AFTER_WORKSHOP,
    ITEM,
    make_answers,
    make_change,
    make_many_answers,
)


@pytest.fixture
def parallel(cast):
    """A second cohort of the same programme, provider and calendar, in which five have answered."""
    cohort = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Parallel", starts_on=cast.cohort.starts_on, by=None, at=cast.at
    )
    for number in range(5):
        enrolment = cast.enrolled(f"parallel{number}", "Parallel", f"Number{number}", cohort=cohort)
        make_answers(cast, enrolment, level=4, comment=f"Written in the parallel cohort {number}")
    return cohort


def question_set(cast):
    return cast.programme().question_set(ITEM)


def test_results_hold_no_answers_of_another_cohort(cast, parallel):
    make_many_answers(cast, levels=(1,) * 10)
    results = results_of(cohort=cast.cohort, question_set=question_set(cast), at=cast.at)
    assert results.respondent_count == 10
    every_result = (*results.learning_and_practice, *results.usefulness)
    assert {result.answer_count for result in every_result} == {10}
    assert {result.counts.high for result in results.learning_and_practice} == {0}
    assert [comment for comment in results.comments[0].comments if "parallel" in comment] == []


def test_results_hold_answers_to_one_question_set(cast, parallel):
    question_sets = cast.programme().question_sets
    other = next(question_set for question_set in question_sets if question_set.id != ITEM)
    results = results_of(cohort=parallel, question_set=other, at=cast.at)
    assert results.respondent_count == 0
    assert {result.answer_count for result in (*results.learning_and_practice, *results.usefulness)} == {0}
    assert results_of(cohort=parallel, question_set=question_set(cast), at=cast.at).respondent_count == 5


def test_open_question_sets_count_the_answers_of_the_cohort(cast, parallel):
    make_many_answers(cast, levels=(1,) * 11)
    for cohort, answered in ((cast.cohort, 10), (parallel, 5), (cast.ucl_cohort, 0)):
        open_sets = queries.list_open_question_sets(cohort=cohort, at=cast.at)
        counts = {open_set.question_set.id: open_set.respondent_count for open_set in open_sets}
        assert counts.get(ITEM, 0) == answered
        assert sum(counts.values()) == answered


def test_open_question_sets_are_those_whose_experience_is_over_the_newest_first(cast):
    open_sets = queries.list_open_question_sets(cohort=cast.cohort, at=cast.at)
    opened_at = [open_set.opened_at for open_set in open_sets]
    assert len(open_sets) > 1
    assert opened_at == sorted(opened_at, reverse=True)
    newest, oldest = opened_at[0], opened_at[-1]
    assert queries.list_open_question_sets(cohort=cast.cohort, at=newest) == open_sets
    earlier = queries.list_open_question_sets(cohort=cast.cohort, at=newest - timedelta(seconds=1))
    assert earlier == [open_set for open_set in open_sets if open_set.opened_at < newest]
    assert queries.list_open_question_sets(cohort=cast.cohort, at=oldest - timedelta(days=1)) == []


def test_answers_are_found_for_one_participant_and_one_item(cast):
    amina, ben = make_answers(cast, cast.amina), make_answers(cast, cast.ben)
    assert queries.find_answer_set(enrolment=cast.amina, item_id=ITEM) == amina
    assert queries.find_answer_set(enrolment=cast.ben, item_id=ITEM) == ben
    assert queries.find_answer_set(enrolment=cast.ben, item_id="formative-1") is None


def test_ratings_are_those_of_one_participant(cast):
    make_answers(cast, cast.amina, level=2)
    make_answers(cast, cast.ben, level=4)
    assert {rating.level for rating in queries.list_ratings(enrolment=cast.amina)} == {2}
    assert {rating.level for rating in queries.list_ratings(enrolment=cast.ben)} == {4}


def test_a_change_leaves_one_line_in_the_audit_log(cast):
    make_change(cast)
    make_change(cast)
    assert count_entries(provider_id=cast.llse.pk, verb="reflect.changed") == 1


def test_changes_are_those_of_one_cohort(cast, parallel):
    own, parallel_change = make_change(cast), make_change(cast, cohort=parallel)
    assert queries.list_changes(cohort=cast.cohort) == [own]
    assert queries.list_changes(cohort=parallel) == [parallel_change]


def test_what_cannot_be_shown_comes_after_the_weakest_result(cast):
    all_low, all_high = rules.count_levels([1] * 5), rules.count_levels([4] * 5)
    assert rules.weakest_first(None) == (Fraction(1), Fraction(1))
    assert rules.weakest_first(all_low) < rules.weakest_first(all_high) < rules.weakest_first(None)


def test_items_that_have_started_cannot_change(cast):
    upcoming = {item.id for item in queries.list_upcoming_items(cohort=cast.cohort, at=AFTER_WORKSHOP)}
    assert {"workshop-4", "formative-4"} <= upcoming
    assert "workshop-3" not in upcoming


def test_items_that_are_only_reported_cannot_change(cast):
    before = cast.at - timedelta(days=900)
    items = cast.programme(cast.ucl_cohort).items
    reported = {item.id for item in items if item.way is Way.REPORTED}
    assert reported
    upcoming = {item.id for item in queries.list_upcoming_items(cohort=cast.ucl_cohort, at=before)}
    assert upcoming == {item.id for item in items} - reported
