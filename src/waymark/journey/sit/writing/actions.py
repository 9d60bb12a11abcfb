"""Starts a participant's assessment: the sitting, and an empty answer for each question."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import list_conditions
from waymark.ground.ledger import actions as ledger
from waymark.ground.papers import queries as papers
from waymark.journey.sit.attempts.queries import reasons_not_to_sit
from waymark.journey.sit.attempts.words import TO_PARTICIPANT
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.words import as_reasons
from waymark.journey.sit.writing import words
from waymark.journey.sit.writing.declaring import declaration_to_make, record_declaration
from waymark.journey.sit.writing.models import Answer, Sitting
from waymark.journey.sit.writing.rules import may_open_sitting
from waymark.kit.codes import new_code
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotOpenSitting(Refusal):
    """The participant cannot sit down to write now."""


@transaction.atomic
def open_sitting(
    *, window: SittingWindow, enrolment: Enrolment, declared: bool, by: Person, at: datetime
) -> Sitting:
    """Sit down: the sitting and an empty answer for each question. Again is the same sitting."""
    existing = Sitting.objects.filter(window=window, enrolment=enrolment).first()
    if existing:
        return existing
    if enrolment.person_id in papers.workers_on(paper_id=window.paper_id):
        raise CannotOpenSitting(Reason("knows_paper", words.KNOWS_PAPER))
    times = deadlines.times_of(window=window, enrolment=enrolment)
    asked = reasons_not_to_sit(window=window, enrolment=enrolment, at=at)
    if not asked.allowed:
        raise CannotOpenSitting(*reasons_for(asked.reasons, TO_PARTICIPANT))
    conditions = list_conditions(enrolment=enrolment, at=at)
    is_met = all(condition.is_met for condition in conditions)
    decision = may_open_sitting(times, gate_satisfied=is_met, declared=declared, at=at)
    if window.cohort_id != enrolment.cohort_id or not decision.allowed:
        refused = as_reasons(decision.reasons, window=times, zone=window.zone)
        unmet = [
            sentence for condition in conditions if not condition.is_met for sentence in condition.reasons
        ]
        reasons = [reason for reason in refused if reason.code != "gate"] + [
            Reason("gate", sentence) for sentence in unmet
        ]
        raise CannotOpenSitting(*reasons)
    declaration = declaration_to_make(enrolment=enrolment)
    sitting, is_new = make_sitting(window, enrolment, declared=declaration.version, at=at)
    if is_new:
        record_declaration(sitting, declaration, at=at)
        facts = {"declared": declaration.version, "declaration": declaration.fingerprint}
        provider_id = enrolment.cohort.provider_id
        ledger.record("sit.opened", about=sitting, provider_id=provider_id, by=by, at=at, facts=facts)
    return sitting


def make_sitting(
    window: SittingWindow, enrolment: Enrolment, *, declared: str, at: datetime
) -> tuple[Sitting, bool]:
    """The sitting with an empty answer for each question, and whether it is new. The caller has asked the rules."""
    sitting, is_new = Sitting.objects.get_or_create(
        window=window,
        enrolment=enrolment,
        defaults={"code": new_code(14), "declared": declared, "at": at},
    )
    if is_new:
        body = papers.body_of_locked(fingerprint=papers.fingerprint_of(paper_id=window.paper_id))
        Answer.objects.bulk_create(
            Answer(sitting=sitting, question_id=question.id) for question in body.questions
        )
    return sitting, is_new
