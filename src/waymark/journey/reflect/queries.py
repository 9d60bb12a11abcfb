"""Questions about answers and changes. The caller has found the cohort or enrolment for the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count

from waymark.ground.cohorts.queries import list_calendar, zone_of
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, QuestionKind, QuestionSet, Way
from waymark.journey.reflect.models import Answer, AnswerSet, Change
from waymark.journey.reflect.personal_data import DATA
from waymark.journey.reflect.results import QuestionResult, results_of
from waymark.journey.reflect.rules import count_shown, may_change
from waymark.kit.clock import earliest, zone_named
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import CalendarItem, Cohort, Enrolment
    from waymark.ground.people.models import Person


__all__ = [
    "OpenQuestionSet", "QuestionResult", "StatementRating", "find_answer_set", "find_change", "find_experience_before",
    "list_changes", "list_open_question_sets", "list_ratings", "list_upcoming_items", "personal_data_of", "results_of",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StatementRating:
    """The level a participant chose for one statement."""

    statement: str
    kind: QuestionKind
    level: int
    question_set_title: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OpenQuestionSet:
    """A question set whose experience has ended, and how many have answered it, in whole fives."""

    question_set: QuestionSet
    experience_title: str
    opened_at: datetime
    respondent_count: int


def find_answer_set(*, enrolment: Enrolment, item_id: str) -> AnswerSet | None:
    """The answers a participant has submitted for an item, with each answer."""
    rows = AnswerSet.objects.filter(enrolment=enrolment, item_id=item_id).prefetch_related("answers")
    return rows.first()


def find_experience_before(*, enrolment: Enrolment, item: Item) -> CalendarItem | None:
    """The experience whose end opens the questions of this item; None if it has no date."""
    programme = programme_of(enrolment.cohort.programme)
    after = programme.question_set(item.question_set or "").after
    calendar = list_calendar(cohort_id=enrolment.cohort_id)
    return next((calendar_item for calendar_item in calendar if calendar_item.item_id == after), None)


def list_open_question_sets(*, cohort: Cohort, at: datetime) -> list[OpenQuestionSet]:
    """The question sets that can be answered now, the newest first."""
    programme = programme_of(cohort.programme)
    ends_at = {
        calendar_item.item_id: calendar_item.ends_at for calendar_item in list_calendar(cohort_id=cohort.pk)
    }
    respondent_counts = dict(
        AnswerSet.objects.filter(enrolment__cohort=cohort)
        .values_list("set_id")
        .annotate(respondents=Count("id"))
        .order_by()
    )
    open_sets = [
        OpenQuestionSet(
            question_set=question_set,
            experience_title=programme.item(question_set.after).title,
            opened_at=ends_at[question_set.after],
            respondent_count=count_shown(respondent_counts.get(question_set.id, 0)),
        )
        for question_set in programme.question_sets
        if question_set.after in ends_at and ends_at[question_set.after] <= at
    ]
    return sorted(open_sets, key=lambda open_set: open_set.opened_at, reverse=True)


def list_upcoming_items(*, cohort: Cohort, at: datetime) -> list[Item]:
    """A participant's items that have not started and so can still change, in order of time."""
    programme = programme_of(cohort.programme)
    zone = zone_named(zone_of(cohort=cohort))
    upcoming = [
        programme.item(calendar_item.item_id)
        for calendar_item in list_calendar(cohort_id=cohort.pk)
        if may_change(
            starts_at=calendar_item.starts_at or earliest(calendar_item.on, time(0), zone), at=at
        ).allowed
    ]
    return [item for item in upcoming if item.way is not Way.REPORTED]


def list_changes(*, cohort: Cohort) -> list[Change]:
    """Everything that was changed because of answers, newest first."""
    return list(Change.objects.current().filter(cohort=cohort).select_related("by").order_by("-id"))


def find_change(*, cohort: Cohort, change_id: int) -> Change | None:
    """A change of the cohort as it is recorded now, by its own id or that of a record it replaced."""
    named = Change.objects.filter(cohort=cohort, pk=change_id)
    key = named.values("cohort", "set_id", "statement", "item_id").first()
    return Change.objects.current().select_related("by").get(**key) if key else None


def list_ratings(*, enrolment: Enrolment) -> list[StatementRating]:
    """Every level a participant chose for a statement, newest first; for the participant and their coach."""
    rows = Answer.objects.filter(answer_set__enrolment=enrolment, level__isnull=False)
    rows = rows.exclude(statement="").select_related("answer_set").order_by("-answer_set__at", "id")
    question_sets = programme_of(enrolment.cohort.programme).question_sets
    titles = {question_set.id: question_set.title for question_set in question_sets}
    kinds = {
        (question_set.id, question.id): question.kind
        for question_set in question_sets
        for question in question_set.questions
    }
    return [
        StatementRating(
            statement=row.statement,
            kind=kinds[row.answer_set.set_id, row.question_id],
            level=row.level or 0,
            question_set_title=titles[row.answer_set.set_id],
            at=row.answer_set.at,
        )
        for row in rows
    ]


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
