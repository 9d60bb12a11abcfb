"""Giving participants their coaches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.coach import rules, words
from waymark.journey.coach.models import Pairing
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotPair(Refusal):
    """A participant cannot have this coach."""


@transaction.atomic
def pair_coaches(*, coaches: Mapping[Enrolment, Person], by: Person, at: datetime) -> list[Pairing]:
    """Give each participant a coach: all of them, or none. Returns the pairings that are new or changed."""
    reasons = [reason for enrolment, coach in coaches.items() for reason in _reasons(enrolment, coach)]
    if reasons:
        raise CannotPair(*reasons)
    pairings = [_pair(enrolment, coach, by=by, at=at) for enrolment, coach in coaches.items()]
    return [pairing for pairing in pairings if pairing is not None]


def _reasons(enrolment: Enrolment, coach: Person) -> tuple[Reason, ...]:
    """Every reason why this participant cannot have this coach."""
    participant = enrolment.person
    decision = rules.may_pair(
        coach=coach.pk,
        participant=participant.pk,
        coach_works_at=coach.organisation_id,
        participant_works_at=participant.organisation_id,
    )
    return reasons_for(
        decision.reasons,
        words.PAIRING_SENTENCES,
        coach=coach.name,
        participant=participant.name,
        organisation=participant.organisation,
    )


def _pair(enrolment: Enrolment, coach: Person, *, by: Person, at: datetime) -> Pairing | None:
    """The new pairing; None if the participant has this coach already."""
    current = Pairing.objects.select_for_update().filter(enrolment=enrolment).first()
    if current is not None and current.coach_id == coach.pk:
        return None
    pairing, _ = Pairing.objects.update_or_create(
        enrolment=enrolment, defaults={"coach": coach, "by": by, "at": at}
    )
    facts = {"coach": coach.pk, "before": current.coach_id if current else None}
    provider_id = enrolment.cohort.provider_id
    ledger.record("coach.paired", about=pairing, provider_id=provider_id, by=by, at=at, facts=facts)
    return pairing
