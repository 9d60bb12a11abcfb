"""Enrolling someone in a cohort."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries, words
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.cohorts.role_rules import may_take_part
from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.queries import list_paper_workers
from waymark.ground.people import actions as people
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import Role
from waymark.kit.codes import new_code
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class CannotEnrol(Refusal):
    """The person cannot be enrolled."""


@transaction.atomic
def enrol(*, cohort: Cohort, person: Person, by: Person | None, at: datetime) -> Enrolment:
    """Enrol a person of the same provider once, who has no role that conflicts with taking part."""
    if person.provider_id != cohort.provider_id:
        raise CannotEnrol(Reason("other_provider", "This person belongs to another provider."))
    if Enrolment.objects.filter(cohort=cohort, person=person).exists():
        raise CannotEnrol(Reason("enrolled", f"{person.name} is already enrolled in {cohort.name}."))
    lock_row(person)
    decision = may_take_part(
        roles_in_cohort=queries.roles_in(cohort=cohort, person=person),
        roles_held=held_roles_of(person),
        wrote_a_paper=person.pk
        in list_paper_workers(provider_id=cohort.provider_id, programme_slug=cohort.programme.slug),
    )
    if not decision.allowed:
        sentences = reasons_for(
            decision.reasons, words.ENROLMENT_SENTENCES, name=person.name, cohort=cohort.name
        )
        raise CannotEnrol(*sentences)
    people.give_role(person=person, role=Role.PARTICIPANT, by=by, at=at)
    enrolment = Enrolment.objects.create(cohort=cohort, person=person, reference=new_code(), by=by, at=at)
    ledger.record("cohorts.enrolled", about=enrolment, provider_id=cohort.provider_id, by=by, at=at)
    return enrolment
