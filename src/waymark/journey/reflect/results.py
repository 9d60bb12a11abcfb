"""What a cohort answered to one question set, as far as it may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Min, QuerySet

from waymark.ground.cohorts.queries import list_item_ends
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.ground.programmes.values import Question, QuestionKind, QuestionSet, Statement
from waymark.journey.reflect.models import Answer, AnswerSet
from waymark.journey.reflect.rules import (
    LevelCounts,
    comments_to_show,
    count_levels,
    count_shown,
    may_show_usefulness,
    weakest_first,
)

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
    """What a cohort wrote in answer to one question, in fives; no comments if there are fewer than five."""

    question: Question
    comments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionSetResults:
    """All results of a question set; usefulness is kept apart from learning and practice."""

    question_set: QuestionSet
    respondent_count: int
    """How many people's answers are shown: whole fives, oldest first."""
    closes_at: datetime | None
    """When usefulness is shown, if that is still to come."""
    learning_and_practice: tuple[QuestionResult, ...]
    """Weakest first."""
    usefulness: tuple[QuestionResult, ...]
    comments: tuple[QuestionComments, ...]


def results_of(*, cohort: Cohort, question_set: QuestionSet, at: datetime) -> QuestionSetResults:
    """What a cohort answered, by question. The caller has found the cohort for the viewer."""
    answer_sets = AnswerSet.objects.filter(enrolment__cohort=cohort, set_id=question_set.id).order_by("id")
    ids = list(answer_sets.values_list("id", flat=True))
    shown = ids[: count_shown(len(ids))]
    levels, comments = _answers_by_question(answer_sets.filter(id__lte=shown[-1] if shown else 0))
    closes_at = questions_close(cohort=cohort, question_set=question_set)
    results = list(_question_results(cohort, question_set, levels))
    kept_apart = [result for result in results if result.question.kind is QuestionKind.USEFULNESS]
    ranked = [result for result in results if result.question.kind is not QuestionKind.USEFULNESS]
    return QuestionSetResults(
        question_set=question_set,
        respondent_count=len(shown),
        closes_at=None if may_show_usefulness(closes_at=closes_at, at=at) else closes_at,
        learning_and_practice=tuple(sorted(ranked, key=lambda result: weakest_first(result.counts))),
        usefulness=tuple(kept_apart) if may_show_usefulness(closes_at=closes_at, at=at) else (),
        comments=tuple(
            QuestionComments(
                question=question,
                comments=comments_to_show(comments[question.id]),
            )
            for question in question_set.questions
            if question.kind is QuestionKind.WORDS
        ),
    )


def questions_close(*, cohort: Cohort, question_set: QuestionSet) -> datetime | None:
    """When the item of a question set ends in the cohort's calendar; None if it has no date."""
    items = {item.id for item in programme_of(cohort.programme).items if item.question_set == question_set.id}
    ends = [end.ends_at for end in list_item_ends(cohort_id=cohort.pk) if end.item_id in items]
    return max(ends, default=None)


def _answers_by_question(
    answer_sets: QuerySet[AnswerSet],
) -> tuple[Mapping[str, list[int]], Mapping[str, list[str]]]:
    """Levels and comments by question id, comments oldest first. The database counts those that are the same."""
    answers = Answer.objects.filter(answer_set__in=answer_sets.order_by()).order_by()
    grouped = answers.values_list("question_id", "level", "comment").annotate(count=Count("id"))
    rows = grouped.annotate(first=Min("id")).order_by("first")
    levels: dict[str, list[int]] = defaultdict(list)
    comments: dict[str, list[str]] = defaultdict(list)
    for question_id, level, comment, count, _ in rows:
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
