"""Answers of another cohort and of another provider are never among a cohort's results."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.ledger.queries import count_entries
from waymark.ground.programmes.values import Way
from waymark.journey.reflect import queries, rules
from waymark.journey.reflect.tests.makers import AFTER_WORKSHOP, ITEM, change, make_answers, make_many_answers


@pytest.fixture
def parallel(cast):
    """A second cohort of the same programme, provider and calendar, in which five have answered."""
    cohort = cohorts.open_cohort(
        programme=cast.cohort.programme, name="Parallel", starts_on=cast.cohort.starts_on, by=None, at=cast.at
    )
    for number in range(5):
        enrolment = cast.enrolled(f"parallel{number}", "Parallel", f"Number{number}", cohort=cohort)
        make_answers(cast, enrolment, level=4, text=f"Said in the parallel cohort {number}")
    return cohort


def asked(cast):
    return cast.programme().question_set(ITEM)


def test_results_hold_no_answers_of_another_cohort(cast, parallel):
    make_many_answers(cast, levels=(1, 1, 1, 1, 1, 1))
    found = queries.results_of(cohort=cast.cohort, asked=asked(cast))
    assert found.answered == 6
    assert {one.n for one in (*found.statements, *found.usefulness)} == {6}
    assert {one.counted.high for one in found.statements} == {0}
    assert [one for one in found.in_words[0].said if "parallel" in one] == []


def test_results_hold_answers_to_one_question_set(cast, parallel):
    other = next(one for one in cast.programme().question_sets if one.id != ITEM)
    assert queries.results_of(cohort=parallel, asked=other).answered == 0
    assert queries.results_of(cohort=parallel, asked=asked(cast)).answered == 5


def test_open_question_sets_count_the_answers_of_the_cohort(cast, parallel):
    make_answers(cast, cast.amina)
    for cohort, answered in ((cast.cohort, 1), (parallel, 5), (cast.ucl_cohort, 0)):
        counts = {one.asked.id: one.answered for one in queries.list_asked(cohort=cohort, at=cast.at)}
        assert counts.get(ITEM, 0) == answered
        assert sum(counts.values()) == answered


def test_open_question_sets_are_those_whose_experience_is_over_the_newest_first(cast):
    found = queries.list_asked(cohort=cast.cohort, at=cast.at)
    assert len(found) > 1
    assert [one.over_at for one in found] == sorted((one.over_at for one in found), reverse=True)
    newest = found[0].over_at
    assert queries.list_asked(cohort=cast.cohort, at=newest) == found
    earlier = queries.list_asked(cohort=cast.cohort, at=newest - timedelta(seconds=1))
    assert earlier == [one for one in found if one.over_at < newest]
    assert queries.list_asked(cohort=cast.cohort, at=found[-1].over_at - timedelta(days=1)) == []


def test_answers_are_found_for_one_participant_and_one_item(cast):
    amina, ben = make_answers(cast, cast.amina), make_answers(cast, cast.ben)
    assert queries.find_answer_set(enrolment=cast.amina, item_id=ITEM) == amina
    assert queries.find_answer_set(enrolment=cast.ben, item_id=ITEM) == ben
    assert queries.find_answer_set(enrolment=cast.ben, item_id="formative-1") is None


def test_levels_are_those_of_one_participant(cast):
    make_answers(cast, cast.amina, level=2)
    make_answers(cast, cast.ben, level=4)
    assert {one.level for one in queries.list_levels(enrolment=cast.amina)} == {2}
    assert {one.level for one in queries.list_levels(enrolment=cast.ben)} == {4}


def test_a_change_leaves_one_audit_line(cast):
    change(cast)
    change(cast)
    assert count_entries(provider_id=cast.llse.pk, verb="reflect.changed") == 1


def test_changes_are_those_of_one_cohort(cast, parallel):
    here, there = change(cast), change(cast, cohort=parallel)
    assert queries.list_changes(cohort=cast.cohort) == [here]
    assert queries.list_changes(cohort=parallel) == [there]


def test_what_cannot_be_shown_stands_after_the_worst_that_can(cast):
    all_low = rules.tally([1] * 5)
    assert rules.badness(None) == (Fraction(1), Fraction(1))
    assert rules.badness(all_low) < rules.badness(rules.tally([4] * 5)) < rules.badness(None)


def test_items_that_have_started_cannot_change(cast):
    later = {item.id for item in queries.list_later_items(cohort=cast.cohort, at=AFTER_WORKSHOP)}
    assert {"workshop-4", "formative-4"} <= later
    assert "workshop-3" not in later


def test_items_that_are_only_reported_cannot_change(cast):
    before = cast.at - timedelta(days=900)
    items = cast.programme(cast.ucl_cohort).items
    reported = {item.id for item in items if item.way is Way.REPORTED}
    assert reported
    later = {item.id for item in queries.list_later_items(cohort=cast.ucl_cohort, at=before)}
    assert later == {item.id for item in items} - reported
