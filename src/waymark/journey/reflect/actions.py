"""Submitting answers after an experience, and recording what changes because of them."""

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
from waymark.journey.reflect.rules import AnswerReason, ChangeReason
from waymark.kit.corrections import refuse_if_replaced
from waymark.kit.formatting import long_moment
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item, Question, QuestionSet


class CannotAnswer(Refusal):
    """The answers cannot be accepted."""


class CannotRecordChange(Refusal):
    """The change cannot be recorded."""


@transaction.atomic
def submit_answers(
    *,
    enrolment: Enrolment,
    item: Item,
    levels: Mapping[str, int],
    comments: Mapping[str, str],
    by: Person,
    at: datetime,
) -> AnswerSet:
    """Submit the answers to an item's questions, once, and credit its minutes.

    `levels` (1 to 4) and `comments` are by question id. The same answers again are the first; different ones raise
    `ChangedSince`, and the first stay.
    """
    question_set = programme_of(enrolment.cohort.programme).question_set(item.question_set or "")
    _check_answers(enrolment, item, levels, at=at)
    answer_set, created = AnswerSet.objects.get_or_create(
        enrolment=enrolment, item_id=item.id, defaults={"set_id": question_set.id, "by": by, "at": at}
    )
    if created:
        Answer.objects.bulk_create(
            _answer(answer_set, question, levels, comments) for question in question_set.questions
        )
        credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=item.minutes,
            source="reflect.answers",
            because=answer_set,
            by=by,
            at=at,
        )
        provider_id = enrolment.cohort.provider_id
        facts = {"item": item.id}
        ledger.record(
            "reflect.answered", about=answer_set, provider_id=provider_id, by=by, at=at, facts=facts
        )
    elif not _is_same(answer_set, question_set, levels, comments):
        reasons = reasons_for((AnswerReason.ANSWERED,), words.ANSWER_SENTENCES)
        raise ChangedSince(by="You", at=answer_set.at, reasons=reasons)
    return answer_set


def _is_same(
    answer_set: AnswerSet, question_set: QuestionSet, levels: Mapping[str, int], comments: Mapping[str, str]
) -> bool:
    submitted = {
        (question.id, levels.get(question.id), comments.get(question.id, ""))
        for question in question_set.questions
    }
    return submitted == set(answer_set.answers.values_list("question_id", "level", "comment"))


def _check_answers(enrolment: Enrolment, item: Item, levels: Mapping[str, int], *, at: datetime) -> None:
    programme = programme_of(enrolment.cohort.programme)
    questions = programme.question_set(item.question_set or "").questions
    experience = queries.find_experience_before(enrolment=enrolment, item=item)
    decision = rules.may_answer(
        opens_at=experience.ends_at if experience else at,
        at=at,
        required=[question.id for question in questions if question.kind is not QuestionKind.WORDS],
        answered=[question_id for question_id, level in levels.items() if level in rules.LEVELS],
    )
    if not decision.allowed:
        after = programme.item(experience.item_id).title if experience else ""
        opens_at = long_moment(experience.ends_at) if experience else ""
        raise CannotAnswer(
            *reasons_for(decision.reasons, words.ANSWER_SENTENCES, after=after, opens_at=opens_at)
        )


def _answer(
    answer_set: AnswerSet, question: Question, levels: Mapping[str, int], comments: Mapping[str, str]
) -> Answer:
    return Answer(
        answer_set=answer_set,
        question_id=question.id,
        statement=question.statement or "",
        level=levels.get(question.id),
        comment=comments.get(question.id, ""),
    )


@transaction.atomic
def record_change(
    *,
    cohort: Cohort,
    set_id: str,
    statement: str,
    item_id: str,
    you_said: str,
    we_changed: str,
    by: Person,
    at: datetime,
) -> Change:
    """Record what changes on a later item because of answers, for participants to read.

    The same change sent twice is recorded once; a different one for the same statement and item
    raises `ChangedSince`.
    """
    title = programme_of(cohort.programme).item(item_id).title
    if item_id not in {item.id for item in queries.list_upcoming_items(cohort=cohort, at=at)}:
        raise CannotRecordChange(*reasons_for((ChangeReason.STARTED,), words.CHANGE_SENTENCES, item=title))
    lock_row(cohort)
    key = {"cohort": cohort, "set_id": set_id, "statement": statement, "item_id": item_id}
    recorded: Change | None = Change.objects.current().filter(**key).select_related("by").first()
    if recorded is None:
        change = Change.objects.create(**key, you_said=you_said, we_changed=we_changed, by=by, at=at)
        _record("reflect.changed", change, by=by, at=at)
        return change
    if (recorded.you_said, recorded.we_changed) != (you_said, we_changed):
        reasons = reasons_for((ChangeReason.ALREADY_RECORDED,), words.CHANGE_SENTENCES, item=title)
        raise ChangedSince(by=recorded.by.name, at=recorded.at, reasons=reasons)
    return recorded


@transaction.atomic
def correct_change(
    *, change: Change, you_said: str, we_changed: str, reason: str, by: Person, at: datetime
) -> Change:
    """Replace the words of a change, also after its item has started. Participants read the new words alone.

    Raises `ChangedSince` if someone corrected it meanwhile, `CannotRecordChange` if nothing differs.
    """
    lock_row(change.cohort)
    key = {name: getattr(change, name) for name in ("cohort", "set_id", "statement", "item_id")}
    refuse_if_replaced(Change.objects.current().select_related("by").get(**key), change)
    if (change.you_said, change.we_changed) == (you_said, we_changed):
        raise CannotRecordChange(*reasons_for((ChangeReason.NOTHING_DIFFERS,), words.CHANGE_SENTENCES))
    corrected = Change.objects.create(
        **key, you_said=you_said, we_changed=we_changed, replaces=change, reason=reason, by=by, at=at
    )
    _record("reflect.change_corrected", corrected, by=by, at=at)
    return corrected


def _record(verb: str, change: Change, *, by: Person, at: datetime) -> None:
    facts = {"cohort": change.cohort.slug, "statement": change.statement, "item": change.item_id}
    ledger.record(verb, about=change, provider_id=change.cohort.provider_id, by=by, at=at, facts=facts)
