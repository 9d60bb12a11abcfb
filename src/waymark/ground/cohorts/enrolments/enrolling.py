"""Enrolling people in a cohort, one or many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries, words
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.cohorts.role_rules import may_take_part
from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.queries import list_paper_workers
from waymark.ground.people import actions as people
from waymark.ground.people.queries import list_held_roles
from waymark.ground.people.roles import Role
from waymark.kit.codes import new_code
from waymark.kit.locks import lock_rows
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class CannotEnrol(Refusal):
    """The person cannot be enrolled."""


@transaction.atomic
def enrol(*, cohort: Cohort, person: Person, by: Person | None, at: datetime) -> Enrolment:
    """Enrol a person of the same provider once, who has no role that conflicts with taking part."""
    outcome = enrol_people(cohort=cohort, persons=[person], by=by, at=at)
    if outcome.refused:
        raise CannotEnrol(*outcome.refused[person.pk])
    return outcome.enrolments[0]


@dataclass(frozen=True)
class EnrolledPeople:
    """What came of enrolling many: who was enrolled, and by the person’s id why others were not."""

    enrolments: tuple[Enrolment, ...]
    refused: dict[int, tuple[Reason, ...]]


@transaction.atomic
def enrol_people(
    *, cohort: Cohort, persons: Iterable[Person], by: Person | None, at: datetime
) -> EnrolledPeople:
    """Enrol everyone who can be, each once, in as many statements as for one person."""
    everyone = list({person.pk: person for person in persons}.values())
    lock_rows(everyone)
    reasons = _reasons_against(cohort, everyone)
    allowed = [person for person in everyone if not reasons[person.pk]]
    people.give_roles(persons=allowed, role=Role.PARTICIPANT, by=by, at=at)
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, person=person, reference=new_code(), by=by, at=at) for person in allowed
    )
    provider_id = cohort.provider_id
    ledger.record_many("cohorts.enrolled", about=enrolments, provider_id=provider_id, by=by, at=at)
    refused = {person_id: against for person_id, against in reasons.items() if against}
    return EnrolledPeople(tuple(enrolments), refused)


def _reasons_against(cohort: Cohort, persons: list[Person]) -> dict[int, tuple[Reason, ...]]:
    rows = Enrolment.objects.filter(cohort=cohort, person__in=persons)
    enrolled = set(rows.values_list("person_id", flat=True))
    worked = queries.list_roles_in(cohort=cohort, persons=persons)
    held = list_held_roles(persons=persons)
    writers = list_paper_workers(provider_id=cohort.provider_id, programme_slug=cohort.programme.slug)
    reasons: dict[int, tuple[Reason, ...]] = {}
    for person in persons:
        decision = may_take_part(
            roles_in_cohort=worked[person.pk],
            roles_held=held[person.pk],
            wrote_a_paper=person.pk in writers,
        )
        if person.provider_id != cohort.provider_id:
            reasons[person.pk] = (Reason("other_provider", "This person belongs to another provider."),)
        elif person.pk in enrolled:
            sentence = f"{person.name} is already enrolled in {cohort.name}."
            reasons[person.pk] = (Reason("enrolled", sentence),)
        else:
            names = {"name": person.name, "cohort": cohort.name}
            reasons[person.pk] = reasons_for(decision.reasons, words.ENROLMENT_SENTENCES, **names)
    return reasons
