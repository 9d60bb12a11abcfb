"""What a cohort answered to one question set, as far as it may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from waymark.ground.programmes.queries import framework_of
from waymark.ground.programmes.values import Question, QuestionKind, QuestionSet, Statement
from waymark.journey.reflect.models import Answer, AnswerSet
from waymark.journey.reflect.rules import LevelCounts, comments_to_show, count_levels, weakest_first

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """What a cohort answered to one question with levels; no counts for fewer than five answers."""

    question: Question
    statement: Statement | None
    answer_count: int
    counts: LevelCounts | None


@dataclass(frozen=True, kw_only=True)
class QuestionComments:
    """What a cohort wrote in answer to one question; no comments if there are fewer than five."""

    question: Question
    comment_count: int
    comments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionSetResults:
    """All results of a question set; usefulness is kept apart from learning and practice."""

    question_set: QuestionSet
    respondent_count: int
    learning_and_practice: tuple[QuestionResult, ...]
    """Weakest first."""
    usefulness: tuple[QuestionResult, ...]
    comments: tuple[QuestionComments, ...]


def results_of(*, cohort: Cohort, question_set: QuestionSet) -> QuestionSetResults:
    """What a cohort answered, by question. The caller has found the cohort for the viewer."""
    levels, comments = _answers_by_question(cohort, question_set)
    results = list(_question_results(cohort, question_set, levels))
    kept_apart = [result for result in results if result.question.kind is QuestionKind.USEFULNESS]
    ranked = [result for result in results if result.question.kind is not QuestionKind.USEFULNESS]
    return QuestionSetResults(
        question_set=question_set,
        respondent_count=AnswerSet.objects.filter(enrolment__cohort=cohort, set_id=question_set.id).count(),
        learning_and_practice=tuple(sorted(ranked, key=lambda result: weakest_first(result.counts))),
        usefulness=tuple(kept_apart),
        comments=tuple(
            QuestionComments(
                question=question,
                comment_count=len(comments[question.id]),
                comments=comments_to_show(comments[question.id]),
            )
            for question in question_set.questions
            if question.kind is QuestionKind.WORDS
        ),
    )


def _answers_by_question(
    cohort: Cohort, question_set: QuestionSet
) -> tuple[Mapping[str, list[int]], Mapping[str, list[str]]]:
    """Levels and comments of the cohort, by question id. The database counts those that are the same."""
    answers = Answer.objects.filter(answer_set__enrolment__cohort=cohort, answer_set__set_id=question_set.id)
    rows = answers.order_by().values_list("question_id", "level", "comment").annotate(count=Count("id"))
    levels: dict[str, list[int]] = defaultdict(list)
    comments: dict[str, list[str]] = defaultdict(list)
    for question_id, level, comment, count in rows:
        if level is not None:
            levels[question_id].extend([level] * count)
        elif comment.strip():
            comments[question_id].extend([comment] * count)
    return levels, comments


def _question_results(
    cohort: Cohort, question_set: QuestionSet, levels: Mapping[str, Sequence[int]]
) -> Iterable[QuestionResult]:
    framework = framework_of(cohort.programme)
    for question in question_set.questions:
        if question.kind is not QuestionKind.WORDS:
            yield QuestionResult(
                question=question,
                statement=framework.statement(question.statement) if question.statement else None,
                answer_count=len(levels[question.id]),
                counts=count_levels(levels[question.id]),
            )
