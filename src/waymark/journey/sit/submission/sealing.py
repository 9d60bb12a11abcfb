"""Seals the answers of a sitting and signs their receipt.

The answers are read under a lock and sealed in the same transaction, so that what is signed is what was sealed: a save
waits meanwhile, and finds the seal. On PostgreSQL seal, submission and receipt are written by one statement; on SQLite
the transaction has the only turn, and writes one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_message
from waymark.journey.sit import emails
from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.models import Receipt
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.kit.addresses import site_address
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, counted, long_date

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

SEAL = """WITH sealed AS (UPDATE sit_answer SET sealed = true WHERE sitting_id = %s),
 submitted AS (INSERT INTO sit_submission (sitting_id, how, words, at, transfer_ms)
  VALUES (%s, %s::varchar, %s, %s::timestamptz, %s::int) RETURNING id)
INSERT INTO sit_receipt (submission_id, code, payload, signature, key_id)
 SELECT id, %s::varchar, %s::text, %s::varchar, %s::varchar FROM submitted RETURNING submission_id, id"""


@dataclass(frozen=True)
class UnsealedAnswer:
    """An answer as it stands when it is handed in."""

    question_id: str
    text: str
    rev: int
    words: int
    saved_at: datetime | None = None
    """When it arrived."""


def lock_unsealed_answers(sitting: Sitting) -> list[UnsealedAnswer]:
    """In question order, locked until the transaction is over; none when the answers were submitted."""
    answers = Answer.objects.filter(sitting=sitting, sealed=False).select_for_update().order_by("id")
    rows = answers.values_list("question_id", "text", "rev", "words", "saved_at")
    return [UnsealedAnswer(*row) for row in rows]


def seal(
    sitting: Sitting,
    answers: list[UnsealedAnswer],
    *,
    how: str,
    by: Person | None,
    at: datetime,
    arrived: datetime | None = None,
    transfer_ms: int | None = None,
) -> Submission:
    """Seal the answers, sign them and send the receipt. Inside the caller's transaction.

    `arrived`: when the texts arrived, where they are collected later; the receipt says that, never when the collection
    ran. A lead reads the audit log, so practice stays out of it.
    """
    total = sum(answer.words for answer in answers)
    submission = Submission(sitting=sitting, how=how, words=total, at=arrived or at, transfer_ms=transfer_ms)
    receipt = _sign(submission, answers)
    _write(submission, receipt)
    provider = sitting.enrolment.person.provider
    queue_message(_receipt_email(submission, receipt), provider=provider, at=at)
    if sitting.window.is_practice:
        return submission
    facts = {"how": how, "words": total, "receipt": receipt.code, "declared": sitting.declared}
    ledger.record(f"sit.{how}", about=submission, provider_id=provider.pk, by=by, at=at, facts=facts)
    return submission


def _sign(submission: Submission, answers: list[UnsealedAnswer]) -> Receipt:
    sitting = submission.of
    payload = signing.build_payload(
        sitting=sitting.code,
        paper=sitting.window.paper.lock.fingerprint,
        answers={answer.question_id: answer.text for answer in answers},
        words=submission.words,
        at=submission.at,
        how=submission.how,
        practice=sitting.window.is_practice,
    )
    signed = signing.sign(payload)
    return Receipt(
        submission=submission,
        code=signing.new_receipt_code(),
        payload=signed.payload,
        signature=signed.signature,
        key_id=signed.key_id,
    )


def _write(submission: Submission, receipt: Receipt) -> None:
    if connection.vendor != "postgresql":
        Answer.objects.filter(sitting=submission.sitting).update(sealed=True)
        submission.save(force_insert=True)
        receipt.submission = submission
        receipt.save(force_insert=True)
        return
    sitting_id = submission.sitting_id
    submitted = (
        sitting_id,
        sitting_id,
        submission.how,
        submission.words,
        submission.at,
        submission.transfer_ms,
    )
    signed = (receipt.code, receipt.payload, receipt.signature, receipt.key_id)
    with connection.cursor() as cursor:
        cursor.execute(SEAL, [*submitted, *signed])
        submission.pk, receipt.pk = cursor.fetchone()
    receipt.submission = submission


def _receipt_email(submission: Submission, receipt: Receipt) -> Message:
    person, window = submission.of.enrolment.person, submission.of.window
    day = long_date(local_day(submission.at, zone=window.zone))
    arrived = f"{day}, {clock_seconds(submission.at, zone=window.zone)} ({window.zone})"
    words = counted(submission.words, "word", "words")
    if submission.how == Submission.How.SUBMITTED:
        happened = f"You submitted your {_name_of(submission.of)}. It has {words} and arrived on {arrived}."
    else:
        happened = (
            f"Your {_name_of(submission.of)} was collected at the close. It has {words}, and the last of them "
            f"arrived on {arrived}."
        )
    values = {
        "greeting": person.greeting,
        "assessment": _name_of(submission.of),
        "happened": happened,
        "code": receipt.code,
        "link": site_address("sit:receipts"),
    }
    return Message(
        emails.PRACTICE_RECEIPT if window.is_practice else emails.RECEIPT,
        person.email,
        values,
        once=f"sit.receipt:{receipt.code}",
        attaches=("sit.receipt", receipt.pk),
        enrolment_id=submission.of.enrolment_id,
        about=f"sit.sitting:{submission.sitting_id}",
    )


def _name_of(sitting: Sitting) -> str:
    return "practice assessment" if sitting.window.is_practice else "case study assessment"
