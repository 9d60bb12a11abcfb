"""The declarations that the provider made to the DfE, as a lead records them, and voiding one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.enrolments import queries, rules
from waymark.ground.cohorts.enrolments.models import Declaration
from waymark.ground.cohorts.enrolments.reasons import DeclarationType
from waymark.ground.cohorts.enrolments.refusing import joined_on, refuse, today_in, withdrawn_on
from waymark.ground.ledger import actions as ledger
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


@transaction.atomic
def record_declaration(
    *, enrolment: Enrolment, kind: DeclarationType, declared_on: date, by: Person, at: datetime
) -> Declaration:
    """Record that the DfE has a declaration of that type with that date. The same again is one."""
    lock_row(enrolment)
    same = Declaration.objects.filter(enrolment=enrolment, kind=kind, voids=None, voided_by=None).first()
    if same is not None and same.declared_on == declared_on:
        return same
    decision = rules.may_declare(
        kind,
        declared_on=declared_on,
        declared=queries.declared_by_type(enrolment=enrolment),
        joined_on=joined_on(enrolment),
        withdrawn_on=withdrawn_on(enrolment, at=at),
        today=today_in(enrolment, at=at),
    )
    refuse(decision.reasons, enrolment, at=at)
    made = Declaration.objects.create(enrolment=enrolment, kind=kind, declared_on=declared_on, by=by, at=at)
    _record("cohorts.declared", made, by=by, at=at)
    return made


@transaction.atomic
def void_declaration(*, declaration: Declaration, by: Person, at: datetime) -> Declaration:
    """Record that a declaration was voided, or that it was recorded by mistake; it stays in the history."""
    enrolment = declaration.enrolment
    lock_row(enrolment)
    decision = rules.may_void(
        DeclarationType(declaration.kind),
        declared=queries.declared_by_type(enrolment=enrolment),
        is_voided=Declaration.objects.filter(voids=declaration).exists(),
    )
    refuse(decision.reasons, enrolment, at=at)
    made = Declaration.objects.create(
        enrolment=enrolment,
        kind=declaration.kind,
        declared_on=declaration.declared_on,
        voids=declaration,
        by=by,
        at=at,
    )
    _record("cohorts.declaration_voided", made, by=by, at=at)
    return made


def _record(verb: str, declaration: Declaration, *, by: Person, at: datetime) -> None:
    ledger.record(
        verb,
        about=declaration.enrolment,
        provider_id=declaration.enrolment.cohort.provider_id,
        by=by,
        at=at,
        facts={"declaration": declaration.kind},
    )
