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
from waymark.journey.sit.submission.sealing import seal, unsealed
from waymark.journey.sit.submission.words import NEWER_SCRIPT
from waymark.journey.sit.words import as_reason, as_reasons
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotSubmit(Refusal):
    """The script cannot be handed in as it stands; nothing of it was changed."""


class CannotWithdraw(Refusal):
    """The script stays handed in."""


@transaction.atomic
def submit(
    *, sitting: Sitting, declared: bool, by: Person, at: datetime, checked: Mapping[str, int] | None = None
) -> Submission:
    """Hand in. `checked` are the revisions the participant looked at; again is the same submission.

    A request may begin to arrive before a text that it hands in. It counts as arrived with that text: no receipt says
    that a text was there earlier than it was.
    """
    answers = unsealed(sitting)
    window, zone = sitting.times, sitting.window.zone
    if not answers:
        return _already(sitting)
    at = max([at, *(one.saved_at for one in answers if one.saved_at)])
    total = sum(one.words for one in answers)
    unchanged = checked is None or all(checked.get(one.question_id) == one.rev for one in answers)
    decision = may_submit(window, words=total, declared=declared, unchanged=unchanged, sealed=False, at=at)
    if not decision.allowed:
        raise CannotSubmit(*as_reasons(decision.reasons, window=window, zone=zone, words=total))
    return seal(sitting, answers, how=Submission.How.SUBMITTED, by=by, at=at)


def _already(sitting: Sitting) -> Submission:
    """What was handed in or collected before; none, if it is being taken back just now or the desk is closed."""
    found = Submission.objects.filter(sitting=sitting).select_related("receipt").first()
    if found is None:
        zone = sitting.window.zone
        raise CannotSubmit(as_reason(SittingReason.CHANGED, window=sitting.times, zone=zone))
    return found


@transaction.atomic
def withdraw_submission(
    *, sitting: Sitting, by: Person, at: datetime, receipt: str | None = None
) -> SubmissionWithdrawal:
    """The writer takes the script back, and writes on. Its receipt goes on to say what had arrived.

    `receipt`: the code of the one that was looked at; a script handed in since then stays handed in.
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
