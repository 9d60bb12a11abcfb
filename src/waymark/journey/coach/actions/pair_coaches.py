"""Giving participants their coaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_messages
from waymark.journey.coach import emails, rules, words
from waymark.journey.coach.models import Pairing
from waymark.kit.addresses import site_address
from waymark.kit.formatting import counted
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
    tell: bool = True,
) -> list[Pairing]:
    """Give each participant a coach: all of them, or none. Returns the pairings that are new or changed.

    `made_from` are the coaches that the form showed, person id by enrolment id. Who is sent as shown is left as they
    are now, and where someone else has chosen another coach since, `ChangedSince` is raised.
    `tell`: email them all; a caller that says why the coach changes does so itself.
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
    changed = [pairing for pairing in pairings if pairing is not None]
    if tell:
        _email(changed, at=at)
    return changed


def _email(pairings: Sequence[Pairing], *, at: datetime) -> None:
    """Each participant, and each coach once, about those who are new to them."""
    if not pairings:
        return
    provider, moment = pairings[0].enrolment.cohort.provider, f"{at.timestamp():.0f}"
    messages = []
    by_coach: dict[Person, list[Pairing]] = {}
    for pairing in pairings:
        enrolment, coach = pairing.enrolment, pairing.coach
        by_coach.setdefault(coach, []).append(pairing)
        link = f"{site_address('coach:mine')}?enrolment={enrolment.reference}"
        values = {"greeting": enrolment.person.greeting, "coach": coach.name, "link": link}
        once = f"coach.paired:{pairing.pk}:{coach.pk}:{moment}"
        message = Message(
            emails.PAIRED, enrolment.person.email, values, once=once, cohort_id=enrolment.cohort_id
        )
        messages.append(message)
    for coach, own in by_coach.items():
        values = {
            "greeting": coach.greeting,
            "count": counted(len(own), "participant", "participants"),
            "names": "\n".join(pairing.enrolment.person.name for pairing in own),
            "link": site_address("coach:coachees"),
        }
        once = f"coach.coachees:{own[0].pk}:{coach.pk}:{moment}"
        cohort_id = own[0].enrolment.cohort_id
        messages.append(Message(emails.COACHEES, coach.email, values, once=once, cohort_id=cohort_id))
    queue_messages(messages, provider=provider, at=at)


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
