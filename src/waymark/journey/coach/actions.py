"""Pairing participants with coaches, and closing a coaching session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.hours.actions import credit
from waymark.ground.ledger import actions as ledger
from waymark.ground.programmes.queries import programme_of
from waymark.journey.coach import rules, words
from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing, Triangulation
from waymark.journey.coach.rules import Agreed, Weighed, Why
from waymark.journey.practise.queries import list_evidence
from waymark.kit.clock import local_day
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.show import long_date
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item

__all__ = ["Agreed", "CannotPair", "CannotRecord", "Weighed", "pair_coaches", "record_session"]


class CannotPair(Refusal):
    """A participant cannot have this coach."""


class CannotRecord(Refusal):
    """The session cannot be closed so."""


@transaction.atomic
def pair_coaches(*, coaches: Mapping[Enrolment, Person], by: Person, at: datetime) -> list[Pairing]:
    """Give each participant a coach: all of them, or none. A pairing that stands already adds nothing."""
    against = [reason for enrolment, coach in coaches.items() for reason in _against(enrolment, coach)]
    if against:
        raise CannotPair(*against)
    rows = [_pair(enrolment, coach, by=by, at=at) for enrolment, coach in coaches.items()]
    return [row for row in rows if row is not None]


def _against(enrolment: Enrolment, coach: Person) -> tuple[Reason, ...]:
    person = enrolment.person
    whys = rules.may_pair(
        coach=coach.pk,
        participant=person.pk,
        coach_works_at=coach.organisation_id,
        participant_works_at=person.organisation_id,
    )
    facts = {"coach": coach.name, "participant": person.name, "organisation": person.organisation}
    return words.reasons(whys, **facts)


def _pair(enrolment: Enrolment, coach: Person, *, by: Person, at: datetime) -> Pairing | None:
    known = Pairing.objects.select_for_update().filter(enrolment=enrolment).first()
    if known is not None and known.coach_id == coach.pk:
        return None
    row, _ = Pairing.objects.update_or_create(
        enrolment=enrolment, defaults={"coach": coach, "by": by, "at": at}
    )
    provider = enrolment.cohort.provider_id
    facts = {"coach": coach.pk, "before": known.coach_id if known else None}
    ledger.note("coach.paired", about=row, provider_id=provider, by=by, at=at, facts=facts)
    return row


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
    """Close a session: notes, one statement weighed, one action agreed; its minutes are credited.

    Once per item: the same session sent twice is one, another one is refused.
    """
    _refuse(pairing, item, held_on, minutes, weighed, agreed, at=at)
    assert agreed is not None
    hold(pairing)
    notes = {"shared_notes": shared_notes, "private_notes": private_notes}
    said = {"held_on": held_on, "minutes": minutes, **notes}
    known = CoachingSession.objects.filter(pairing=pairing, item_id=item.id).first()
    if known is not None:
        if _is_same(known, said, weighed, agreed):
            return known
        raise CannotRecord(*words.reasons((Why.RECORDED,), item=item.title))
    session = CoachingSession.objects.create(
        pairing=pairing, item_id=item.id, held_on=held_on, minutes=minutes, by=by, at=at, **notes
    )
    _write(session, weighed, agreed)
    enrolment = pairing.enrolment
    credit(
        enrolment=enrolment,
        item_id=item.id,
        minutes=minutes,
        source="coach.session",
        because=session,
        by=by,
        at=at,
    )
    provider = enrolment.cohort.provider_id
    facts = {"item": item.id, "minutes": minutes}
    ledger.note("coach.session_recorded", about=session, provider_id=provider, by=by, at=at, facts=facts)
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
    whys = rules.may_record(
        held_on=held_on,
        starts_on=cohort.starts_on,
        today=local_day(at, programme_of(cohort.programme).assessment.zone),
        minutes=minutes,
        planned=item.minutes,
        agreed=agreed,
    )
    if weighed.evidence is not None:
        pieces = list_evidence(enrolment=pairing.enrolment)
        if weighed.evidence not in {one.id for one in pieces}:
            whys = (*whys, Why.NOT_THEIR_EVIDENCE)
    if whys:
        facts = {"held": long_date(held_on), "starts": long_date(cohort.starts_on), "planned": item.minutes}
        raise CannotRecord(*words.reasons(whys, **facts))


def _write(session: CoachingSession, weighed: Weighed, agreed: Agreed) -> None:
    Triangulation.objects.create(
        session=session,
        statement=weighed.statement,
        self_view=weighed.self_view,
        judgement=weighed.judgement,
        evidence_id=weighed.evidence,
        reflection=weighed.reflection,
    )
    AgreedAction.objects.create(
        session=session,
        what=agreed.what,
        owner=agreed.owner,
        due_on=agreed.due_on,
        shown_by=agreed.shown_by,
    )


def _is_same(known: CoachingSession, said: Mapping[str, object], weighed: Weighed, agreed: Agreed) -> bool:
    """Whether a session that stands already is, word for word, the one that is sent again."""
    views = known.triangulations.values_list(
        "statement", "self_view", "judgement", "evidence_id", "reflection"
    )
    steps = known.actions.values_list("what", "owner", "due_on", "shown_by")
    again = (weighed.statement, weighed.self_view, weighed.judgement, weighed.evidence, weighed.reflection)
    return (
        all(getattr(known, field) == value for field, value in said.items())
        and list(views) == [again]
        and list(steps) == [(agreed.what, agreed.owner, agreed.due_on, agreed.shown_by)]
    )
