"""Answering after an experience, and recording what changes because of answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.hours.actions import credit
from waymark.ground.ledger import actions as ledger
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import QuestionKind
from waymark.journey.reflect import queries, rules, words
from waymark.journey.reflect.models import Answer, AnswerSet, Change
from waymark.kit.refusals import Refusal
from waymark.kit.show import long_moment

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item, Question


class CannotAnswer(Refusal):
    """The questions cannot be answered so."""


class CannotChange(Refusal):
    """The change cannot be recorded so."""


@transaction.atomic
def answer(
    *,
    enrolment: Enrolment,
    item: Item,
    levels: Mapping[str, int],
    texts: Mapping[str, str],
    by: Person,
    at: datetime,
) -> AnswerSet:
    """Answer the questions of an item once: levels 1 to 4 and words, by question id. Credits its minutes."""
    programme = programme_of(enrolment.cohort.programme)
    asked = programme.question_set(item.question_set or "")
    _refuse_answers(enrolment, item, levels, at=at)
    answers, is_new = AnswerSet.objects.get_or_create(
        enrolment=enrolment, item_id=item.id, defaults={"set_id": asked.id, "by": by, "at": at}
    )
    if is_new:
        Answer.objects.bulk_create(_answer(answers, one, levels, texts) for one in asked.questions)
        credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=item.minutes,
            source="reflect.answers",
            because=answers,
            by=by,
            at=at,
        )
        provider = enrolment.cohort.provider_id
        facts = {"item": item.id}
        ledger.note("reflect.answered", about=answers, provider_id=provider, by=by, at=at, facts=facts)
    return answers


def _refuse_answers(enrolment: Enrolment, item: Item, levels: Mapping[str, int], *, at: datetime) -> None:
    programme = programme_of(enrolment.cohort.programme)
    questions = programme.question_set(item.question_set or "").questions
    dated = queries.over_at(enrolment=enrolment, item=item)
    whys = rules.may_answer(
        over_at=dated.ends_at if dated else at,
        at=at,
        asked=[one.id for one in questions if one.kind is not QuestionKind.WORDS],
        answered=[key for key, level in levels.items() if level in rules.LEVELS],
    )
    if whys:
        after = programme.item(dated.item_id).title if dated else ""
        over = long_moment(dated.ends_at) if dated else ""
        raise CannotAnswer(*words.reasons(whys, after=after, over=over))


def _answer(
    answers: AnswerSet, question: Question, levels: Mapping[str, int], texts: Mapping[str, str]
) -> Answer:
    return Answer(
        answer_set=answers,
        question_id=question.id,
        statement=question.statement or "",
        level=levels.get(question.id),
        words=texts.get(question.id, ""),
    )


@transaction.atomic
def record_change(
    *,
    cohort: Cohort,
    set_id: str,
    statement: str,
    item_id: str,
    heard: str,
    changed: str,
    by: Person,
    at: datetime,
) -> Change:
    """Record what changes on a later item because of answers; participants will read it. Repeated, it is one."""
    title = programme_of(cohort.programme).item(item_id).title
    later = {item.id for item in queries.list_later_items(cohort=cohort, at=at)}
    if item_id not in later:
        raise CannotChange(*words.reasons((rules.Why.STARTED,), item=title))
    change, is_new = Change.objects.get_or_create(
        cohort=cohort,
        set_id=set_id,
        statement=statement,
        item_id=item_id,
        defaults={"heard": heard, "changed": changed, "by": by, "at": at},
    )
    if is_new:
        facts = {"cohort": cohort.slug, "statement": statement, "item": item_id}
        ledger.note(
            "reflect.changed", about=change, provider_id=cohort.provider_id, by=by, at=at, facts=facts
        )
    elif change.changed != changed:
        raise CannotChange(*words.reasons((rules.Why.SAID_ALREADY,), item=title))
    return change
