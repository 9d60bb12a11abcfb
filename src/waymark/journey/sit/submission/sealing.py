"""Handing in: the answers are sealed, and a receipt is signed.

The answers are read under a lock and sealed in the same transaction, so that what is signed is what stands: a save
waits meanwhile, and finds the seal. On PostgreSQL seal, submission and receipt are written by one statement; on
SQLite the transaction has the only turn, and writes one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.sit.receipts import signing
from waymark.journey.sit.receipts.models import Receipt
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.writing.answer_context import moment
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, long_date, number

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

UNSEALED = """SELECT question_id, text, rev, words, saved_at FROM sit_answer
 WHERE sitting_id = %s AND NOT sealed ORDER BY id"""
SEAL = """WITH sealed AS (UPDATE sit_answer SET sealed = true WHERE sitting_id = %s),
 handed_in AS (INSERT INTO sit_submission (sitting_id, how, words, at)
  VALUES (%s, %s::varchar, %s, %s::timestamptz) RETURNING id)
INSERT INTO sit_receipt (submission_id, code, payload, signature, key_id)
 SELECT id, %s::varchar, %s::text, %s::varchar, %s::varchar FROM handed_in RETURNING submission_id, id"""


@dataclass(frozen=True)
class UnsealedAnswer:
    """An answer as it stands when it is handed in."""

    question_id: str
    text: str
    rev: int
    words: int
    saved_at: datetime | None = None
    """When it arrived."""


def unsealed(sitting: Sitting) -> list[UnsealedAnswer]:
    """In question order, and locked until the transaction is over; none when the script was handed in."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{UNSEALED}{lock}", [sitting.pk])
        rows = cursor.fetchall()
    return [
        UnsealedAnswer(question, text, rev, words, moment(saved_at) if saved_at else None)
        for question, text, rev, words, saved_at in rows
    ]


def seal(
    sitting: Sitting,
    answers: list[UnsealedAnswer],
    *,
    how: str,
    by: Person | None,
    at: datetime,
    arrived: datetime | None = None,
) -> Submission:
    """Seal the answers, sign them, and leave the letter. Inside the caller's transaction.

    `arrived`: when the texts did, where they are collected afterwards; the receipt says that, and never when somebody
    came to it. A lead reads the ledger, so practice stays out of it.
    """
    total = sum(one.words for one in answers)
    submission = Submission(sitting=sitting, how=how, words=total, at=arrived or at)
    receipt = _signed(submission, answers)
    _write(submission, receipt)
    provider = sitting.enrolment.person.provider
    people.write_letter(
        provider=provider,
        to=sitting.enrolment.person.email,
        subject=f"{_name_of(sitting)}: receipt",
        text=_letter(submission, receipt),
        once=f"sit.receipt:{receipt.code}",
        at=at,
        encloses=("sit.receipt", receipt.pk),
    )
    if sitting.window.is_practice:
        return submission
    facts = {"how": how, "words": total, "receipt": receipt.code, "declared": sitting.declared}
    ledger.record(f"sit.{how}", about=submission, provider_id=provider.pk, by=by, at=at, facts=facts)
    return submission


def _signed(submission: Submission, answers: list[UnsealedAnswer]) -> Receipt:
    sitting = submission.of
    payload = signing.build_payload(
        sitting=sitting.code,
        paper=sitting.window.paper.lock.fingerprint,
        answers={one.question_id: one.text for one in answers},
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
    handed_in = (sitting_id, sitting_id, submission.how, submission.words, submission.at)
    signed = (receipt.code, receipt.payload, receipt.signature, receipt.key_id)
    with connection.cursor() as cursor:
        cursor.execute(SEAL, [*handed_in, *signed])
        submission.pk, receipt.pk = cursor.fetchone()
    receipt.submission = submission


def _letter(submission: Submission, receipt: Receipt) -> str:
    person, zone = submission.of.enrolment.person, submission.of.window.zone
    local = f"{long_date(local_day(submission.at, zone=zone))}, {clock_seconds(submission.at, zone=zone)}"
    was = "was handed in" if submission.how == Submission.How.SUBMITTED else "was collected at the close"
    return (
        f"Dear {person.name},\n\n{_name_of(submission.of)} {was}, and arrived on {local} ({zone}) "
        f"with {number(submission.words)} words.\n\nReceipt: {receipt.code}\n\n"
        "Anyone can check this code on Waymark's page of receipts; it shows no name and no text. "
        "Enclosed are your answers as they were signed (answers.txt) and the receipt's own file (receipt.json). "
        f"Keep this letter.\n\n{person.provider.name}\n{person.provider.enquiries_email}\n"
    )


def _name_of(sitting: Sitting) -> str:
    return "Your practice sitting" if sitting.window.is_practice else "Your case study assessment"
