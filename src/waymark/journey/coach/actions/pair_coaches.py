"""Giving participants their coaches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.coach import rules, words
from waymark.journey.coach.models import Pairing
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotPair(Refusal):
    """A participant cannot have this coach."""


@transaction.atomic
def pair_coaches(
    *,
    coaches: Mapping[Enrolment, Person],
    by: Person,
    at: datetime,
    made_from: Mapping[int, int] | None = None,
) -> list[Pairing]:
    """Give each participant a coach: all of them, or none. Returns the pairings that are new or changed.

    `made_from` are the coaches that the form showed, person id by enrolment id. Who is sent as shown is left as they
    are now, and where someone else has chosen another coach since, `ChangedSince` is raised.
    """
    for cohort in {enrolment.cohort for enrolment in coaches}:
        lock_row(cohort)
    if made_from is not None:
        coaches = {
            enrolment: coach
            for enrolment, coach in coaches.items()
            if made_from.get(enrolment.pk) != coach.pk
        }
        _refuse_if_changed(coaches, made_from)
    reasons = [reason for enrolment, coach in coaches.items() for reason in _reasons(enrolment, coach)]
    if reasons:
        raise CannotPair(*reasons)
    pairings = [_pair(enrolment, coach, by=by, at=at) for enrolment, coach in coaches.items()]
    return [pairing for pairing in pairings if pairing is not None]


def _refuse_if_changed(coaches: Mapping[Enrolment, Person], made_from: Mapping[int, int]) -> None:
    chosen = {enrolment.pk: coach.pk for enrolment, coach in coaches.items()}
    pairings = Pairing.objects.select_for_update(of=("self",)).filter(enrolment__in=chosen)
    changed = [
        pairing
        for pairing in pairings.select_related("by").order_by("at")
        if pairing.coach_id not in (made_from.get(pairing.enrolment_id), chosen[pairing.enrolment_id])
    ]
    if changed:
        raise ChangedSince(by=changed[-1].by.name, at=changed[-1].at)


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
