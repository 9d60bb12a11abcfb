"""Pairing coaches with participants, and recording what a pair did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.hours.actions import credit
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.queries import list_persons_with
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import framework_of, programme_of
from waymark.journey.coach import rules, words
from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing, Triangulation
from waymark.journey.practise.queries import list_evidence
from waymark.kit.clock import local_day
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.show import long_date

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


class CannotPair(Refusal):
    """At least one pair cannot be made."""


class CannotRecord(Refusal):
    """The session cannot be closed so."""


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """One statement weighed; levels 1 to 4, `evidence` the id of a piece in the participant's workbook."""

    statement: str
    self_view: int
    judgement: int
    evidence: int | None
    reflection: str


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """One agreed action; `owner` is participant or coach."""

    what: str
    owner: str
    due_on: date
    shown_by: str


@transaction.atomic
def pair_coaches(*, coaches: Mapping[Enrolment, Person], by: Person, at: datetime) -> int:
    """Give each participant their coach; all or none. How many pairs are new or changed."""
    held = {
        one.enrolment_id: one
        for one in Pairing.objects.filter(enrolment__in=coaches).prefetch_related("sessions")
    }
    new = [
        (one, coach)
        for one, coach in coaches.items()
        if one.pk not in held or held[one.pk].coach_id != coach.pk
    ]
    known = {one.pk for one in list_persons_with(role=Role.COACH, for_=by)} if new else set()
    against: list[Reason] = []
    for enrolment, coach in new:
        before = held.get(enrolment.pk)
        met = before is not None and bool(before.sessions.all())
        against.extend(_against(enrolment, coach, is_coach=coach.pk in known, met=met))
    if against:
        raise CannotPair(*against)
    for enrolment, coach in new:
        _pair(enrolment, coach, by=by, at=at)
    return len(new)


def _against(enrolment: Enrolment, coach: Person, *, is_coach: bool, met: bool) -> tuple[Reason, ...]:
    whys = rules.may_pair(
        coach=_side(coach), participant=_side(enrolment.person), is_coach=is_coach, met_another=met
    )
    organisation = coach.organisation.name if whys and coach.organisation else ""
    names = {"coach": coach.name, "participant": enrolment.person.name, "organisation": organisation}
    return words.reasons(whys, **names)


def _side(person: Person) -> rules.Side:
    trust = person.organisation.trust if person.organisation else ""
    return rules.Side(who=person.pk, organisation=person.organisation_id, trust=trust)


def _pair(enrolment: Enrolment, coach: Person, *, by: Person, at: datetime) -> Pairing:
    pairing, _ = Pairing.objects.update_or_create(
        enrolment=enrolment, defaults={"coach": coach, "by": by, "at": at}
    )
    ledger.note("coach.paired", about=pairing, provider_id=coach.provider_id, by=by, at=at)
    return pairing


@transaction.atomic
def record_session(
    *,
    pairing: Pairing,
    item: Item,
    held_on: date,
    minutes: int,
    shared_notes: str,
    private_notes: str,
    weighed: Weighed,
    agreed: Agreed | None,
    by: Person,
    at: datetime,
) -> CoachingSession:
    """Close one session of a pair, once; its minutes are credited. Refused without an agreed action."""
    _refuse(pairing, item, held_on, minutes, weighed, agreed, at=at)
    said = {"held_on": held_on, "minutes": minutes, "shared_notes": shared_notes}
    said |= {"private_notes": private_notes}
    session, is_new = CoachingSession.objects.get_or_create(
        pairing=pairing, item_id=item.id, defaults=said | {"by": by, "at": at}
    )
    if not is_new:
        if any(getattr(session, name) != value for name, value in said.items()):
            raise CannotRecord(*words.reasons((rules.Why.RECORDED,)))
        return session
    Triangulation.objects.create(
        session=session,
        statement=weighed.statement,
        self_view=weighed.self_view,
        judgement=weighed.judgement,
        evidence_id=weighed.evidence,
        reflection=weighed.reflection,
    )
    if agreed is not None:
        AgreedAction.objects.create(
            session=session,
            what=agreed.what,
            owner=agreed.owner,
            due_on=agreed.due_on,
            shown_by=agreed.shown_by,
        )
    credit(
        enrolment=pairing.enrolment,
        item_id=item.id,
        minutes=minutes,
        source="coach.session",
        because=session,
        by=by,
        at=at,
    )
    provider = pairing.enrolment.cohort.provider_id
    facts = {"item": item.id, "minutes": minutes}
    ledger.note("coach.session_closed", about=session, provider_id=provider, by=by, at=at, facts=facts)
    return session


def _refuse(
    pairing: Pairing,
    item: Item,
    held_on: date,
    minutes: int,
    weighed: Weighed,
    agreed: Agreed | None,
    *,
    at: datetime,
) -> None:
    cohort = pairing.enrolment.cohort
    sections = framework_of(cohort.programme).sections
    evidence = {one.id for one in list_evidence(enrolment=pairing.enrolment)} if weighed.evidence else set()
    whys = rules.may_record(
        held_on=held_on,
        today=local_day(at, programme_of(cohort.programme).assessment.zone),
        starts_on=cohort.starts_on,
        minutes=minutes,
        planned=item.minutes,
        due_on=agreed.due_on if agreed else None,
        statement_known=any(weighed.statement == one.code for s in sections for one in s.statements),
        evidence_known=weighed.evidence is None or weighed.evidence in evidence,
    )
    if whys:
        facts = {"starts": long_date(cohort.starts_on), "planned": item.minutes}
        raise CannotRecord(*words.reasons(whys, **facts))
