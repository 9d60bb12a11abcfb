"""Decides whether a text that arrived within the tolerance counts instead of what was collected at the close.

One decision covers everyone affected by the same cause ("the school lost its connection at 23:50"). A late text that
counts becomes the answer, as one more revision, and is collected with a new receipt; the earlier receipt stays valid
and shows what had arrived by the close. Nothing is marked while such a text is undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.sit.late_texts.models import LateDecision
from waymark.journey.sit.late_texts.queries import newest_by_answer
from waymark.journey.sit.late_texts.words import NOTHING_LEFT, OWN_TEXT, SUBJECT, does_not_count, not_over
from waymark.journey.sit.submission.actions import record_withdrawal
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.submission.sealing import UnsealedAnswer, seal
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.rules import is_settled
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.drafts import Text
from waymark.journey.sit.writing.models import AlternateVersion, Answer, Sitting
from waymark.journey.sit.writing.saving import IncomingDraft, write
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

DECISION_CLIENT = "decided"
"""The client id of a revision that a decision made."""


class CannotDecideLate(Refusal):
    """The late texts cannot be decided; nothing was."""


@transaction.atomic
def decide_late(*, sitting_ids: Sequence[int], counts: bool, cause: str, by: Person, at: datetime) -> int:
    """Decides about every undecided late text of these sittings, with one cause. Returns the number of sittings.

    The caller has checked that the decider may see them. Of several late texts of an answer, the newest counts.
    """
    rows = Sitting.objects.filter(pk__in=sitting_ids, answers__alternate_versions__in=_undecided())
    rows = rows.select_related("window__paper__lock", "enrolment__person__provider", "submission")
    sittings = deadlines.give_times(deadlines.with_own_times(rows.distinct()).order_by("id"))
    reasons = [reason for sitting in sittings for reason in _reasons_against(sitting, by=by, at=at)]
    if not sittings:
        reasons = [NOTHING_LEFT]
    if reasons:
        raise CannotDecideLate(*reasons)
    count = sum(_decide(sitting, counts=counts, cause=cause, by=by, at=at) for sitting in sittings)
    if not count:
        raise CannotDecideLate(NOTHING_LEFT)
    return count


def _undecided() -> QuerySet[AlternateVersion]:
    return AlternateVersion.objects.filter(kind=AlternateVersion.Kind.LATE, decision=None)


def _reasons_against(sitting: Sitting, *, by: Person, at: datetime) -> list[Reason]:
    if sitting.enrolment.person_id == by.pk:
        return [OWN_TEXT]
    if not is_settled(sitting.times, at=at):
        return [not_over(sitting.code)]
    return []


def _decide(sitting: Sitting, *, counts: bool, cause: str, by: Person, at: datetime) -> bool:
    """Whether anything was left to decide when it was this decision's turn."""
    lock_row(sitting)
    undecided = _undecided().filter(answer__sitting=sitting).order_by("at", "id")
    texts = list(undecided.defer("text"))
    if not texts:
        return False
    newest = newest_by_answer(undecided)
    LateDecision.objects.bulk_create(
        LateDecision(version=text, counts=counts, cause=cause, by=by, at=at) for text in texts
    )
    if counts:
        _use_late_texts(sitting, newest, by=by, at=at)
    else:
        _email_that_it_does_not_count(sitting, texts[-1], cause=cause, at=at)
    provider_id = sitting.enrolment.person.provider_id
    facts = {"stands": counts, "texts": len(texts)}
    ledger.record("sit.late_decided", about=sitting, provider_id=provider_id, by=by, at=at, facts=facts)
    return True


def _email_that_it_does_not_count(
    sitting: Sitting, newest: AlternateVersion, *, cause: str, at: datetime
) -> None:
    """If it does count, the email of the new receipt says so."""
    person = sitting.enrolment.person
    text = does_not_count(sitting.times, zone=sitting.window.zone, cause=cause)
    people.queue_email(
        provider=person.provider,
        to=person.email,
        subject=SUBJECT,
        text=f"{person.greeting}\n\n{text}\n\n{person.provider.name}\n{person.provider.enquiries_email}\n",
        once=f"sit.late:{newest.pk}",
        at=at,
    )


def _use_late_texts(
    sitting: Sitting, newest: dict[int, AlternateVersion], *, by: Person, at: datetime
) -> None:
    for context in list_answer_contexts(sitting_id=sitting.pk):
        late = newest.get(context.answer_id)
        if late and late.text != context.text:
            draft = IncomingDraft(text=Text(late.text), base=context.rev, client=DECISION_CLIENT, at=late.at)
            write(context, draft, sealed_too=True)
    submission = Submission.objects.filter(sitting=sitting).first()
    if submission:
        record_withdrawal(submission, sitting, by=by, at=at)
    answers = Answer.objects.filter(sitting=sitting).order_by("id")
    standing = [UnsealedAnswer(*row) for row in answers.values_list("question_id", "text", "rev", "words")]
    arrived = max(text.at for text in newest.values())
    seal(sitting, standing, how=Submission.How.COLLECTED, by=by, at=at, arrived=arrived)
