"""Submits a participant's answers, and withdraws a submission."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.submission.models import Submission, SubmissionWithdrawal
from waymark.journey.sit.submission.rules import may_submit, may_withdraw
from waymark.journey.sit.submission.sealing import lock_unsealed_answers, seal
from waymark.journey.sit.submission.words import NEWER_SCRIPT
from waymark.journey.sit.words import as_reason, as_reasons
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotSubmit(Refusal):
    """The answers cannot be submitted as they are; nothing was changed."""


class CannotWithdraw(Refusal):
    """The submission stays."""


@transaction.atomic
def submit(
    *,
    sitting: Sitting,
    declared: bool,
    by: Person,
    at: datetime,
    checked: Mapping[str, int] | None = None,
    transfer_ms: int | None = None,
) -> Submission:
    """Submit the answers. `checked` are the revisions the participant looked at; again is the same submission.

    `transfer_ms`: how long the request took to arrive (`kit/arrival.py`).

    A request may begin to arrive before a text that it submits. It counts as arrived with that text: no receipt says
    that a text was there earlier than it was.
    """
    answers = lock_unsealed_answers(sitting)
    window, zone = sitting.times, sitting.window.zone
    if not answers:
        return _previous_submission(sitting)
    at = max([at, *(answer.saved_at for answer in answers if answer.saved_at)])
    total = sum(answer.words for answer in answers)
    unchanged = checked is None or all(checked.get(answer.question_id) == answer.rev for answer in answers)
    decision = may_submit(window, words=total, declared=declared, unchanged=unchanged, sealed=False, at=at)
    if not decision.allowed:
        raise CannotSubmit(*as_reasons(decision.reasons, window=window, zone=zone, words=total))
    return seal(sitting, answers, how=Submission.How.SUBMITTED, by=by, at=at, transfer_ms=transfer_ms)


def _previous_submission(sitting: Sitting) -> Submission:
    """What was submitted or collected before. Refused if it is being withdrawn just now, or nothing was collected."""
    submission = Submission.objects.filter(sitting=sitting).select_related("receipt").first()
    if submission is None:
        zone = sitting.window.zone
        raise CannotSubmit(as_reason(SittingReason.CHANGED, window=sitting.times, zone=zone))
    return submission


@transaction.atomic
def withdraw_submission(
    *, sitting: Sitting, by: Person, at: datetime, receipt: str | None = None
) -> SubmissionWithdrawal:
    """The participant withdraws the submission and keeps writing. Its receipt still says what had arrived.

    `receipt`: the code of the one they looked at; a newer submission stays submitted.
    """
    lock_row(sitting)
    submission = Submission.objects.filter(sitting=sitting).select_related("receipt").first()
    if submission and receipt is not None and submission.receipt.code != receipt:
        raise CannotWithdraw(Reason("newer", NEWER_SCRIPT))
    submitted = submission is not None and submission.how == Submission.How.SUBMITTED
    decision = may_withdraw(sitting.times, submitted=submitted, at=at)
    if submission is None or not decision.allowed:
        zone = sitting.window.zone
        raise CannotWithdraw(*as_reasons(decision.reasons, window=sitting.times, zone=zone))
    row = record_withdrawal(submission, sitting, by=by, at=at)
    Answer.objects.filter(sitting=sitting).update(sealed=False)
    if sitting.window.is_practice:
        return row
    provider_id = sitting.enrolment.person.provider_id
    ledger.record("sit.taken_back", about=submission, provider_id=provider_id, by=by, at=at)
    return row


def record_withdrawal(
    submission: Submission, sitting: Sitting, *, by: Person, at: datetime
) -> SubmissionWithdrawal:
    row = SubmissionWithdrawal.objects.create(submission=submission, sitting=sitting, by=by, at=at)
    Submission.objects.filter(pk=submission.pk).update(sitting=None)
    return row
