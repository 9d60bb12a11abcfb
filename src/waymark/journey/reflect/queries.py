"""Questions about answers and changes. The caller has found cohort or enrolment for the viewer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count

from waymark.ground.cohorts.queries import list_calendar
from waymark.ground.hours import queries as hours
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.ground.programmes.values import Item, Question, QuestionKind, QuestionSet, Statement, Way
from waymark.journey.reflect.models import Answer, AnswerSet, Change
from waymark.journey.reflect.rules import Tally, badness, may_change, quoted, tally
from waymark.kit.clock import earliest, zone_named
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Result:
    """One question with levels, and what a cohort answered; no counts under five answers."""

    question: Question
    statement: Statement | None
    n: int
    counted: Tally | None


@dataclass(frozen=True, kw_only=True)
class InWords:
    """One question answered in words; no words under five answers."""

    question: Question
    n: int
    said: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    asked: QuestionSet
    answered: int
    """How many participants have answered."""
    statements: tuple[Result, ...]
    """Learning and practice, worst first."""
    usefulness: tuple[Result, ...]
    in_words: tuple[InWords, ...]


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level a participant chose for a statement."""

    statement: str
    kind: QuestionKind
    level: int
    asked_in: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question set whose experience has ended, and how many have answered."""

    asked: QuestionSet
    after: str
    over_at: datetime
    answered: int


def find_answer_set(*, enrolment: Enrolment, item_id: str) -> AnswerSet | None:
    rows = AnswerSet.objects.filter(enrolment=enrolment, item_id=item_id).prefetch_related("answers")
    return rows.first()


def over_at(*, enrolment: Enrolment, item: Item) -> CalendarItem | None:
    """The experience whose end opens the questions of this item; None where it has no date."""
    programme = programme_of(enrolment.cohort.programme)
    after = programme.question_set(item.question_set or "").after
    return next((one for one in list_calendar(cohort_id=enrolment.cohort_id) if one.item_id == after), None)


def list_asked(*, cohort: Cohort, at: datetime) -> list[Asked]:
    """The question sets that are open, the newest experience first."""
    programme = programme_of(cohort.programme)
    dated = {one.item_id: one for one in list_calendar(cohort_id=cohort.pk)}
    counts = dict(
        AnswerSet.objects.filter(enrolment__cohort=cohort)
        .values_list("set_id")
        .annotate(answered=Count("id"))
        .order_by()
    )
    found = [
        Asked(
            asked=one,
            after=programme.item(one.after).title,
            over_at=dated[one.after].ends_at,
            answered=counts.get(one.id, 0),
        )
        for one in programme.question_sets
        if one.after in dated and dated[one.after].ends_at <= at
    ]
    return sorted(found, key=lambda one: one.over_at, reverse=True)


def results_of(*, cohort: Cohort, asked: QuestionSet) -> Results:
    """What a cohort answered, by question; learning and practice apart from usefulness."""
    rows = Answer.objects.filter(answer_set__enrolment__cohort=cohort, answer_set__set_id=asked.id)
    levels: dict[str, list[int]] = defaultdict(list)
    said: dict[str, list[str]] = defaultdict(list)
    for question_id, level, text in rows.values_list("question_id", "level", "words"):
        if level is not None:
            levels[question_id].append(level)
        elif text.strip():
            said[question_id].append(text)
    framework = framework_of(cohort.programme)
    results = [
        Result(
            question=one,
            statement=framework.statement(one.statement) if one.statement else None,
            n=len(levels[one.id]),
            counted=tally(levels[one.id]),
        )
        for one in asked.questions
        if one.kind is not QuestionKind.WORDS
    ]
    useful = tuple(one for one in results if one.question.kind is QuestionKind.USEFULNESS)
    return Results(
        asked=asked,
        answered=AnswerSet.objects.filter(enrolment__cohort=cohort, set_id=asked.id).count(),
        statements=tuple(sorted((r for r in results if r not in useful), key=lambda r: badness(r.counted))),
        usefulness=useful,
        in_words=tuple(
            InWords(question=one, n=len(said[one.id]), said=quoted(said[one.id]))
            for one in asked.questions
            if one.kind is QuestionKind.WORDS
        ),
    )


def list_later_items(*, cohort: Cohort, at: datetime) -> list[Item]:
    """A participant's items that can still change, in order of time."""
    programme = programme_of(cohort.programme)
    zone = zone_named(programme.assessment.zone)
    return [
        programme.item(one.item_id)
        for one in list_calendar(cohort_id=cohort.pk)
        if not may_change(starts_at=one.starts_at or earliest(one.on, time(0), zone), at=at)
        and programme.item(one.item_id).way is not Way.REPORTED
    ]


def list_changes(*, cohort: Cohort) -> list[Change]:
    """Everything that was changed because of answers, newest first."""
    return list(Change.objects.filter(cohort=cohort).select_related("by").order_by("-id"))


def list_levels(*, enrolment: Enrolment) -> list[Level]:
    """Every level a participant chose for a statement, newest first; for the participant and their coach."""
    rows = Answer.objects.filter(answer_set__enrolment=enrolment, level__isnull=False)
    rows = rows.exclude(statement="").select_related("answer_set").order_by("-answer_set__at", "id")
    programme = programme_of(enrolment.cohort.programme)
    sets = {one.id: one for one in programme.question_sets}
    kinds = {(one.id, question.id): question.kind for one in sets.values() for question in one.questions}
    return [
        Level(
            statement=row.statement,
            kind=kinds[row.answer_set.set_id, row.question_id],
            level=row.level or 0,
            asked_in=sets[row.answer_set.set_id].title,
            at=row.answer_set.at,
        )
        for row in rows
    ]


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    return hours.steps_of(enrolment=enrolment, ways=(Way.ANSWERED,), at=at)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Every answer of the person."""
    rows = Answer.objects.filter(answer_set__enrolment__person=person).order_by("id")
    fields = ("answer_set__item_id", "answer_set__at", "question_id", "statement", "level", "words")
    return [{"paper": "answer", **row} for row in rows.values(*fields)]
